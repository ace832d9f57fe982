// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * attribute.c - walks a table of netlink attributes: a struct into a message and back
 */
#include "lib/attribute.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <net/if.h>
#include <stdbool.h>
#include <string.h>

#include "lib/stats.h"
#include "lib/value.h"

static bool put_address(struct nlmsghdr *message, size_t size, const struct attribute *row,
			const struct l2tp_address *address)
{
	if (row->wire == WIRE_IPV4)
		return address->family != AF_INET ||
		       mnl_attr_put_check(message, size, row->type, 4, &address->v4);
	return address->family != AF_INET6 ||
	       mnl_attr_put_check(message, size, row->type, 16, &address->v6);
}

static bool put_cookie(struct nlmsghdr *message, size_t size, const struct attribute *row,
		       const struct l2tp_cookie *cookie)
{
	return mnl_attr_put_check(message, size, row->type, cookie->length, cookie->bytes);
}

static bool put_attribute(struct nlmsghdr *message, size_t size, const struct attribute *row,
			  const void *member)
{
	uint64_t number = 0;

	if (row->wire <= WIRE_FLAG_OFF)
		number = value_load(member, row->size);
	switch (row->wire) {
	case WIRE_U8:
	case WIRE_BOOL:
		return mnl_attr_put_u8_check(message, size, row->type, (uint8_t)number);
	case WIRE_U16:
		return mnl_attr_put_u16_check(message, size, row->type, (uint16_t)number);
	case WIRE_U32:
		return mnl_attr_put_u32_check(message, size, row->type, (uint32_t)number);
	case WIRE_U64:
		return mnl_attr_put_u64_check(message, size, row->type, number);
	case WIRE_BIT:
		return mnl_attr_put_u8_check(message, size, row->type, (number & row->bit) != 0);
	case WIRE_PRESENCE:
		return !number || mnl_attr_put_u8_check(message, size, row->type, 1);
	case WIRE_FLAG_OFF:
		return number || mnl_attr_put_check(message, size, row->type, 0, NULL);
	case WIRE_NAME:
		return mnl_attr_put_strz_check(message, size, row->type, member);
	case WIRE_COOKIE:
		return put_cookie(message, size, row, member);
	case WIRE_IPV4:
	case WIRE_IPV6:
		return put_address(message, size, row, member);
	case WIRE_STATS:
		return true;
	}
	return false;
}

int attributes_put(const struct attribute *table, const void *object, struct nlmsghdr *message,
		   size_t size)
{
	uint32_t fields = (uint32_t)value_load(object, sizeof(fields));
	const struct attribute *row;

	for (row = table; row->type; row++)
		if (fields & row->field &&
		    !put_attribute(message, size, row, (const char *)object + row->offset))
			return -EMSGSIZE;
	return 0;
}

static int get_number(const struct nlattr *attr, size_t length, void *member, size_t size)
{
	if (mnl_attr_get_payload_len(attr) != length)
		return -EBADMSG;
	value_store(member, size, value_load(mnl_attr_get_payload(attr), length));
	return 0;
}

static int get_bit(const struct nlattr *attr, uint8_t bit, void *member, size_t size)
{
	uint8_t on;

	if (get_number(attr, 1, &on, sizeof(on)) < 0)
		return -EBADMSG;
	if (on)
		value_store(member, size, value_load(member, size) | bit);
	return 0;
}

static int get_name(const struct nlattr *attr, char *name, size_t size)
{
	const char *payload = mnl_attr_get_payload(attr);
	size_t length = strnlen(payload, mnl_attr_get_payload_len(attr));

	if (length >= size || length == mnl_attr_get_payload_len(attr))
		return -EBADMSG;
	memcpy(name, payload, length);
	name[length] = '\0';
	return 0;
}

static int get_cookie(const struct nlattr *attr, struct l2tp_cookie *cookie)
{
	size_t length = mnl_attr_get_payload_len(attr);

	if (length > L2TP_COOKIE_MAX)
		return -EBADMSG;
	cookie->length = (uint8_t)length;
	memcpy(cookie->bytes, mnl_attr_get_payload(attr), length);
	return 0;
}

