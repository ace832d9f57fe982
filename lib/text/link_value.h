/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * link_value.h - parse and print interface settings
 */
#ifndef LIB_TEXT_LINK_VALUE_H
#define LIB_TEXT_LINK_VALUE_H

#include "lib/text/value.h"

extern const struct value_type value_up;       /* bool, a flag */
extern const struct value_type value_down;     /* bool, a flag */
extern const struct value_type value_lladdr;   /* struct link_lladdr */
extern const struct value_type value_master;   /* char[IF_NAMESIZE], not "" */
extern const struct value_type value_nomaster; /* char[IF_NAMESIZE], a flag */
extern const struct value_type value_ifaddr;   /* struct link_addresses: appends an address */
extern const struct value_type
	value_no_ifaddr; /* struct link_addresses: appends an address, written without its peer */
extern const struct value_type value_ifaddr_peer; /* struct link_addresses: the last one's peer */

#endif
