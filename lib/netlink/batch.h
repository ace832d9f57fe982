/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * batch.h - send many requests in one message
 */
#ifndef LIB_NETLINK_BATCH_H
#define LIB_NETLINK_BATCH_H

#include "lib/netlink/socket.h"

/*
 * Maximum requests per message. All their answers must fit in the receive buffer: net.core.rmem_default is 208 KiB, an
 * L2TP answer takes at most 2 KiB.
 */
#define NETLINK_QUEUE_LENGTH 64

/* Append a copy of REQUEST to the queue. Returns 0, or -ENOSPC (queue full) or -ENOMEM and err set. */
int netlink_queue(struct netlink *netlink, const struct nlmsghdr *request, struct error *err);

/*
 * Send and empty the queue and collect the results: STATUS, of NETLINK_QUEUE_LENGTH, gets 0 or the kernel's negative
 * errno of each request, in order. CALLBACK receives the records of requests that return one; NULL if none do. Returns
 * 0, or a negative errno and err set; requests with STATUS ERROR_UNKNOWN then have an unknown result.
 */
int netlink_queue_run(struct netlink *netlink, int *status, netlink_callback *callback, void *data,
		      struct error *err);

#endif
