/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * listen.h - receive what the kernel announces
 */
#ifndef LIB_NETLINK_LISTEN_H
#define LIB_NETLINK_LISTEN_H

#include "lib/netlink/socket.h"

/*
 * A socket of its own that hears what the first group of FAMILY, or a GROUP of rtnetlink, is sent.
 * Returns as netlink_open(). Closed by netlink_close().
 */
int netlink_listen(struct netlink **netlink, const char *family, struct error *err);
int netlink_listen_route(struct netlink **netlink, unsigned int group, struct error *err);

/*
 * Hand the messages that have arrived to CALLBACK, without waiting; it returns after a number of datagrams even where more
 * arrive. Returns 0, what CALLBACK returned, -ENOBUFS where messages were lost, or another negative errno, and err set.
 */
int netlink_read(struct netlink *netlink, netlink_callback *callback, void *data,
		 struct error *err);

#endif
