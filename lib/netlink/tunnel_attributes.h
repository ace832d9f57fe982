/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tunnel_attributes.h - a tunnel as the kernel writes it
 */
#ifndef LIB_NETLINK_TUNNEL_ATTRIBUTES_H
#define LIB_NETLINK_TUNNEL_ATTRIBUTES_H

#include <linux/netlink.h>
#include <stddef.h>

#include "lib/model/tunnel.h"
#include "lib/netlink/attribute.h"

/* The attributes of a tunnel: attributes_put() encodes one. */
extern const struct attribute_table l2tp_tunnel_attributes;

/* A tunnel record into *TUNNEL, whatever was there before. Returns 0 or -EBADMSG. */
int l2tp_tunnel_decode(const struct nlmsghdr *message, struct l2tp_tunnel *tunnel,
		       struct error *err);

#endif
