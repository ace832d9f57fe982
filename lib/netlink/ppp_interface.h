/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ppp_interface.h - whether there is any PPP interface
 *
 * A PPP session has an interface only when a program such as pppd has made one for its socket, in the network
 * namespace of the session (drivers/net/ppp/ppp_generic.c, ppp_create_interface). Without any, no session has one.
 */
#ifndef LIB_NETLINK_PPP_INTERFACE_H
#define LIB_NETLINK_PPP_INTERFACE_H

#include <linux/netlink.h>
#include <stdbool.h>

/* 1 where there is one in this network namespace, 0 where there is none, negative errno where it cannot be told. */
int ppp_interface_exists(void);

/* Whether MESSAGE tells of one: an RTM_NEWLINK of the kind "ppp". */
bool ppp_interface_is(const struct nlmsghdr *message);

#endif
