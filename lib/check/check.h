/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * check.h - why no traffic passes
 */
#ifndef LIB_CHECK_CHECK_H
#define LIB_CHECK_CHECK_H

#include "lib/check/findings.h"
#include "lib/kernel/kernel.h"
#include "lib/model/session.h"

/*
 * Look at the tunnels and sessions that pass both filters, and at what they depend on. A frame is sent by
 * an Ethernet session of each tunnel that has sent something before, to hear whether the peer answers that nobody is
 * there; that takes a second at most. Returns 0, whatever was found, -ENODEV where a filter lets nothing pass, or
 * another negative errno.
 */
int check_host(struct kernel *kernel, const struct l2tp_tunnel *tunnels,
	       const struct l2tp_session *sessions, struct findings *findings, struct error *err);

#endif
