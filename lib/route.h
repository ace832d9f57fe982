/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * route.h - the way to a peer
 */
#ifndef LIB_ROUTE_H
#define LIB_ROUTE_H

#include <stdint.h>

#include "lib/error.h"
#include "lib/link.h"
#include "lib/value.h"

struct route {
	unsigned int index; /* of the interface that packets leave by */
	uint32_t mtu; /* that the route or a path MTU discovery gives; 0 for the interface's */
};

/*
 * The route of a packet from LOCAL, which may be `any`, to REMOTE. Returns 0, -ENETUNREACH where there is none, or
 * another negative errno.
 */
int route_get(struct links *links, const struct l2tp_address *local,
	      const struct l2tp_address *remote, struct route *route, struct error *err);

#endif
