/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * delete.h - delete tunnels and sessions
 *
 * The kernel completes deletions in the background; kernel_settle() waits for them (pending_delete.h). If its answer is
 * lost, the functions look at what became of the request (outcome.h), and return ERROR_UNKNOWN only if the look fails.
 */
#ifndef LIB_KERNEL_DELETE_H
#define LIB_KERNEL_DELETE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/kernel/kernel.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"

/*
 * Delete the tunnel TUNNEL_ID and its sessions. Returns 0, -ENODEV if it does not exist, or another negative errno, and
 * err set.
 */
int kernel_delete_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct error *err);

/* Delete the session that KEY identifies (kernel_get_session). Returns as kernel_delete_tunnel(). */
int kernel_delete_session(struct kernel *kernel, const struct l2tp_session *key, struct error *err);

/*
 * Delete the COUNT objects of LIST, which were dumped before, many per message. Each is fetched again right before: one
 * that another process has re-created meanwhile is left alone, with a warning, or -ESTALE if MUST_EXIST. An object that
 * no longer exists is an error only if MUST_EXIST. An error stops later messages. Returns 0, or a negative errno and err set to the first
 * error.
 */
int kernel_delete_tunnels(struct kernel *kernel, const struct l2tp_tunnel *list, size_t count,
			  bool must_exist, struct error *err);
int kernel_delete_sessions(struct kernel *kernel, const struct l2tp_session *list, size_t count,
			   bool must_exist, struct error *err);

#endif
