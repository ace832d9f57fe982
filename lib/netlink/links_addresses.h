/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * links_addresses.h - give an interface addresses, take them away
 */
#ifndef LIB_NETLINK_LINKS_ADDRESSES_H
#define LIB_NETLINK_LINKS_ADDRESSES_H

#include "lib/netlink/links.h"
#include "lib/netlink/links_internal.h"

/*
 * Add those of WANTED that the interface, being as NOW tells, has not; and take from it those that UNWANTED
 * means. Return 0, or negative errno: ERR names the address.
 */
int links_add_addresses(struct links *links, const struct link_state *now,
			const struct link_addresses *wanted, struct error *err);
int links_remove_addresses(struct links *links, const struct link_state *now,
			   const struct link_addresses *unwanted, struct error *err);

#endif
