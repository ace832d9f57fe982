/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * receive.h - the members of a socket, for the files of lib/netlink; receive what the kernel sends, datagram by datagram
 */
#ifndef LIB_NETLINK_RECEIVE_H
#define LIB_NETLINK_RECEIVE_H

#include <libmnl/libmnl.h>
#include <linux/netlink.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/netlink/socket.h"

/* The kernel fills at most 32 KiB with one part of a dump (net/netlink/af_netlink.c). */
#define RECEIVE_SIZE 65536
/* Answers are made while the request is sent; longer means that something is wrong. */
#define RECEIVE_SECONDS 60
/* The kernel's own limit (include/linux/err.h, MAX_ERRNO). */
#define ERRNO_MAX 4095

struct netlink {
	struct mnl_socket *socket;
	uint32_t sequence;
	uint16_t family;
	uint32_t group; /* of the family, its first */
	uint8_t version;
	char *buffer; /* RECEIVE_SIZE bytes */
	char *queue;  /* of NETLINK_QUEUE_LENGTH requests, NULL until there is one */
	size_t queued, queue_size;
};

/*
 * The answer to a request has to be there by then (clock.h). Only what answers the request may put it off: others'
 * messages could go on for ever.
 */
int64_t netlink_deadline(void);

/*
 * Hand each message of the datagram of LENGTH bytes in the buffer to TAKE, with DATA. Returns 0, -EBADMSG and err set where
 * one is not all there, or what TAKE returned.
 */
int netlink_walk(const struct netlink *netlink, size_t length, netlink_callback *take, void *data,
		 struct error *err);

/* Whether MESSAGE is a record of the socket's family; on rtnetlink, which has none, any is. */
bool netlink_is_of_family(const struct netlink *netlink, const struct nlmsghdr *message);

/* Whether an error message is whole: it holds 0 or a negative errno. */
bool netlink_is_report(const struct nlmsghdr *message);

/*
 * The kernel's own words of the error message MESSAGE, of which SIZE bytes are there (NETLINK_EXT_ACK,
 * Documentation/userspace-api/netlink/intro.rst); "" where there are none. The text is MESSAGE's, and not escaped.
 */
const char *extack_text(const struct nlmsghdr *message, size_t size);

/*
 * One datagram of the kernel's into the buffer, waited for until DEADLINE; those of other senders are passed over.
 * FLAGS are 0 or MSG_DONTWAIT. Returns its length, 0 where there is none and it was not to wait, or negative errno.
 */
ssize_t netlink_receive(struct netlink *netlink, int flags, int64_t deadline, struct error *err);

#endif
