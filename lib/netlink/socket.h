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
#define GENL_REQUEST_SIZE 1024

struct genl;

/* One message of an answer. Returns 0, or negative errno to end with an error. */
typedef int genl_callback(const struct nlmsghdr *message, void *data, struct error *err);

/*
 * Open a socket and look up FAMILY, which loads its module where the kernel can. Returns 0, -ENOENT
 * where there is no such family, or another negative errno.
 */
int genl_open(struct genl **genl, const char *family, uint8_t version, struct error *err);
void genl_close(struct genl *genl);

/* A socket of rtnetlink, for the requests below that are no generic ones. Returns 0 or negative errno. */
int genl_open_route(struct genl **genl, struct error *err);

/*
 * Begin a request of COMMAND in BUFFER (GENL_REQUEST_SIZE bytes, aligned for a netlink header).
 * Attributes are added by the caller.
 */
struct nlmsghdr *genl_begin(const struct genl *genl, void *buffer, uint8_t command);

/*
 * Send REQUEST and wait for the acknowledgement. Returns 0, or negative errno: the kernel's, with its
 * own text in ERR where it gave one and an empty text where it did not; -ETIMEDOUT, -EBADMSG.
 */
int genl_request(struct genl *genl, struct nlmsghdr *request, struct error *err);

/*
 * Send REQUEST and hand the one answer to CALLBACK. Returns as genl_request, or what CALLBACK
 * returned.
 */
int genl_get(struct genl *genl, struct nlmsghdr *request, genl_callback *callback, void *data,
	     struct error *err);

/*
 * Send REQUEST as a dump and hand each record to CALLBACK. Returns as genl_get; -EINTR where the
 * kernel says that its records changed meanwhile, so that the dump is no true picture.
 */
int genl_dump(struct genl *genl, struct nlmsghdr *request, genl_callback *callback, void *data,
	      struct error *err);

/*
 * Requests that go to the kernel in one message, which it does one after the other: that is what many take least
 * for. So many at once, since the answers to all of them wait in the socket together (net.core.rmem_default is
 * 208 KiB, and no answer to a request of L2TP's takes more than 2).
 */
#define GENL_QUEUE_LENGTH 64

/* Copy REQUEST to the end of the queue. Returns 0, -ENOSPC where it is full, or -ENOMEM. */
int genl_queue(struct genl *genl, const struct nlmsghdr *request, struct error *err);
size_t genl_queue_count(const struct genl *genl);

/*
 * Send what is queued and hear what became of it: STATUS, of GENL_QUEUE_LENGTH, gets 0 or the kernel's negative errno
 * for each, in order. Requests that are answered by a message hand it to CALLBACK (NULL: none is). The queue is
 * empty then. Returns 0, or negative errno: what became of those whose STATUS is GENL_UNKNOWN is not known.
 */
#define GENL_UNKNOWN 1
int genl_queue_run(struct genl *genl, int *status, genl_callback *callback, void *data,
		   struct error *err);

/*
 * A socket of its own that hears what the first group of FAMILY, or a GROUP of rtnetlink, is sent.
 * Returns as genl_open(). Closed by genl_close().
 */
int genl_listen(struct genl **genl, const char *family, struct error *err);
int genl_listen_route(struct genl **genl, unsigned int group, struct error *err);

/* The descriptor to poll, which stays the socket's. */
int genl_descriptor(const struct genl *genl);

/*
 * Hand the messages that have come to CALLBACK, and do not wait for any; where more and more come, it
 * returns to its caller now and then. Returns 0, what CALLBACK
 * returned, -ENOBUFS where messages were lost, or another negative errno.
 */
int genl_hear(struct genl *genl, genl_callback *callback, void *data, struct error *err);

#endif
