/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * route.h - the route to a peer
 */
#ifndef LIB_NETLINK_ROUTE_H
#define LIB_NETLINK_ROUTE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/netlink/links.h"

struct route {
	unsigned int index; /* the outgoing interface */
	uint32_t mtu;	    /* the route's MTU, or 0 for the interface's */
	bool to_this_host;  /* the remote address is local */
	bool learned;	    /* `mtu` is from path MTU discovery (RFC 1191, RFC 8201) */
};

/*
 * Get the route of a packet from LOCAL, which may be `any`, to REMOTE. Returns 0, or -ENETUNREACH (no route) or another
 * negative errno and err set.
 */
int route_get(struct links *links, const struct l2tp_address *local,
	      const struct l2tp_address *remote, struct route *route, struct error *err);

/* The MTU of FAMILY on LINK; IPv6 may have a lower one (Documentation/networking/ip-sysctl.rst, mtu). */
uint32_t route_link_mtu(const struct link_state *link, int family);

#endif
