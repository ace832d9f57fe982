/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * add.h - add a tunnel or a session, change a session
 */
#ifndef LIB_KERNEL_ADD_H
#define LIB_KERNEL_ADD_H

#include "lib/kernel/kernel_internal.h"

/*
 * Add TUNNEL, which has passed l2tp_tunnel_check(). Waits first for what this handle has deleted, where the new tunnel
 * could collide with it. Returns 0, or -EEXIST or another negative errno, and err set.
 */
int kernel_add_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel, struct error *err);

/*
 * Check SESSION against its tunnel (l2tp_session_check), then add it; the defaults are filled in. Refuses what Linux 6.12
 * lets pass: a second session of the same ids. Returns 0, -EINVAL with ERROR_USAGE from the check, -EEXIST, -ENODEV
 * without such a tunnel, or another negative errno, and err set.
 */
int kernel_add_session(struct kernel *kernel, struct l2tp_session *session, struct error *err);

/*
 * Check SETUP, a session to be added and its interface's settings, against its tunnel, and fill in the defaults. Returns
 * 0, -EINVAL with ERROR_USAGE, -ENODEV without such a tunnel, or another negative errno, and err set.
 */
int kernel_check_setup(struct kernel *kernel, struct l2tp_setup *setup, struct error *err);

/*
 * Change what CHANGE, a session's ids and some of seq, lns_mode, reorder_timeout and debug, has: the kernel leaves alone
 * what has no attribute (l2tp_netlink.c, l2tp_nl_cmd_session_modify). Returns 0, or a negative errno and err set.
 */
int kernel_modify_session(struct kernel *kernel, const struct l2tp_session *change,
			  struct error *err);

#endif
