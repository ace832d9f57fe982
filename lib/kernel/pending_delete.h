/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pending_delete.h - track pending deletions and wait for them
 *
 * A deleted tunnel keeps its ID and port, and (since Linux 6.12) a deleted session its ID and interface, until a work
 * queue has run (l2tp_core.c: l2tp_tunnel_del_work, l2tp_session_del_work). The kernel reports no completion, so the
 * objects are polled one after the other until they are gone. A batch waits only before a request that could conflict.
 *
 * Linux 6.12 may delete a tunnel's sessions after the tunnel, and briefly reports them in a new tunnel of the same ID
 * (l2tp_core.c, l2tp_tunnel_del_work, l2tp_v3_session_get). Reported sessions are therefore compared with those that
 * this handle has deleted.
 */
#ifndef LIB_KERNEL_PENDING_DELETE_H
#define LIB_KERNEL_PENDING_DELETE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/kernel/kernel.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"

/* Whether a session that the kernel reports may be one that this handle has deleted. */
bool pending_delete_may_be(const struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id);

/* Record that this handle has re-created a session. */
void pending_delete_added_again(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id);

/*
 * Record that this handle is about to delete TUNNEL and its sessions, or SESSION. Returns 0, or a negative errno and
 * err set.
 */
int pending_delete_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
			  struct error *err);
int pending_delete_session(struct kernel *kernel, const struct l2tp_session *session,
			   struct error *err);

/*
 * Drop the records from place FIRST of kernel->pending on: those of a session that is not deleted after all or, with
 * SESSION_ID 0, those of a tunnel and its sessions.
 */
void pending_delete_forget(struct kernel *kernel, size_t first, uint32_t tunnel_id,
			   uint32_t session_id);

/* Record that adding SESSION failed: it may exist briefly (l2tp_eth.c, l2tp_eth_create). Returns ERR's code. */
int pending_delete_half_made(struct kernel *kernel, const struct l2tp_session *session,
			     struct error *err);

/*
 * Whether a pending deletion could conflict with adding or finding TUNNEL or SESSION, one of which is NULL. If it
 * could, kernel_settle() must run first.
 */
bool pending_delete_collides(const struct kernel *kernel, const struct l2tp_tunnel *tunnel,
			     const struct l2tp_session *session);

/*
 * Wait until all deletions are complete, and their IDs, ports and interfaces free. Returns 0, -ETIMEDOUT after 10
 * seconds without progress, or another negative errno, and err set.
 */
int kernel_settle(struct kernel *kernel, struct error *err);

/* Returns how many objects this handle has deleted, including sessions deleted with their tunnel. */
struct kernel_counts kernel_deleted(const struct kernel *kernel);

#endif
