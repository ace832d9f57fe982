/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * links_internal.h - what the files of link.h share
 */
#ifndef LIB_NETLINK_LINKS_INTERNAL_H
#define LIB_NETLINK_LINKS_INTERNAL_H

#include <netlink/netlink.h>
#include <netlink/route/link.h>

#include "lib/base/error.h"

#define IPV6_MIN_MTU 1280 /* RFC 8200, 5; below it the kernel takes IPv6 off the interface */

struct links {
	struct nl_sock *socket;
};

/* Say WHAT failed by libnl's CODE; returns the errno that callers tell it by. */
int link_error(struct error *err, int code, const char *what);

/* For CLEANUP(). */
void link_putp(struct rtnl_link **link);

#endif
