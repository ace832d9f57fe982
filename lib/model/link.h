/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * link.h - a session's interface: how it is to be, and how it is
 */
#ifndef LIB_MODEL_LINK_H
#define LIB_MODEL_LINK_H

#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/error.h"
#include "lib/model/address.h"

/* Which settings there are. */
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

/* A list that grows. A copy by assignment borrows the addresses; one that is to last is link_settings_copy()'s. */
struct link_addresses {
	struct link_address *list;
	size_t count, room;
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

/* An interface as it is. */
struct link_state {
	unsigned int index;
	char name[IF_NAMESIZE];
	bool foreign;		  /* of a kind that no session's interface is: it has one */
	bool running;		  /* up, and its driver has a carrier */
	char kind[16];		  /* "bridge", "veth", ... as `ip link` has it; "" for none */
	unsigned int master;	  /* an index, 0 for none */
	struct link_settings now; /* all fields but LINK_NO_ADDRESSES */
};

/* Free LIST, what SETTINGS or STATE owns (lists of addresses), or COUNT interfaces. */
void link_addresses_free(struct link_addresses *list);
void link_settings_free(struct link_settings *settings);
void link_state_free(struct link_state *state);
void link_states_free(struct link_state *list, size_t count);

/* Add a copy of ADDRESS at the end of LIST. Returns 0, or -ENOMEM and err set, with LIST as it was. */
int link_addresses_add(struct link_addresses *list, const struct link_address *address,
		       struct error *err);

/* Make TO a copy of FROM with lists of its own. Returns 0, or -ENOMEM and err set; TO has to be freed in either case. */
int link_settings_copy(struct link_settings *to, const struct link_settings *from,
		       struct error *err);

/* "10.5.1.2/32 peer 10.5.1.1/32" into TEXT, which has room for TEXT_SIZE bytes. */
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

/*
 * Move the addresses of LIST that are automatic, which whoever made them makes again, to the end of AUTOMATIC. Returns 0, or
 * -ENOMEM and err set.
 */
int link_addresses_split(struct link_addresses *list, struct link_addresses *automatic,
			 struct error *err);

/* Whether SETTINGS have FIELD, and STATE has another value of it. */
bool link_field_differs(const struct link_state *state, const struct link_settings *settings,
			enum link_field field);

/*
 * What ADDRESS is at the peer: the ends of an address with a peer, or the other host of a network of two. Returns false, with
 * ADDRESS as it was, where that does not say what the peer's is.
 */
bool link_address_mirror(struct link_address *address);

#endif
