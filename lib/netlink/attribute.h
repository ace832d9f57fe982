/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * attribute.h - walks a table of netlink attributes: a struct into a message and back
 *
 * The wire is one codec of the model (text is the other). A row says which attribute carries which
 * member and in what form; both directions read it. Like keyword.h, the struct starts with its
 * uint32_t `fields` mask.
 */
#ifndef LIB_NETLINK_ATTRIBUTE_H
#define LIB_NETLINK_ATTRIBUTE_H

#include <linux/netlink.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/error.h"

enum wire {
	WIRE_U8, /* integers in host byte order, from and into a member of any size */
	WIRE_U16,
	WIRE_U32,
	WIRE_U64,
	WIRE_BOOL,     /* u8 for a bool: not zero is true */
	WIRE_BIT,      /* u8: not zero sets `bit` in the member */
	WIRE_PRESENCE, /* u8 that is sent only where the member is true; received, its value counts */
	WIRE_FLAG_OFF, /* a flag that says "off": sent, or received, where the member is false */
	WIRE_NAME,     /* a string with its NUL, char[IF_NAMESIZE] */
	WIRE_COOKIE,   /* struct l2tp_cookie */
	WIRE_IPV4,     /* struct l2tp_address of that family, in network byte order */
	WIRE_IPV6,
	WIRE_STATS, /* struct l2tp_stats, nested; never sent */
};

struct attribute {
	uint16_t type; /* where it stands in the table, too */
	enum wire wire;
	uint8_t bit;	/* of WIRE_BIT */
	uint32_t field; /* the bit that says the member is set; 0: no attribute that is known */
	size_t offset, size; /* the member */
};

/* The row of an attribute is the one of its number, so that none is searched for. */
struct attribute_table {
	const char *object; /* "tunnel", "session" */
	const struct attribute *rows;
	size_t count;
};

/*
 * Put each field that OBJECT has into MESSAGE, a buffer of SIZE bytes. Returns 0, or -EMSGSIZE and err set where it does not
 * fit.
 */
int attributes_put(const struct attribute_table *table, const void *object,
		   struct nlmsghdr *message, size_t size, struct error *err);

/*
 * Read MESSAGE's attributes (behind its genetlink header) into OBJECT, a zeroed struct; unknown ones
 * are passed over. Returns 0, or -EBADMSG where one has a wrong length or does not fit the message.
 */
int attributes_get(const struct attribute_table *table, const struct nlmsghdr *message,
		   void *object);

#endif
