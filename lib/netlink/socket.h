/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * socket.h - one netlink socket: request, get, dump
 *
 * Knows requests, acknowledgements and sequence numbers, and nothing of L2TP; nothing above it knows
 * libmnl's sockets. What does not come from the kernel, or answers another request, is passed over.
 */
#ifndef LIB_NETLINK_SOCKET_H
#define LIB_NETLINK_SOCKET_H

#include <linux/netlink.h>
#include <stdint.h>

#include "lib/base/error.h"

/* Room for a request. */
#define NETLINK_REQUEST_SIZE 1024

struct netlink;

/* One message of an answer. Returns 0, or negative errno to end with an error. */
typedef int netlink_callback(const struct nlmsghdr *message, void *data, struct error *err);

/*
 * Open a socket and look up FAMILY, which loads its module where the kernel can; or, where it is NULL, a socket of
 * rtnetlink. Returns 0, -ENOENT where there is no such family, or another negative errno.
 */
int netlink_open(struct netlink **netlink, const char *family, uint8_t version, struct error *err);
void netlink_close(struct netlink *netlink);

/* For CLEANUP(). */
void netlink_closep(struct netlink **netlink);

/*
 * Begin a request of COMMAND in BUFFER (NETLINK_REQUEST_SIZE bytes, aligned for a netlink header).
 * Attributes are added by the caller.
 */
struct nlmsghdr *netlink_begin(const struct netlink *netlink, void *buffer, uint8_t command);

/*
 * Send REQUEST and wait for the acknowledgement. Returns 0, or negative errno: the kernel's, with its
 * own text in ERR where it gave one and an empty text where it did not; -ETIMEDOUT, -EBADMSG.
 */
int netlink_request(struct netlink *netlink, struct nlmsghdr *request, struct error *err);

/* Send REQUEST and hand the one answer to CALLBACK. Returns as netlink_request, or what CALLBACK returned. */
int netlink_get(struct netlink *netlink, struct nlmsghdr *request, netlink_callback *callback,
		void *data, struct error *err);

/*
 * Send REQUEST as a dump and hand each record to CALLBACK. Returns as netlink_get; -EINTR where the
 * kernel says that its records changed meanwhile, so that the dump is no true picture.
 */
int netlink_dump(struct netlink *netlink, struct nlmsghdr *request, netlink_callback *callback,
		 void *data, struct error *err);

#endif
