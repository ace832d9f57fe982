/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * attributes.h - encode and decode netlink attributes of tunnels and sessions
 *
 * Needs no socket, so tests and fuzzers can call it on any bytes.
 */
#ifndef LIB_NETLINK_ATTRIBUTES_H
#define LIB_NETLINK_ATTRIBUTES_H

#include <linux/netlink.h>
#include <stddef.h>

#include "lib/model/session.h"

/* Maps attributes to the members of struct l2tp_tunnel or struct l2tp_session. */
struct attribute_table;
extern const struct attribute_table l2tp_tunnel_attributes, l2tp_session_attributes;

/*
 * Append the set fields of OBJECT, the struct of TABLE, to MESSAGE, a buffer of SIZE bytes. Returns 0, or -EMSGSIZE and
 * err set.
 */
int attributes_put(const struct attribute_table *table, const void *object,
		   struct nlmsghdr *message, size_t size, struct error *err);

/*
 * Decode a record to *TUNNEL or *SESSION, replacing its content. A session's `name` is the name it was created with;
 * the kernel never reports l2spec_type. Returns 0, or -EBADMSG and err set.
 */
int l2tp_tunnel_decode(const struct nlmsghdr *message, struct l2tp_tunnel *tunnel,
		       struct error *err);
int l2tp_session_decode(const struct nlmsghdr *message, struct l2tp_session *session,
			struct error *err);

#endif
