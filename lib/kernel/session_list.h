/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * session_list.h - which sessions there are, by tunnel
 *
 * The sessions of a tunnel go with it, and nobody can be asked for them then. So a list is taken before the
 * first tunnel goes, and kept true of what the same process adds and deletes.
 */
#ifndef LIB_KERNEL_SESSION_LIST_H
#define LIB_KERNEL_SESSION_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/model/session.h"

struct session_list {
	bool taken;
	struct l2tp_session *list; /* its own; one that is gone has no fields */
	size_t sorted;		   /* so many are in the order of l2tp_session_compare() */
	size_t count, room;
};

/* Take over LIST, COUNT sessions sorted by l2tp_session_compare(). */
void session_list_take(struct session_list *sessions, struct l2tp_session *list, size_t count);
void session_list_free(struct session_list *sessions);

/* Add or remove a session; nothing before session_list_take(). Without memory, one is not added. */
void session_list_add(struct session_list *sessions, const struct l2tp_session *session);
void session_list_remove(struct session_list *sessions, uint32_t tunnel_id, uint32_t session_id);

/* A session of the tunnel, taken out of the list, into *SESSION. Returns whether there was one. */
bool session_list_pop(struct session_list *sessions, uint32_t tunnel_id,
		      struct l2tp_session *session);

#endif
