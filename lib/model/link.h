/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * link.h - how a session's interface is to be: a value, and its words
 */
#ifndef LIB_MODEL_LINK_H
#define LIB_MODEL_LINK_H

#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/text/value.h"

#define LINK_ADDRESSES_MAX 32

/* Which settings there are; enum l2tp_session_field has the same bits, moved by L2TP_SESSION_LINK_SHIFT. */
enum link_field {
	LINK_UP = 1 << 0,
	LINK_MTU = 1 << 1,
	LINK_LLADDR = 1 << 2,
	LINK_MASTER = 1 << 3,
	LINK_ADDRESSES = 1 << 4,
	LINK_NO_ADDRESSES = 1 << 5,
};

/* An Ethernet address, in the order it is sent in. */
struct link_lladdr {
	uint8_t bytes[6];
};

/* An address of an interface with its prefix; or, with a peer, the two ends of a link. */
struct link_address {
	struct l2tp_address local;
	struct l2tp_address peer; /* no family: none */
	bool automatic;		  /* not configured: the kernel made it, or it has a lifetime */
	bool special;		  /* configured with more than `addr` has words for */
};

struct link_addresses {
	size_t count;
	struct link_address list[LINK_ADDRESSES_MAX];
};

struct link_settings {
	uint32_t fields; /* bits of enum link_field */
	bool up;
	uint32_t mtu;
	struct link_lladdr lladdr;
	char master[IF_NAMESIZE];	    /* "" for none */
	struct link_addresses addresses;    /* to be there */
	struct link_addresses no_addresses; /* not to be there */
};

extern const struct value_type value_up;	  /* bool, a flag */
extern const struct value_type value_down;	  /* bool, a flag */
extern const struct value_type value_lladdr;	  /* struct link_lladdr */
extern const struct value_type value_master;	  /* char[IF_NAMESIZE], not "" */
extern const struct value_type value_nomaster;	  /* char[IF_NAMESIZE], a flag */
extern const struct value_type value_ifaddr;	  /* struct link_addresses: one more */
extern const struct value_type value_no_ifaddr;	  /* the same */
extern const struct value_type value_ifaddr_peer; /* the same: the peer of the last */

/* "10.5.1.2/32 peer 10.5.1.1/32" into TEXT, which has room for VALUE_TEXT_SIZE bytes. */
void link_address_print(const struct link_address *address, char *text);

/* Whether two addresses of an interface are the same, peer and prefix included, whoever made them. */
bool link_address_equal(const struct link_address *a, const struct link_address *b);

/* ADDRESS in LIST, peer and prefix included; NULL if it is not there. */
const struct link_address *link_addresses_find(const struct link_addresses *list,
					       const struct link_address *address);

/*
 * What `noaddr ADDRESS` means of LIST: that address, or else one of any peer, and, where ADDRESS has no prefix, of
 * any prefix. NULL for none.
 */
const struct link_address *link_addresses_meant(const struct link_addresses *list,
						const struct link_address *address);

#endif
