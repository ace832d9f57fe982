/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * host.h - what can be wrong with the host as a whole
 */
#ifndef LIB_CHECK_HOST_H
#define LIB_CHECK_HOST_H

#include "lib/check/findings.h"
#include "lib/check/probe.h"
#include "lib/kernel/lookup.h"

/* The host: the tunnels, sessions and interfaces of the network namespace; and which of them are checked. */
struct check {
	const struct l2tp_tunnel *tunnel_filter;
	const struct l2tp_session *session_filter;
	struct links *links;
	struct lookup lookup;
	struct l2tp_session *sessions; /* all, sorted by tunnel_id */
	size_t session_count;
	struct probe *probe; /* NULL without the right to raw sockets */
};

/* Add to FINDINGS what each rule finds wrong with the host of CHECK. */
void check_rules_host(const struct check *check, struct findings *findings);

#endif