static int get_address(const struct nlattr *attr, bool ipv4, struct l2tp_address *address)
{
	size_t length = ipv4 ? sizeof(address->v4) : sizeof(address->v6);

	if (mnl_attr_get_payload_len(attr) != length)
		return -EBADMSG;
	*address = (struct l2tp_address){ .family = ipv4 ? AF_INET : AF_INET6,
					  .prefixlen = ipv4 ? 32 : 128 };
	memcpy(ipv4 ? (void *)&address->v4 : (void *)&address->v6, mnl_attr_get_payload(attr),
	       length);
	return 0;
}

static int get_counter(const struct nlattr *attr, struct l2tp_stats *stats)
{
	const struct l2tp_counter *counter;

	for (counter = l2tp_counters; counter->word; counter++)
		if (counter->attribute == mnl_attr_get_type(attr))
			return get_number(attr, sizeof(uint64_t), (char *)stats + counter->offset,
					  sizeof(uint64_t));
	return 0;
}

/* Whether ATTR, which begins in the message, ends before END too: mnl_attr_ok() with pointers. */
static bool attr_fits(const struct nlattr *attr, const void *end)
{
	ptrdiff_t left = (const char *)end - (const char *)attr;

	return left >= 0 && left <= INT32_MAX && mnl_attr_ok(attr, (int)left);
}

static int get_stats(const struct nlattr *nest, struct l2tp_stats *stats)
{
	const char *end = (const char *)mnl_attr_get_payload(nest) + mnl_attr_get_payload_len(nest);
	const struct nlattr *attr;

	for (attr = mnl_attr_get_payload(nest); attr_fits(attr, end); attr = mnl_attr_next(attr))
		if (get_counter(attr, stats) < 0)
			return -EBADMSG;
	return (const char *)attr < end ? -EBADMSG : 0;
}

static int get_attribute(const struct nlattr *attr, const struct attribute *row, void *member)
{
	switch (row->wire) {
	case WIRE_U8:
		return get_number(attr, sizeof(uint8_t), member, row->size);
	case WIRE_BOOL:
	case WIRE_PRESENCE:
		return get_bit(attr, 1, member, row->size);
	case WIRE_U16:
		return get_number(attr, sizeof(uint16_t), member, row->size);
	case WIRE_U32:
		return get_number(attr, sizeof(uint32_t), member, row->size);
	case WIRE_U64:
		return get_number(attr, sizeof(uint64_t), member, row->size);
	case WIRE_BIT:
		return get_bit(attr, row->bit, member, row->size);
	case WIRE_FLAG_OFF:
		value_store(member, row->size, 0);
		return 0;
	case WIRE_NAME:
		return get_name(attr, member, row->size);
	case WIRE_COOKIE:
		return get_cookie(attr, member);
	case WIRE_IPV4:
	case WIRE_IPV6:
		return get_address(attr, row->wire == WIRE_IPV4, member);
	case WIRE_STATS:
		return get_stats(attr, member);
	}
	return -EBADMSG;
}

static int get_known(const struct attribute *table, const struct nlattr *attr, void *object)
{
	const struct attribute *row;
	uint32_t fields;

	for (row = table; row->type; row++)
		if (row->type == mnl_attr_get_type(attr)) {
			if (get_attribute(attr, row, (char *)object + row->offset) < 0)
				return -EBADMSG;
			fields = (uint32_t)value_load(object, sizeof(fields)) | row->field;
			value_store(object, sizeof(fields), fields);
		}
	return 0;
}

int attributes_get(const struct attribute *table, const struct nlmsghdr *message, void *object)
{
	/* not mnl_nlmsg_get_payload_tail(), which rounds up and beyond the message */
	const char *end = (const char *)message + message->nlmsg_len;
	const struct nlattr *attr;

	if (mnl_nlmsg_get_payload_len(message) < sizeof(struct genlmsghdr))
		return -EBADMSG;
	for (attr = mnl_nlmsg_get_payload_offset(message, sizeof(struct genlmsghdr));
	     attr_fits(attr, end); attr = mnl_attr_next(attr))
		if (get_known(table, attr, object) < 0)
			return -EBADMSG;
	return (const char *)attr < end ? -EBADMSG : 0;
}
