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

/* The tunnel TUNNEL_ID into *TUNNEL. Returns 0, or -ENODEV if it does not exist or another negative errno, and err set. */
int kernel_get_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct l2tp_tunnel *tunnel,
		      struct error *err);

/*
 * The session that KEY names in full (l2tp_session_is_named) into *SESSION: by ids where it has both, else by the
 * interface's name, the present one or, where debugfs does not tell, the first. What else KEY has of the three has to be
 * true too. Returns 0, or -ENODEV if there is none or another negative errno, and err set.
 */
int kernel_get_session(struct kernel *kernel, const struct l2tp_session *key,
		       struct l2tp_session *session, struct error *err);

/*
 * The session of these ids into *SESSION, with what the l2tp family tells of it and no more. Returns as
 * kernel_get_session().
 */
int kernel_get_raw_session(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id,
			   struct l2tp_session *session, struct error *err);

/*
 * Whether there is such a session now, which is not one whose tunnel is gone (pending_delete_may_be); sessions deleted by
 * other processes are normally missing from the kernel's list. Waits 3 seconds at most; costs a dump where there is one.
 * Returns 0, 1, or a negative errno and err set where the kernel does not tell.
 */
int kernel_has_live_session(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id,
			    struct error *err);

/* Whether the kernel lists the session; true where it does not answer. */
bool kernel_lists_session(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id);

/*
 * The tunnel of SESSION, which stays the handle's until the next call; one request for a run of sessions in one tunnel.
 * NULL with err set on failure.
 */
const struct l2tp_tunnel *kernel_tunnel_of(struct kernel *kernel,
					   const struct l2tp_session *session, struct error *err);

/*
 * The interface of SESSION, which may just be being renamed, into *STATE, freed by the caller with link_state_free().
 * Returns 0, ERROR_USAGE for a PPP session, whose interface is pppd's, -ENODEV where it cannot be found or where another
 * has taken the only name that is known, or another negative errno, and err set.
 */
int kernel_interface_of(struct kernel *kernel, const struct l2tp_session *session,
			struct link_state *state, struct error *err);

/*
 * The session that SETUP, the words of `session set`, names in full, into *SESSION. Debugfs is read for its interface's
 * present name only where SETUP has settings of the interface or names the session by it. Returns 0, or a negative errno
 * and err set: ERROR_USAGE where a PPP session is to have settings of an interface, -ENODEV if there is no such session.
 */
int kernel_find_to_set(struct kernel *kernel, const struct l2tp_setup *setup,
		       struct l2tp_session *session, struct error *err);

#endif
