/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * attributes.h - a tunnel and a session as the kernel writes them: a struct into a message and back
 *
 * The wire is one codec of the model (text is the other). Apart from the socket, so that bytes from a test or
 * a fuzzer can be decoded.
 */
#ifndef LIB_NETLINK_ATTRIBUTES_H
#define LIB_NETLINK_ATTRIBUTES_H

#include <linux/netlink.h>
#include <stddef.h>

#include "lib/model/session.h"

/* Which attribute carries which member of a struct l2tp_tunnel and of a struct l2tp_session. */
struct attribute_table;
extern const struct attribute_table l2tp_tunnel_attributes, l2tp_session_attributes;

/*
 * Put each field that OBJECT, the struct of TABLE, has into MESSAGE, a buffer of SIZE bytes. Returns 0, or -EMSGSIZE and err
 * set where it does not fit.
 */
int attributes_put(const struct attribute_table *table, const void *object,
		   struct nlmsghdr *message, size_t size, struct error *err);

/*
 * Read a record into *TUNNEL or *SESSION, whatever was there before; a session's `name` is the one that it was created
 * with, and the kernel never reports its L2-specific sublayer. Returns 0, or -EBADMSG and err set.
 */
int l2tp_tunnel_decode(const struct nlmsghdr *message, struct l2tp_tunnel *tunnel,
		       struct error *err);
int l2tp_session_decode(const struct nlmsghdr *message, struct l2tp_session *session,
			struct error *err);

#endif
