/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * interface.h - network interfaces: is there one of this name, of this index
 */
#ifndef LIB_NETLINK_INTERFACE_H
#define LIB_NETLINK_INTERFACE_H

#include <net/if.h>
#include <stdbool.h>

#include "lib/netlink/socket.h"
#include "lib/netlink/socket_internal.h"

/* Two sockets to ask with, opened when they are needed, in the network namespace of then. All zero is none. */
struct ifindex {
	struct netlink *route;
	int fd; /* 0: none, since that is the standard input */
};

void ifindex_close(struct ifindex *ifindex);

/* The index of the interface NAME, 0 where there is none, or nobody to be asked. */
unsigned int ifindex_find(struct ifindex *ifindex, const char *name);

/* Whether there is an interface of that INDEX: 0, 1, or negative errno where that cannot be told. */
int ifindex_exists(struct ifindex *ifindex, unsigned int index);

#endif
