/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * links_internal.h - the rtnetlink socket, private to links_socket.c, links.c, addresses.c and the files that build on them
 */
#ifndef LIB_NETLINK_LINKS_INTERNAL_H
#define LIB_NETLINK_LINKS_INTERNAL_H

#include <netlink/netlink.h>

#include "lib/model/link.h"
#include "lib/netlink/interface.h"

/* Attempts at a dump that concurrent changes interrupt. */
#define LINKS_DUMP_TRIES 20

struct links {
	struct nl_sock *socket;
	struct interface_lookup lookup;
	char extack[256]; /* the kernel's message about the last error, escaped, or "" */
};

/* Set an error from WHAT and libnl's CODE, with the kernel's message if it sent one. Returns the errno for CODE. */
int link_error(struct links *links, int code, const char *what, struct error *err);

/* A new request of TYPE, starting with HEADER of SIZE bytes, or NULL if out of memory. */
struct nl_msg *links_request(int type, int flags, const void *header, size_t size);

/* Send MESSAGE, freeing it, and pass the answers to CALLBACK. NULL means no memory. Returns 0 or libnl's error. */
int links_ask(struct links *links, struct nl_msg *message, nl_recvmsg_msg_cb_t callback,
	      void *data);

/*
 * Read the addresses of the COUNT interfaces in LIST, sorted by index. A single interface is filtered by the kernel,
 * since some hosts have thousands of addresses. Returns 0, or a negative errno and err set.
 */
int links_read_addresses(struct links *links, struct link_state *list, size_t count,
			 struct error *err);

#endif
