/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * add.h - add a tunnel or a session, change a session
 *
 * If the kernel's answer is lost, the functions look at what became of the request (outcome.h). They return
 * ERROR_UNKNOWN only if the look fails as well: the object may have been added or changed.
 */
#ifndef LIB_KERNEL_ADD_H
#define LIB_KERNEL_ADD_H

#include "lib/kernel/kernel.h"
#include "lib/model/link.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"

/*
 * Add TUNNEL, checked by l2tp_tunnel_prepare(). Waits first for pending deletions of this handle that could conflict.
 * Returns 0, -EEXIST or another negative errno, and err set.
 */
int kernel_add_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel, struct error *err);

/*
 * Complete SESSION with defaults, check it and LINK (interface settings, or NULL) against its tunnel
 * (l2tp_session_check), and add it. The caller applies LINK. Refuses a duplicate session, which Linux 6.12 accepts.
 * Returns 0, -EINVAL with ERROR_USAGE if the check fails, -EEXIST, -ENODEV if the tunnel does not exist, or another
 * negative errno, and err set.
 */
int kernel_add_session(struct kernel *kernel, struct l2tp_session *session,
		       const struct link_settings *link, struct error *err);

/*
 * Set the fields of CHANGE: a session's IDs and any of seq, lns_mode, reorder_timeout and debug. The kernel keeps the
 * other fields (l2tp_netlink.c, l2tp_nl_cmd_session_modify). LISTED is the session as it was read before. Returns 0,
 * -ESTALE if another process has re-created it meanwhile, or another negative errno, and err set.
 */
int kernel_modify_session(struct kernel *kernel, const struct l2tp_session *change,
			  const struct l2tp_session *listed, struct error *err);

#endif
