/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * route.h - the way to a peer
 */
#ifndef LIB_NETLINK_ROUTE_H
#define LIB_NETLINK_ROUTE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/netlink/links.h"

/* The way packets go. */
struct route {
	unsigned int index; /* of the interface that they leave by */
	uint32_t mtu;	    /* that the route gives, 0 for the interface's */
	bool to_this_host;  /* the remote address is one of ours */
	bool learned;	    /* that is what a path MTU discovery found (RFC 1191, RFC 8201) */
};

/*
 * The route of a packet from LOCAL, which may be `any`, to REMOTE. Returns 0, -ENETUNREACH where there is none, or
 * another negative errno.
 */
int route_get(struct links *links, const struct l2tp_address *local,
	      const struct l2tp_address *remote, struct route *route, struct error *err);

/*
 * The MTU of FAMILY's packets that leave by LINK: IPv6 may have one of its own there
 * (Documentation/networking/ip-sysctl.rst, mtu).
 */
uint32_t route_link_mtu(const struct link_state *link, int family);

#endif
