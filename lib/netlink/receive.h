/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * receive.h - receive what the kernel sends, datagram by datagram
 */
#ifndef LIB_NETLINK_RECEIVE_H
#define LIB_NETLINK_RECEIVE_H

#include <linux/netlink.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/netlink/socket.h"

/* Answers are made while the request is sent; longer means that something is wrong. */
#define RECEIVE_SECONDS 60
/* The kernel's own limit (include/linux/err.h, MAX_ERRNO). */
#define ERRNO_MAX 4095

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

/* What became of one request: 0, or negative errno with the kernel's own text. */
int netlink_take_error(const struct nlmsghdr *message, struct error *err);

/*
 * One datagram of the kernel's into the buffer, waited for until DEADLINE; those of other senders are passed over.
 * FLAGS are 0 or MSG_DONTWAIT. Returns its length, 0 where there is none and it was not to wait, or negative errno.
 */
ssize_t netlink_receive(struct netlink *netlink, int flags, int64_t deadline, struct error *err);

#endif
