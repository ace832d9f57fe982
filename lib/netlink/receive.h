/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * receive.h - the members of a socket, private to lib/netlink, sending and receiving
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

/* The kernel sends dumps in parts of at most 32 KiB (net/netlink/af_netlink.c). */
#define RECEIVE_SIZE 65536
/* Timeout of an answer. The kernel answers while the request is sent. */
#define RECEIVE_SECONDS 60
/* The kernel's limit (include/linux/err.h, MAX_ERRNO). */
#define ERRNO_MAX 4095

struct netlink {
	struct mnl_socket *socket;
	uint32_t sequence;
	uint16_t family;
	uint32_t group; /* the first of the family */
	uint8_t version;
	char *buffer; /* RECEIVE_SIZE bytes */
	char *queue;  /* NETLINK_QUEUE_LENGTH requests; NULL before the first */
	size_t queued, queue_size;
};

/*
 * The time (clock.h) by which the next answer must arrive. Only answers extend it; unrelated messages could arrive
 * forever.
 */
int64_t netlink_deadline(void);

/*
 * Pass each message of the LENGTH bytes in the buffer to TAKE, with DATA. Returns 0, -EBADMSG and err set if a message
 * is truncated, or what TAKE returned.
 */
int netlink_walk(const struct netlink *netlink, size_t length, netlink_callback *take, void *data,
		 struct error *err);

/* Whether MESSAGE is a record of the socket's family. On rtnetlink, every message is. */
bool netlink_is_of_family(const struct netlink *netlink, const struct nlmsghdr *message);

/* Whether MESSAGE is a complete error message: it holds 0 or a negative errno. */
bool netlink_is_report(const struct nlmsghdr *message);

/*
 * The kernel's text in the error message MESSAGE, of SIZE bytes (NETLINK_EXT_ACK,
 * Documentation/userspace-api/netlink/intro.rst), or "". It points into MESSAGE and is not escaped.
 */
const char *extack_text(const struct nlmsghdr *message, size_t size);

/*
 * Send the LENGTH bytes of REQUESTS in one message; a signal does not interrupt it. Returns 0, or a negative errno and
 * err set: nothing was sent.
 */
int netlink_send(struct netlink *netlink, const void *requests, size_t length, struct error *err);

/*
 * Receive a datagram from the kernel into the buffer, waiting until DEADLINE; other senders' are discarded. FLAGS are 0
 * or MSG_DONTWAIT. Returns its length, 0 if none is available with MSG_DONTWAIT, or a negative errno and err set.
 */
ssize_t netlink_receive(struct netlink *netlink, int flags, int64_t deadline, struct error *err);

#endif
