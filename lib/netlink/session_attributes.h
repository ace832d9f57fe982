/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * session_attributes.h - a session as the kernel writes it
 */
#ifndef LIB_NETLINK_SESSION_ATTRIBUTES_H
#define LIB_NETLINK_SESSION_ATTRIBUTES_H

#include <linux/netlink.h>
#include <stddef.h>

#include "lib/model/session.h"
#include "lib/netlink/attribute.h"

/* The attributes of a session: attributes_put() encodes one. */
extern const struct attribute_table l2tp_session_attributes;

/*
 * A session record into *SESSION, whatever was there before; `name` is the name that the session
 * was created with. Returns 0 or -EBADMSG.
 */
int l2tp_session_decode(const struct nlmsghdr *message, struct l2tp_session *session,
			struct error *err);

#endif
