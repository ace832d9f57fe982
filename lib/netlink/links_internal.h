/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * links_internal.h - the socket for interfaces, for links.c and what is built on it
 */
#ifndef LIB_NETLINK_LINKS_INTERNAL_H
#define LIB_NETLINK_LINKS_INTERNAL_H

#include <netlink/netlink.h>

#include "lib/netlink/interface.h"

struct links {
	struct nl_sock *socket;
	struct interface_lookup lookup;
	char extack[256]; /* the kernel's own words about the last error, escaped; "" for none */
};

/*
 * Say WHAT failed by libnl's CODE, in the kernel's own words where it had some. Returns the errno that callers tell it by.
 */
int link_error(struct links *links, int code, const char *what, struct error *err);

/* A request of TYPE that begins with HEADER, of SIZE bytes. NULL without memory. */
struct nl_msg *links_request(int type, int flags, const void *header, size_t size);

/* Send MESSAGE, which is consumed, NULL without memory, and hand the answers to CALLBACK. Returns 0 or libnl's error. */
int links_ask(struct links *links, struct nl_msg *message, nl_recvmsg_msg_cb_t callback,
	      void *data);

#endif
