/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * batch.h - many requests in one message
 */
#ifndef LIB_NETLINK_BATCH_H
#define LIB_NETLINK_BATCH_H

#include "lib/netlink/socket.h"

/*
 * Requests that go to the kernel in one message, which it does one after the other: that is what many take least
 * for. So many at once, since the answers to all of them wait in the socket together (net.core.rmem_default is
 * 208 KiB, and no answer to a request of L2TP's takes more than 2).
 */
#define NETLINK_QUEUE_LENGTH 64

/* Copy REQUEST to the end of the queue. Returns 0, -ENOSPC where it is full, or -ENOMEM. */
int netlink_queue(struct netlink *netlink, const struct nlmsghdr *request, struct error *err);

/*
 * Send what is queued and hear what became of it: STATUS, of NETLINK_QUEUE_LENGTH, gets 0 or the kernel's negative errno
 * for each, in order. Requests that are answered by a message hand it to CALLBACK (NULL: none is). The queue is
 * empty then. Returns 0, or negative errno: what became of those whose STATUS is NETLINK_UNKNOWN is not known.
 */
#define NETLINK_UNKNOWN 1
int netlink_queue_run(struct netlink *netlink, int *status, netlink_callback *callback, void *data,
		      struct error *err);

#endif
