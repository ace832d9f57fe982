/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * link.h - settings and state of a session's interface
 */
#ifndef LIB_MODEL_LINK_H
#define LIB_MODEL_LINK_H

#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/error.h"
#include "lib/model/address.h"

enum link_field {
	LINK_UP = 1 << 0,
	LINK_MTU = 1 << 1,
	LINK_LLADDR = 1 << 2,
	LINK_MASTER = 1 << 3,
	LINK_ADDRESSES = 1 << 4,
	LINK_NO_ADDRESSES = 1 << 5,
};

/* Size of an alternative interface name with its NUL (include/uapi/linux/if.h, ALTIFNAMSIZ). */
#define LINK_MASTER_SIZE 128

/* An Ethernet address in transmission order. */
struct link_lladdr {
	uint8_t bytes[6];
};

/* The attributes of an existing address (include/uapi/linux/if_addr.h), to put it back as it was. */
struct link_address_as {
	uint32_t flags;		   /* IFA_F_*: those that can be set */
	uint32_t metric;	   /* of its prefix route; 0 for the default */
	uint32_t valid, preferred; /* seconds left; UINT32_MAX for ever */
	uint8_t scope, proto;	   /* RT_SCOPE_*, IFAPROT_* */
	struct in_addr broadcast;  /* 0 for none */
	char label[IF_NAMESIZE];   /* IPv4 */
};

/* An interface address with its prefix, or the two ends of a point-to-point link. */
struct link_address {
	struct l2tp_address local;
	struct l2tp_address peer; /* AF_UNSPEC for none */
	bool automatic;		  /* made by the kernel, or with a lifetime */
	bool by_kernel;		  /* made by the kernel, which makes it again */
	bool special;		  /* has attributes that `addr` cannot express: `as` */
	struct link_address_as as;
};

/* A growing array. Assignment borrows the addresses; link_settings_copy() makes an independent copy. */
struct link_addresses {
	struct link_address *list;
	size_t count, room;
};

struct link_settings {
	uint32_t fields; /* bits of enum link_field */
	bool up;
	uint32_t mtu;
	struct link_lladdr lladdr;
	char master[LINK_MASTER_SIZE];	    /* "" for none; to set, may be an alternative name */
	struct link_addresses addresses;    /* to add; in a link_state, the current ones */
	struct link_addresses no_addresses; /* to remove */
};

/* The current state of an interface. */
struct link_state {
	unsigned int index;
	char name[IF_NAMESIZE];
	bool is_session;	  /* of device type l2tpeth, if that was asked for (owner.h) */
	bool is_ethernet;	  /* of Ethernet's hardware type */
	bool running;		  /* up and with carrier */
	char kind[16];		  /* "bridge", "veth", ... as in `ip link`; "" for none */
	unsigned int master;	  /* an index, or 0 for none */
	struct link_settings now; /* all fields except LINK_NO_ADDRESSES */
};

/* Free LIST, the address lists of SETTINGS or STATE, or COUNT interfaces. */
void link_addresses_free(struct link_addresses *list);
void link_settings_free(struct link_settings *settings);
void link_state_free(struct link_state *state);
void link_states_free(struct link_state *list, size_t count);

/* Append a copy of ADDRESS to LIST. Returns 0, or -ENOMEM and err set, with LIST unchanged. */
int link_addresses_add(struct link_addresses *list, const struct link_address *address,
		       struct error *err);

/* Copy FROM to TO, including its lists. Returns 0, or -ENOMEM and err set; free TO in either case. */
int link_settings_copy(struct link_settings *to, const struct link_settings *from,
		       struct error *err);

/* qsort(3) order of struct link_state: index. */
int link_state_compare(const void *a, const void *b);

/* Write ADDRESS ("10.5.1.2/32 peer 10.5.1.1/32") to TEXT, of TEXT_SIZE bytes. */
void link_address_print(const struct link_address *address, char *text);

/* Whether A and B have the same address, peer and prefix; the other members are ignored. */
bool link_address_equal(const struct link_address *a, const struct link_address *b);

/* The address of LIST with ADDRESS's address, peer and prefix, or NULL. */
const struct link_address *link_addresses_find(const struct link_addresses *list,
					       const struct link_address *address);

/*
 * The address of LIST that `noaddr ADDRESS` selects: an exact match, else any peer, and any prefix if ADDRESS has none.
 * NULL if none matches.
 */
const struct link_address *link_addresses_meant(const struct link_addresses *list,
						const struct link_address *address);

/* Whether SETTINGS removes ADDRESS, one of those that the interface HAS. */
bool link_removes(const struct link_settings *settings, const struct link_addresses *has,
		  const struct link_address *address);

/*
 * Move the automatic addresses, which their creator re-creates, from LIST to the end of AUTOMATIC. Returns 0, or
 * -ENOMEM and err set.
 */
int link_addresses_split(struct link_addresses *list, struct link_addresses *automatic,
			 struct error *err);

/* Whether SETTINGS has FIELD with a value different from STATE's. */
bool link_field_differs(const struct link_state *state, const struct link_settings *settings,
			enum link_field field);

/*
 * Replace ADDRESS by the peer's: swap address and peer, or take the other host of a two-host network. Returns false,
 * with ADDRESS unchanged, if the peer's address cannot be derived.
 */
bool link_address_mirror(struct link_address *address);

#endif
