/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * find.h - find one tunnel, session or interface
 */
#ifndef LIB_KERNEL_FIND_H
#define LIB_KERNEL_FIND_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/kernel/kernel.h"
#include "lib/model/link.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"

/* Get the tunnel TUNNEL_ID. Returns 0, -ENODEV if it does not exist, or another negative errno, and err set. */
int kernel_get_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct l2tp_tunnel *tunnel,
		      struct error *err);

/*
 * Get the session that KEY identifies (l2tp_session_is_named): by both IDs, else by interface name. The name is the
 * current one or, without debugfs, the one at creation. The third of these fields, if KEY has it, must match. Returns
 * 0, -ENODEV if no session matches, or another negative errno, and err set.
 */
int kernel_get_session(struct kernel *kernel, const struct l2tp_session *key,
		       struct l2tp_session *session, struct error *err);

/* Get a session, with the attributes of the l2tp family only. Returns as kernel_get_session(). */
int kernel_get_raw_session(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id,
			   struct l2tp_session *session, struct error *err);

/*
 * Whether the session exists and belongs to no deleted tunnel (pending_delete_may_be); sessions deleted by other
 * processes are normally missing from the dump. Waits up to 3 seconds; dumps all sessions if the session exists.
 * Returns 0, 1, or a negative errno and err set.
 */
int kernel_has_live_session(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id,
			    struct error *err);

/* Whether the kernel's dump has the session; true if the dump fails. */
bool kernel_lists_session(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id);

/*
 * Get the tunnel of SESSION, with one request for successive sessions of a tunnel. The handle owns it; the next call
 * overwrites it. Returns NULL with err set on failure.
 */
const struct l2tp_tunnel *kernel_tunnel_of(struct kernel *kernel,
					   const struct l2tp_session *session, struct error *err);

/*
 * Get the session that SETUP, from `session set`, identifies. Reads debugfs for the current interface name only if
 * SETUP has interface settings or a name. Returns 0, -EINVAL with ERROR_USAGE for interface settings of a PPP session,
 * -ENODEV if the session does not exist, or another negative errno, and err set.
 */
int kernel_find_to_set(struct kernel *kernel, const struct l2tp_setup *setup,
		       struct l2tp_session *session, struct error *err);

#endif
