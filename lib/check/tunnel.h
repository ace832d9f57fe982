/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tunnel.h - what can be wrong with a tunnel and its way
 */
#ifndef LIB_CHECK_TUNNEL_H
#define LIB_CHECK_TUNNEL_H

#include "lib/check/host.h"
#include "lib/netlink/route.h"

/* One tunnel, and the route to its peer. */
struct check_tunnel {
	const struct check *check;
	const struct l2tp_tunnel *tunnel;
	const struct l2tp_session *sessions; /* its own */
	size_t session_count;
	bool local_is_here; /* its local address is one of this host */
	bool way_known;	    /* its remote address can be routed; all below needs it */
	bool has_route;
	struct route route; /* with has_route */
	const struct link_state
		*inside; /* of a session of its own, that ROUTE leads to; NULL for none */
	const struct link_state *link; /* that its packets leave by; NULL for unknown */
	uint32_t path_mtu;	       /* bytes; 0 for unknown */
};

/* Add to FINDINGS what each rule finds wrong with SUBJECT. */
void check_rules_tunnel(const struct check_tunnel *subject, struct findings *findings);

#endif
