/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pending_delete.h - remember what goes, wait for what could collide
 *
 * A deleted tunnel keeps its id and port, a session (since Linux 6.12) its id and its interface, until a work queue has
 * come to it (l2tp_core.c: l2tp_tunnel_del_work, l2tp_session_del_work). There is nothing to wait on, so the objects are
 * asked for until they are gone: the first that still exists, again and again, then the next. A batch waits only before
 * what could collide.
 *
 * Linux 6.12 may come to a tunnel's sessions after the tunnel itself, and then tells of them, for a moment, as of another
 * tunnel of that id (l2tp_core.c, l2tp_tunnel_del_work, l2tp_v3_session_get). Nothing shows them without such a tunnel, so
 * what is told is held against what this handle has deleted.
 */
#ifndef LIB_KERNEL_PENDING_DELETE_H
#define LIB_KERNEL_PENDING_DELETE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/kernel/kernel.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"

/* Whether a session that the kernel tells of may be one that this handle has deleted. */
bool pending_delete_may_be(const struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id);

/* This handle has added a session of these ids. */
void pending_delete_added_again(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id);

/*
 * This handle is about to delete TUNNEL, with its sessions, or SESSION. Returns 0, or a negative errno and err set, and
 * nothing is remembered.
 */
int pending_delete_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
			  struct error *err);
int pending_delete_session(struct kernel *kernel, const struct l2tp_session *session,
			   struct error *err);

/* SESSION could not be added, and may be there for a moment (l2tp_eth.c, l2tp_eth_create). Returns the error of ERR. */
int pending_delete_half_made(struct kernel *kernel, const struct l2tp_session *session,
			     struct error *err);

/*
 * Whether what was deleted could collide with TUNNEL or SESSION, which is to be added or looked for, the other NULL: it has to
 * wait for kernel_settle() then.
 */
bool pending_delete_collides(const struct kernel *kernel, const struct l2tp_tunnel *tunnel,
			     const struct l2tp_session *session);

/*
 * Wait until all that was deleted is gone, with its ids, ports and interfaces. Returns 0, or -ETIMEDOUT and err set where
 * nothing more has gone for 10 seconds, or another negative errno.
 */
int kernel_settle(struct kernel *kernel, struct error *err);

/* How many this handle has deleted; sessions that went with their tunnel count. */
struct kernel_counts kernel_deleted(const struct kernel *kernel);

#endif
