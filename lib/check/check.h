/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * check.h - find out why no traffic passes
 */
#ifndef LIB_CHECK_CHECK_H
#define LIB_CHECK_CHECK_H

#include "lib/check/findings.h"
#include "lib/kernel/kernel.h"
#include "lib/model/session.h"

/*
 * Check the tunnels and sessions that match both filters, and the routes and interfaces that they use. With both
 * filters empty, check the host too. For each tunnel, send a frame on one Ethernet session that has sent packets
 * before; wait up to a second for ICMP messages about it. Returns 0 with FINDINGS sorted, -ENODEV when nothing
 * matches, or another negative errno, and err set.
 */
int check_host(struct kernel *kernel, const struct l2tp_tunnel *tunnels,
	       const struct l2tp_session *sessions, struct findings *findings, struct error *err);

#endif
