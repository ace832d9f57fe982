/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * rules.h - the rules for a tunnel and its route, and for a session and its interface; and the facts they use
 */
#ifndef LIB_CHECK_RULES_H
#define LIB_CHECK_RULES_H

#include "lib/base/escape.h"
#include "lib/check/findings.h"
#include "lib/check/probe.h"
#include "lib/kernel/list.h"
#include "lib/netlink/route.h"

/* The tunnels, sessions and interfaces of the network namespace, and the filters that select what to check. */
struct check {
	const struct l2tp_tunnel *tunnel_filter;
	const struct l2tp_session *session_filter;
	struct kernel *kernel;
	struct links *links;
	struct lookup lookup;
	struct l2tp_session *sessions; /* all, sorted by tunnel_id */
	size_t session_count;
	struct probe *probe; /* NULL without permission for raw sockets */
};

/* One tunnel, and the route to its peer. */
struct check_tunnel {
	const struct check *check;
	const struct l2tp_tunnel *tunnel;
	const struct l2tp_session *sessions; /* of this tunnel */
	size_t session_count;
	char local[TEXT_SIZE], remote[TEXT_SIZE];
	bool local_is_here; /* this host has the local address */
	bool way_known;	    /* the remote address can be looked up; needed for all below */
	bool has_route;
	struct route route; /* valid with has_route */
	const struct link_state
		*inside; /* of a session of the tunnel, if ROUTE leads to it; else NULL */
	const struct link_state *link; /* that its packets leave through; NULL: unknown */
	uint32_t path_mtu;	       /* bytes; 0: unknown */
};

/* One session, in the tunnel ON. */
struct check_session {
	const struct check_tunnel *on;
	const struct l2tp_session *session;
	const struct link_state *link; /* its interface; NULL: none */
};

/* Apply each rule to SUBJECT and add the problems to FINDINGS. */
void check_rules_tunnel(const struct check_tunnel *subject, struct findings *findings);
void check_rules_session(const struct check_session *subject, struct findings *findings);

#endif
