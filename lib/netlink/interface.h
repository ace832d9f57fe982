/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * interface.h - look up interfaces by name, index or kind
 *
 * Sockets belong to the namespace of the first lookup. Names are looked up by rtnetlink, because the ioctl of
 * if_nametoindex(3) runs modprobe for an unknown name and waits for it (net/core/dev_ioctl.c, dev_load). Indexes are
 * looked up by SIOCGIFNAME, which loads no module.
 */
#ifndef LIB_NETLINK_INTERFACE_H
#define LIB_NETLINK_INTERFACE_H

#include <linux/netlink.h>
#include <stdbool.h>

#include "lib/netlink/socket.h"

/* Sockets, opened on first use. Initialized by zeroing. */
struct interface_lookup {
	struct netlink *route;
	int fd; /* 0 for none */
};

void interface_lookup_close(struct interface_lookup *lookup);

/* The index of the interface with the name or alternative name NAME, or 0 if it does not exist or the lookup fails. */
unsigned int interface_index(struct interface_lookup *lookup, const char *name);

/*
 * Copy the name of interface INDEX to NAME, of IF_NAMESIZE bytes, or only check existence if NAME is NULL. Returns 1, 0
 * if the interface does not exist, or a negative errno.
 */
int interface_name(struct interface_lookup *lookup, unsigned int index, char *name);

/* Receives an interface. Returns 0, or a negative errno and err set to stop. */
typedef int interface_callback(void *data, unsigned int index, const char *name, struct error *err);

/* Call TAKE for each interface. Returns 0, or what TAKE returned. */
int interface_list(interface_callback *take, void *data, struct error *err);

/*
 * Whether a PPP interface exists: 1, 0, or a negative errno. A PPP session has one only after a program such as pppd
 * creates it for the session's socket, in the session's namespace (drivers/net/ppp/ppp_generic.c,
 * ppp_create_interface).
 */
int interface_has_ppp(void);

/* Whether MESSAGE is an RTM_NEWLINK of kind "ppp". */
bool interface_is_ppp(const struct nlmsghdr *message);

#endif
