/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * links_internal.h - the rtnetlink socket, private to links_socket.c, links.c, addresses.c and the files that build on
 *                    them
 */
#ifndef LIB_NETLINK_LINKS_INTERNAL_H
#define LIB_NETLINK_LINKS_INTERNAL_H

#include <netlink/netlink.h>
#include <stdbool.h>

#include "lib/model/link.h"
#include "lib/netlink/interface.h"

struct links {
	int protocol; /* of netlink(7); 0 is NETLINK_ROUTE */
	struct nl_sock *socket;
	struct interface_lookup lookup;
	char extack[256]; /* the kernel's message about the last error, escaped, or "" */
	/* of the last request */
	bool answered; /* the kernel has refused it */
	bool lost;     /* its answer was lost: it may have been run */
	bool repeated; /* an earlier answer was lost: a refusal may come from the first attempt's success */
};

/* Attempts at a request that links_ask() says to repeat. */
#define LINKS_TRIES 20

/* Open a socket in place of any earlier one. Returns 0 or libnl's error. */
int links_connect(struct links *links);

/*
 * Set an error from WHAT and libnl's CODE, with the kernel's message if it sent one. Returns the errno for CODE, or
 * ERROR_UNKNOWN if the answer to a change was lost.
 */
int link_error(struct links *links, int code, const char *what, struct error *err);

/* A new request of TYPE, starting with HEADER of SIZE bytes, or NULL if out of memory. */
struct nl_msg *links_request(int type, int flags, const void *header, size_t size);

/*
 * Send MESSAGE, freeing it, and pass the answers to CALLBACK. NULL means no memory. Returns 0 or libnl's error;
 * -NLE_DUMP_INTR means that an answer was lost, or a dump interrupted by changes: ask again.
 */
int links_ask(struct links *links, struct nl_msg *message, nl_recvmsg_msg_cb_t callback,
	      void *data);

/*
 * Send MESSAGE, a change, freeing it, and wait for the acknowledgement. NULL means no memory. A change whose answer is
 * lost is sent again: setting a value twice is harmless, and what the first attempt has added or deleted makes the
 * second one fail with -NLE_EXIST, -NLE_NOADDR or the like, and links->repeated set. Returns 0 or libnl's error.
 */
int links_tell(struct links *links, struct nl_msg *message);

/*
 * Read the addresses of the COUNT interfaces in LIST, sorted by index. A single interface is filtered by the kernel,
 * since some hosts have thousands of addresses. Returns 0, or a negative errno and err set.
 */
int links_read_addresses(struct links *links, struct link_state *list, size_t count,
			 struct error *err);

#endif
