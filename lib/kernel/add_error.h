/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * add_error.h - why the kernel did not add a tunnel or a session
 *
 * L2TP sets no extack text of its own, and one errno has many causes, so the kernel is asked what exists: a sentence names the
 * one cause and what to do about it. Causes by errno: net/l2tp/l2tp_netlink.c, l2tp_core.c, l2tp_eth.c, l2tp_ppp.c.
 * Each function takes the errno, and perhaps the kernel's own text, that ERR holds, and returns the errno.
 */
#ifndef LIB_KERNEL_ADD_ERROR_H
#define LIB_KERNEL_ADD_ERROR_H

#include "lib/kernel/kernel.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"

/* Of adding TUNNEL. */
int explain_tunnel_add(struct kernel *kernel, const struct l2tp_tunnel *tunnel, struct error *err);

/* Of adding SESSION. */
int explain_session_add(struct kernel *kernel, const struct l2tp_session *session,
			struct error *err);

#endif
