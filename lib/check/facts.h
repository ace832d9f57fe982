/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * facts.h - what is known of the host, a tunnel and a session when rules look at them
 */
#ifndef LIB_CHECK_FACTS_H
#define LIB_CHECK_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/check/probe.h"
#include "lib/kernel/list.h"
#include "lib/netlink/route.h"

/* The host: the namespace's tunnels, sessions and interfaces. */
struct check {
	struct kernel *kernel;
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
	bool local_is_here; /* its local address is one of this host */
	bool way_known;	    /* its remote address can be routed; all below needs it */
	bool has_route;
	struct route route; /* with has_route */
	const struct link_state
		*inside; /* of a session of its own, that ROUTE leads to; NULL for none */
	const struct link_state *link; /* that its packets leave by; NULL for unknown */
	uint32_t path_mtu;	       /* bytes; 0 for unknown */
};

/* One session, in the tunnel ON. */
struct check_session {
	const struct check_tunnel *on;
	const struct l2tp_session *session;
	const struct link_state *link; /* its interface; NULL for none */
};

/* The interface with INDEX; NULL for none. Owned by CHECK. */
const struct link_state *check_link(const struct check *check, unsigned int index);

#endif
