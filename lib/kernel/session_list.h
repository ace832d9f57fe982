/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * session_list.h - the sessions of each tunnel
 *
 * Deleting a tunnel deletes its sessions without reporting them. The list is therefore dumped before the first tunnel
 * is deleted and then follows the adds and deletes of this process.
 */
#ifndef LIB_KERNEL_SESSION_LIST_H
#define LIB_KERNEL_SESSION_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/model/session.h"

struct session_list {
	bool taken;
	struct l2tp_session *list; /* owned; a removed session has no fields */
	size_t sorted;		   /* number of leading sorted sessions */
	size_t count, room;
};

/* Take ownership of LIST, COUNT sessions sorted by l2tp_session_compare(). */
void session_list_take(struct session_list *sessions, struct l2tp_session *list, size_t count);
void session_list_free(struct session_list *sessions);

/* Add or remove a session. No effect before session_list_take(), or if memory is short. */
void session_list_add(struct session_list *sessions, const struct l2tp_session *session);
void session_list_remove(struct session_list *sessions, uint32_t tunnel_id, uint32_t session_id);

/* Move a session of the tunnel out of the list into *SESSION. Returns whether there was one. */
bool session_list_pop(struct session_list *sessions, uint32_t tunnel_id,
		      struct l2tp_session *session);

#endif
