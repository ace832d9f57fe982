/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * add.h - add a tunnel or a session, change a session
 */
#ifndef LIB_KERNEL_ADD_H
#define LIB_KERNEL_ADD_H

#include "lib/kernel/kernel.h"
#include "lib/model/link.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"

/*
 * Add TUNNEL, which has passed l2tp_tunnel_prepare(). Waits first for what this handle has deleted, where the new tunnel
 * could collide with it. Returns 0, or -EEXIST or another negative errno, and err set.
 */
int kernel_add_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel, struct error *err);

/*
 * Fill in the defaults of SESSION, check it and LINK, the settings that its interface is to have or NULL, against its tunnel
 * (l2tp_session_check), then add it; LINK is left to the caller. Refuses what Linux 6.12 lets pass: a second session of the
 * same ids. Returns 0, -EINVAL with ERROR_USAGE from the check, -EEXIST, -ENODEV without such a tunnel, or another negative
 * errno, and err set.
 */
int kernel_add_session(struct kernel *kernel, struct l2tp_session *session,
		       const struct link_settings *link, struct error *err);

/*
 * Change what CHANGE, a session's ids and some of seq, lns_mode, reorder_timeout and debug, has: the kernel leaves alone
 * what has no attribute (l2tp_netlink.c, l2tp_nl_cmd_session_modify). Returns 0, or a negative errno and err set.
 */
int kernel_modify_session(struct kernel *kernel, const struct l2tp_session *change,
			  struct error *err);

#endif
