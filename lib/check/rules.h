/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * rules.h - what can be wrong with a tunnel and its way, with a session and its interface; and the facts that say so
 */
#ifndef LIB_CHECK_RULES_H
#define LIB_CHECK_RULES_H

#include "lib/base/escape.h"
#include "lib/check/findings.h"
#include "lib/check/probe.h"
#include "lib/kernel/list.h"
#include "lib/netlink/route.h"

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

/* One tunnel, and the route to its peer. */
struct check_tunnel {
	const struct check *check;
	const struct l2tp_tunnel *tunnel;
	const struct l2tp_session *sessions; /* its own */
	size_t session_count;
	char local[TEXT_SIZE], remote[TEXT_SIZE];
	bool local_is_here; /* its local address is one of this host */
	bool way_known;	    /* its remote address can be routed; all below needs it */
	bool has_route;
	struct route route; /* with has_route */
	const struct link_state
		*inside;	       /* of its own session, that ROUTE leads to; NULL for none */
	const struct link_state *link; /* that its packets leave by; NULL for unknown */
	uint32_t path_mtu;	       /* bytes; 0 for unknown */
};

/* One session, in the tunnel ON. */
struct check_session {
	const struct check_tunnel *on;
	const struct l2tp_session *session;
	const struct link_state *link; /* its interface; NULL for none */
};

/* Add to FINDINGS what each rule finds wrong with SUBJECT. */
void check_rules_tunnel(const struct check_tunnel *subject, struct findings *findings);
void check_rules_session(const struct check_session *subject, struct findings *findings);

#endif
