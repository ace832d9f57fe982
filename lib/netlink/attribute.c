// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * attribute.c - walks a table of netlink attributes: a struct into a message and back
 */
#include "lib/netlink/attribute.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <net/if.h>
#include <stdbool.h>
#include <string.h>

#include "lib/base/member.h"
#include "lib/model/session.h"

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
		number = member_load(member, row->size);
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

int attributes_put(const struct attribute_table *table, const void *object,
		   struct nlmsghdr *message, size_t size, struct error *err)
{
	const uint32_t fields = *(const uint32_t *)object;
	const struct attribute *row;

	for (row = table->rows; row < table->rows + table->count; row++)
		if (fields & row->field &&
		    !put_attribute(message, size, row, (const char *)object + row->offset))
			return error_set(err, -EMSGSIZE, "the %s does not fit a message",
					 table->object);
	return 0;
}

/*
 * Attributes as they lie in a message. Not libmnl's calls, five for each attribute: a dump of 20,000 sessions has
 * 400,000 of them.
 */
static uint16_t type_of(const struct nlattr *attr)
{
	return attr->nla_type & NLA_TYPE_MASK;
}

static size_t length_of(const struct nlattr *attr)
{
	return (size_t)attr->nla_len - NLA_HDRLEN;
}

static const void *payload_of(const struct nlattr *attr)
{
	return (const char *)attr + NLA_HDRLEN;
}

static const struct nlattr *next_of(const struct nlattr *attr)
{
	return (const void *)((const char *)attr + NLA_ALIGN(attr->nla_len));
}

/* Whether ATTR, which may begin behind END, ends before it. */
static bool attr_fits(const struct nlattr *attr, const void *end)
{
	ptrdiff_t left = (const char *)end - (const char *)attr;

	return left >= NLA_HDRLEN && attr->nla_len >= NLA_HDRLEN && attr->nla_len <= left;
}

static inline int get_number(const struct nlattr *attr, size_t length, void *member, size_t size)
{
	if (length_of(attr) != length)
		return -EBADMSG;
	if (size == length) /* nearly always, and then one instruction */
		memcpy(member, payload_of(attr), length);
	else
		member_store(member, size, member_load(payload_of(attr), length));
	return 0;
}

static int get_bit(const struct nlattr *attr, uint8_t bit, void *member, size_t size)
{
	if (length_of(attr) != sizeof(uint8_t))
		return -EBADMSG;
	if (*(const uint8_t *)payload_of(attr))
		member_store(member, size, member_load(member, size) | bit);
	return 0;
}

static int get_name(const struct nlattr *attr, char *name, size_t size)
{
	const char *payload = payload_of(attr);
	size_t length = strnlen(payload, length_of(attr));

	if (length >= size || length == length_of(attr))
		return -EBADMSG;
	memcpy(name, payload, length);
	name[length] = '\0';
	return 0;
}

static int get_cookie(const struct nlattr *attr, struct l2tp_cookie *cookie)
{
	size_t length = length_of(attr);

	if (length > L2TP_COOKIE_MAX)
		return -EBADMSG;
	cookie->length = (uint8_t)length;
	memcpy(cookie->bytes, payload_of(attr), length);
	return 0;
}

static int get_address(const struct nlattr *attr, bool ipv4, struct l2tp_address *address)
{
	size_t length = ipv4 ? sizeof(address->v4) : sizeof(address->v6);

	if (length_of(attr) != length)
		return -EBADMSG;
	*address = (struct l2tp_address){ .family = ipv4 ? AF_INET : AF_INET6,
					  .prefixlen = ipv4 ? 32 : 128 };
	memcpy(ipv4 ? (void *)&address->v4 : (void *)&address->v6, payload_of(attr), length);
	return 0;
}

static int get_stats(const struct nlattr *nest, struct l2tp_stats *stats)
{
	const char *end = (const char *)payload_of(nest) + length_of(nest);
	const struct nlattr *attr;
	uint8_t place;

	for (attr = payload_of(nest); attr_fits(attr, end); attr = next_of(attr)) {
		place = type_of(attr) < L2TP_COUNTER_NUMBERS ? l2tp_counter_places[type_of(attr)]
							     : 0;
		if (place && get_number(attr, sizeof(uint64_t), (char *)stats + place - 1,
					sizeof(uint64_t)) < 0)
			return -EBADMSG;
	}
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
		member_store(member, row->size, 0);
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

int attributes_get(const struct attribute_table *table, const struct nlmsghdr *message,
		   void *object)
{
	const char *begin = (const char *)message + NLMSG_HDRLEN + GENL_HDRLEN;
	const char *end = (const char *)message + message->nlmsg_len;
	uint32_t fields = *(uint32_t *)object;
	const struct attribute *row;
	const struct nlattr *attr;

	if (end < begin)
		return -EBADMSG;
	for (attr = (const void *)begin; attr_fits(attr, end); attr = next_of(attr)) {
		if (type_of(attr) >= table->count)
			continue;
		row = &table->rows[type_of(attr)];
		if (row->field && get_attribute(attr, row, (char *)object + row->offset) < 0)
			return -EBADMSG;
		fields |= row->field;
	}
	*(uint32_t *)object = fields;
	return (const char *)attr < end ? -EBADMSG : 0;
}
