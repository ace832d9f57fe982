/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * attached_internal.h - reading what hangs on interfaces, private to attached.c and the files attached_*.c
 */
#ifndef LIB_NETLINK_ATTACHED_INTERNAL_H
#define LIB_NETLINK_ATTACHED_INTERNAL_H

#include <netlink/msg.h>

#include "lib/netlink/attached.h"
#include "lib/netlink/links_internal.h"

struct attached_reading {
	struct links *links;
	const struct attached_query *query;
	struct attachments *found;
	bool has_port;	/* of a bridge */
	bool no_memory; /* something was lost */
};

/* qsort(3) order of struct attached: by interface, then as read. */
int attached_compare(const void *a, const void *b);

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
 * Read links and what they are ports of; or the VLANs and multicast groups of bridge ports; or routes, neighbours and
 * nexthops; or the hooks of nftables. Return 0 or libnl's error.
 */
int attached_read_links(struct attached_reading *reading);
int attached_read_bridge(struct attached_reading *reading);
int attached_read_routes(struct attached_reading *reading);
int attached_read_hooks(struct attached_reading *reading);

/* Read the sysctls of the interface INDEX, named NAME, that differ from the default ones. */
void attached_read_sysctls(struct attached_reading *reading, unsigned int index, const char *name);

/* Write the sysctl THING of the interface NAME. Returns 0 or a negative errno. */
int attached_write_sysctl(const struct attached *thing, const char *name);

#endif
