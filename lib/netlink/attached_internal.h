/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * attached_internal.h - reading what hangs on interfaces, private to attached.c, attached_list.c, attached_links.c,
 *                       attached_uppers.c, attached_bridge.c, attached_routes.c, attached_hooks.c and attached_sysctl.c
 */
#ifndef LIB_NETLINK_ATTACHED_INTERNAL_H
#define LIB_NETLINK_ATTACHED_INTERNAL_H

#include <linux/rtnetlink.h>
#include <netlink/msg.h>

#include "lib/model/address.h"
#include "lib/netlink/attached.h"
#include "lib/netlink/links_internal.h"

/* The destination of a route. */
struct attached_destination {
	uint32_t table, metric;
	uint8_t family, length, tos, unused;
	uint8_t address[16];
};

/* An address of a wanted interface. */
struct attached_source {
	unsigned int index;
	struct l2tp_address address;
};

struct attached_reading {
	struct links *links;
	const struct attached_query *query;
	struct attachments *found;
	struct attached_source *sources;
	size_t source_count, source_room; /* for array_grow() */
	struct link_lladdr *lladdrs;	  /* of the interfaces of the query, in its order */
	struct attached_destination last; /* of the route before */
	bool has_port;			  /* of a bridge */
	bool no_memory;			  /* something was lost */
};

/* qsort(3) order of struct attached: by interface, then as read. */
int attached_compare(const void *a, const void *b);

/* Returns the place of the Ethernet address of interface INDEX, or NULL if that is none of the interfaces. */
struct link_lladdr *attached_lladdr(const struct attached_reading *reading, unsigned int index);

/* Whether INDEX is one of the interfaces. */
bool attached_is_wanted(const struct attached_reading *reading, unsigned int index);

/*
 * Append something that hangs on interface INDEX; MESSAGE, which may be NULL, is owned from now on. Its text is
 * formatted as by printf(3). Returns it, or NULL without memory.
 */
struct attached *attached_add(struct attached_reading *reading, unsigned int index,
			      struct nl_msg *message, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/*
 * Send what BUILD returns for DATA, again if an answer is lost, and pass the answers to CALLBACK; what the kernel does
 * not know is empty. Returns 0 or libnl's error.
 */
int attached_ask(struct attached_reading *reading, nl_recvmsg_msg_cb_t callback,
		 struct nl_msg *(*build)(const void *data), const void *data);

/* Dump with a request of TYPE that begins with HEADER; what the kernel does not know is empty. Returns 0 or libnl's error. */
int attached_dump(struct attached_reading *reading, int type, const void *header, size_t size,
		  nl_recvmsg_msg_cb_t callback);

/* Begin a request of TYPE for interface INDEX, of FAMILY. Returns NULL without memory. */
struct nl_msg *attached_change(int type, uint8_t family, unsigned int index);

/* Dump links of FAMILY with the extended FILTER. Returns 0 or libnl's error. */
int attached_dump_links(struct attached_reading *reading, uint8_t family, uint32_t filter,
			nl_recvmsg_msg_cb_t callback);

/*
 * Read links and what they are ports of; or what is on top of them; or the VLANs and multicast groups of bridge ports; or routes, neighbours and
 * nexthops; or the hooks of nftables. Return 0 or libnl's error.
 */
int attached_read_links(struct attached_reading *reading);
int attached_read_uppers(struct attached_reading *reading);
int attached_read_bridge(struct attached_reading *reading);
int attached_read_routes(struct attached_reading *reading);
int attached_read_hooks(struct attached_reading *reading);

/* The place in the list of the first thing of interface INDEX. */
size_t attached_begin(const struct attachments *attachments, unsigned int index);

/*
 * The first of the ways of the route MESSAGE, or NULL; and the one behind HOP. *LEFT are the bytes behind it
 * (RTNH_OK reads a length before it looks whether there is one).
 */
struct rtnexthop *attached_first_hop(struct nlmsghdr *message, int *left);
struct rtnexthop *attached_next_hop(struct rtnexthop *hop, int *left);

/* Read the sysctls of the interface INDEX, named NAME, that differ from the default ones. */
void attached_read_sysctls(struct attached_reading *reading, unsigned int index, const char *name);

/* Write the sysctl THING of the interface NAME. Returns 0 or a negative errno. */
int attached_write_sysctl(const struct attached *thing, const char *name);

#endif
