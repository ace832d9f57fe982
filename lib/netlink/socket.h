/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * socket.h - one generic netlink socket: request, get, dump
 *
 * Knows requests, acknowledgements and sequence numbers, and nothing of L2TP; nothing above it knows
 * libmnl's sockets. What does not come from the kernel, or answers another request, is passed over.
 */
#ifndef LIB_NETLINK_SOCKET_H
#define LIB_NETLINK_SOCKET_H

#include <linux/netlink.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/error.h"

/* Room for a request. */
#define NETLINK_REQUEST_SIZE 1024

struct netlink;

/* One message of an answer. Returns 0, or negative errno to end with an error. */
typedef int netlink_callback(const struct nlmsghdr *message, void *data, struct error *err);

/*
 * Open a socket and look up FAMILY, which loads its module where the kernel can. Returns 0, -ENOENT
 * where there is no such family, or another negative errno.
 */
int netlink_open(struct netlink **netlink, const char *family, uint8_t version, struct error *err);
void netlink_close(struct netlink *netlink);

/* A socket of rtnetlink, for the requests below that are no generic ones. Returns 0 or negative errno. */
int netlink_open_route(struct netlink **netlink, struct error *err);

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

/*
 * Send REQUEST and hand the one answer to CALLBACK. Returns as netlink_request, or what CALLBACK
 * returned.
 */
int netlink_get(struct netlink *netlink, struct nlmsghdr *request, netlink_callback *callback,
		void *data, struct error *err);

/*
 * Send REQUEST as a dump and hand each record to CALLBACK. Returns as netlink_get; -EINTR where the
 * kernel says that its records changed meanwhile, so that the dump is no true picture.
 */
int netlink_dump(struct netlink *netlink, struct nlmsghdr *request, netlink_callback *callback,
		 void *data, struct error *err);

/*
 * Requests that go to the kernel in one message, which it does one after the other: that is what many take least
 * for. So many at once, since the answers to all of them wait in the socket together (net.core.rmem_default is
 * 208 KiB, and no answer to a request of L2TP's takes more than 2).
 */
#define NETLINK_QUEUE_LENGTH 64

/* Copy REQUEST to the end of the queue. Returns 0, -ENOSPC where it is full, or -ENOMEM. */
int netlink_queue(struct netlink *netlink, const struct nlmsghdr *request, struct error *err);
size_t netlink_queue_count(const struct netlink *netlink);

/*
 * Send what is queued and hear what became of it: STATUS, of NETLINK_QUEUE_LENGTH, gets 0 or the kernel's negative errno
 * for each, in order. Requests that are answered by a message hand it to CALLBACK (NULL: none is). The queue is
 * empty then. Returns 0, or negative errno: what became of those whose STATUS is NETLINK_UNKNOWN is not known.
 */
#define NETLINK_UNKNOWN 1
int netlink_queue_run(struct netlink *netlink, int *status, netlink_callback *callback, void *data,
		      struct error *err);

/*
 * A socket of its own that hears what the first group of FAMILY, or a GROUP of rtnetlink, is sent.
 * Returns as netlink_open(). Closed by netlink_close().
 */
int netlink_listen(struct netlink **netlink, const char *family, struct error *err);
int netlink_listen_route(struct netlink **netlink, unsigned int group, struct error *err);

/* The descriptor to poll, which stays the socket's. */
int netlink_descriptor(const struct netlink *netlink);

/*
 * Hand the messages that have come to CALLBACK, and do not wait for any; where more and more come, it
 * returns to its caller now and then. Returns 0, what CALLBACK
 * returned, -ENOBUFS where messages were lost, or another negative errno.
 */
int netlink_read(struct netlink *netlink, netlink_callback *callback, void *data,
		 struct error *err);

#endif
