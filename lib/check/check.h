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
 * Check the tunnels and sessions that pass both filters, the routes and interfaces that they use, and, where both filters
 * are empty, the host. Sends a frame on one Ethernet session of each tunnel, if one has sent packets before, and waits a
 * second at most for ICMP messages about it. Returns 0 with FINDINGS sorted, -ENODEV where nothing passes the filters, or
 * another negative errno, and err set.
 */
int check_host(struct kernel *kernel, const struct l2tp_tunnel *tunnels,
	       const struct l2tp_session *sessions, struct findings *findings, struct error *err);

#endif
