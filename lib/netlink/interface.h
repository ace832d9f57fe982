/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * interface.h - look up network interfaces: by name, by index, by kind
 *
 * In the network namespace of the process when a lookup is first asked. A name is looked up by rtnetlink: the ioctl of
 * if_nametoindex(3) has the kernel run modprobe for a name that does not exist (net/core/dev_ioctl.c, dev_load), and waits
 * for it. An index is looked up by an ioctl that loads nothing (SIOCGIFNAME).
 */
#ifndef LIB_NETLINK_INTERFACE_H
#define LIB_NETLINK_INTERFACE_H

#include <linux/netlink.h>
#include <stdbool.h>

#include "lib/netlink/socket.h"

/* Two sockets to ask with, opened when they are needed. All zero is none. */
struct interface_lookup {
	struct netlink *route;
	int fd; /* 0: none, since that is the standard input */
};

void interface_lookup_close(struct interface_lookup *lookup);

/* The index of the interface NAME, 0 where there is none, or nobody to be asked. */
unsigned int interface_index(struct interface_lookup *lookup, const char *name);

/*
 * The name of the interface INDEX into NAME, of IF_NAMESIZE bytes; NULL to ask whether it exists. Returns 1, 0 where there is
 * none, or a negative errno where that cannot be told.
 */
int interface_name(struct interface_lookup *lookup, unsigned int index, char *name);

/* Takes an interface; returns 0, or a negative errno and err set to end the list. */
typedef int interface_callback(void *data, unsigned int index, const char *name, struct error *err);

/* Hand all interfaces to TAKE. Returns 0, or what TAKE returned. */
int interface_list(interface_callback *take, void *data, struct error *err);

/*
 * Whether there is a PPP interface: 1, 0, or a negative errno where it cannot be told. A PPP session has an interface only
 * when a program such as pppd has made one for its socket, in the network namespace of the session
 * (drivers/net/ppp/ppp_generic.c, ppp_create_interface).
 */
int interface_has_ppp(void);

/* Whether MESSAGE tells of a PPP interface: an RTM_NEWLINK of the kind "ppp". */
bool interface_is_ppp(const struct nlmsghdr *message);

#endif
