/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * socket.h - a netlink socket: request, get, dump
 *
 * Independent of L2TP. Only lib/netlink uses libmnl's sockets. Messages from other senders and answers to other
 * requests are discarded.
 */
#ifndef LIB_NETLINK_SOCKET_H
#define LIB_NETLINK_SOCKET_H

#include <linux/netlink.h>
#include <stdint.h>

#include "lib/base/error.h"

/* Buffer size of a request. */
#define NETLINK_REQUEST_SIZE 1024

struct netlink;

/* Receives a message of an answer. Returns 0, or a negative errno to stop. */
typedef int netlink_callback(const struct nlmsghdr *message, void *data, struct error *err);

/*
 * Open a socket for FAMILY, which loads its module if possible, or for rtnetlink if FAMILY is NULL. Returns 0, or
 * -ENOENT (no such family) or another negative errno and err set.
 */
int netlink_open(struct netlink **netlink, const char *family, uint8_t version, struct error *err);
void netlink_close(struct netlink *netlink);

/* For CLEANUP(). */
void netlink_closep(struct netlink **netlink);

/*
 * Begin a request for COMMAND in BUFFER (NETLINK_REQUEST_SIZE bytes, aligned for a netlink header). The caller appends
 * attributes.
 */
struct nlmsghdr *netlink_begin(const struct netlink *netlink, void *buffer, uint8_t command);

/*
 * Send REQUEST and wait for its acknowledgement. Returns 0; the kernel's negative errno with its message or "" in err;
 * ERROR_UNKNOWN and err set to the cause if the answer was lost; or another negative errno and err set if it was not
 * sent.
 */
int netlink_request(struct netlink *netlink, struct nlmsghdr *request, struct error *err);

/*
 * Send REQUEST and pass its single answer to CALLBACK; repeat it if the answer is lost. Returns 0, the kernel's negative
 * errno as netlink_request(), what CALLBACK returned, or -ETIMEDOUT or another negative errno and err set.
 */
int netlink_get(struct netlink *netlink, struct nlmsghdr *request, netlink_callback *callback,
		void *data, struct error *err);

/*
 * Send REQUEST as a dump and pass each record to CALLBACK. Returns as netlink_get(), or -EINTR if the dump is to be
 * repeated: a part was lost, or the kernel reports that concurrent changes made it inconsistent.
 */
int netlink_dump(struct netlink *netlink, struct nlmsghdr *request, netlink_callback *callback,
		 void *data, struct error *err);

#endif
