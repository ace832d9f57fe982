/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * links_attributes.h - an interface and its addresses as rtnetlink writes them
 */
#ifndef LIB_NETLINK_LINKS_ATTRIBUTES_H
#define LIB_NETLINK_LINKS_ATTRIBUTES_H

#include <linux/netlink.h>
#include <stdbool.h>

#include "lib/model/link.h"

/* Read MESSAGE into *STATE, without addresses. Returns whether it tells of an interface; *STATE is not written if not. */
bool link_state_decode(struct nlmsghdr *message, struct link_state *state);

/*
 * Add the address that MESSAGE, an RTM_NEWADDR, tells of to those of STATE; what is no address of IPv4 or IPv6 is passed
 * over. Returns 0, or -ENOMEM and err set.
 */
int link_address_decode(struct nlmsghdr *message, struct link_state *state, struct error *err);

/*
 * Bring ADDRESSES, in the order of a dump, into the order in which the addresses were added: IPv6 tells the newest first
 * (net/ipv6/addrconf.c, ipv6_link_dev_addr).
 */
void link_addresses_order(struct link_addresses *addresses);

#endif
