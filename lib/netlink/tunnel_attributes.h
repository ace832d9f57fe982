/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tunnel_attributes.h - a tunnel as the kernel writes it
 */
#ifndef LIB_NETLINK_TUNNEL_ATTRIBUTES_H
#define LIB_NETLINK_TUNNEL_ATTRIBUTES_H

#include <linux/netlink.h>
#include <stddef.h>

#include "lib/model/tunnel.h"

/* Put TUNNEL's fields into MESSAGE, a buffer of SIZE bytes. Returns 0 or -EMSGSIZE. */
int l2tp_tunnel_encode(const struct l2tp_tunnel *tunnel, struct nlmsghdr *message, size_t size,
		       struct error *err);

/* A tunnel record into *TUNNEL, whatever was there before. Returns 0 or -EBADMSG. */
int l2tp_tunnel_decode(const struct nlmsghdr *message, struct l2tp_tunnel *tunnel,
		       struct error *err);

#endif
