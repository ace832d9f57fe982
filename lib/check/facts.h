/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * facts.h - what is known of the host, a tunnel and a session when rules look at them
 */
#ifndef LIB_CHECK_FACTS_H
#define LIB_CHECK_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/check/findings.h"
#include "lib/check/probe.h"
#include "lib/kernel/lookup.h"
#include "lib/netlink/route.h"

/* All that is known; what is found goes to FINDINGS. */
struct check {
	struct kernel *kernel;
	struct links *links;
	struct lookup lookup;
	struct l2tp_session *sessions; /* all there are */
	size_t session_count;
	struct probe *probe; /* see probe.h; NULL where it may not be opened */
	struct findings *findings;
};

/* One tunnel, with what is known of its way. */
struct check_tunnel {
	const struct l2tp_tunnel *tunnel;
	const struct l2tp_session *sessions; /* its own */
	size_t session_count;
	bool local_is_here; /* its local address is this host's */
	/* else the peer is asked for per interface, and none of the rest is known */
	bool way_known;
	bool has_route; /* and ROUTE is it */
	struct route route;
	const struct link_state
		*inside; /* of its own sessions, by which the route goes; NULL for none */
	const struct link_state *link; /* that packets leave by, NULL where it is not known */
	uint32_t path_mtu;	       /* 0 where it is not known */
};

struct check_session {
	const struct check_tunnel *on;
	const struct l2tp_session *session;
	const struct link_state *link; /* NULL for none */
};

/* The interface of that INDEX, NULL if there is none. */
const struct link_state *check_link(const struct check *check, unsigned int index);

#endif
