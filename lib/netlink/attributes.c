// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * attributes.c - encode and decode netlink attributes of tunnels and sessions
 *
 * Each row maps an attribute to a struct member and its wire format, in both directions. The struct starts with its
 * uint32_t `fields` mask.
 */
#include "lib/netlink/attributes.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <linux/rtnetlink.h>
#include <stdbool.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/member.h"

enum wire {
	WIRE_U8, /* integers in host byte order; the member may have any size */
	WIRE_U16,
	WIRE_U32,
	WIRE_U64,
	WIRE_BIT,      /* u8: nonzero sets `bit` in the member, a bool or a uint8_t */
	WIRE_PRESENCE, /* u8, sent only if the bool is true; when received, its value counts */
	WIRE_FLAG_OFF, /* a flag, present if the bool is false */
	WIRE_NAME,     /* char[IF_NAMESIZE], a string with its NUL */
	WIRE_COOKIE,   /* struct l2tp_cookie */
	WIRE_IPV4,     /* struct l2tp_address of that family, network byte order */
	WIRE_IPV6,
	WIRE_STATS, /* struct l2tp_stats, nested; never sent */
};

struct attribute {
	uint16_t type; /* also the row's index */
	enum wire wire;
	uint8_t bit;	/* for WIRE_BIT; 1 for a bool */
	uint32_t field; /* the member's bit in the mask; 0: unknown attribute */
	size_t offset, size;
};

/* Rows are indexed by attribute number. */
struct attribute_table {
	const char *object; /* "tunnel", "session" */
	const struct attribute *rows;
	size_t count;
};

/* clang-format off */
#define TUNNEL_ROW(number, form, bits, member) \
	[number] = { .type = (number), .wire = (form), .bit = 1, .field = (bits), \
		     MEMBER(struct l2tp_tunnel, member) }
#define SESSION_ROW(number, form, bits, member) \
	[number] = { .type = (number), .wire = (form), .bit = 1, .field = (bits), \
		     MEMBER(struct l2tp_session, member) }
#define SEQ_ROW(number, flag) \
	[number] = { .type = (number), .wire = WIRE_BIT, .bit = (flag), \
		     .field = L2TP_SESSION_SEQ, MEMBER(struct l2tp_session, seq) }
/* clang-format on */

/* net/l2tp/l2tp_netlink.c: l2tp_nl_cmd_tunnel_create, l2tp_nl_tunnel_send */
static const struct attribute tunnel_rows[] = {
	TUNNEL_ROW(L2TP_ATTR_CONN_ID, WIRE_U32, L2TP_TUNNEL_ID, tunnel_id),
	TUNNEL_ROW(L2TP_ATTR_PEER_CONN_ID, WIRE_U32, L2TP_TUNNEL_PEER_ID, peer_tunnel_id),
	TUNNEL_ROW(L2TP_ATTR_PROTO_VERSION, WIRE_U8, L2TP_TUNNEL_VERSION, version),
	TUNNEL_ROW(L2TP_ATTR_ENCAP_TYPE, WIRE_U16, L2TP_TUNNEL_ENCAP, encap),
	TUNNEL_ROW(L2TP_ATTR_IP_SADDR, WIRE_IPV4, L2TP_TUNNEL_LOCAL, local),
	TUNNEL_ROW(L2TP_ATTR_IP_DADDR, WIRE_IPV4, L2TP_TUNNEL_REMOTE, remote),
	TUNNEL_ROW(L2TP_ATTR_IP6_SADDR, WIRE_IPV6, L2TP_TUNNEL_LOCAL, local),
	TUNNEL_ROW(L2TP_ATTR_IP6_DADDR, WIRE_IPV6, L2TP_TUNNEL_REMOTE, remote),
	TUNNEL_ROW(L2TP_ATTR_UDP_SPORT, WIRE_U16, L2TP_TUNNEL_UDP_SPORT, udp_sport),
	TUNNEL_ROW(L2TP_ATTR_UDP_DPORT, WIRE_U16, L2TP_TUNNEL_UDP_DPORT, udp_dport),
	TUNNEL_ROW(L2TP_ATTR_UDP_CSUM, WIRE_PRESENCE, L2TP_TUNNEL_UDP_CSUM, udp_csum),
	TUNNEL_ROW(L2TP_ATTR_UDP_ZERO_CSUM6_TX, WIRE_FLAG_OFF, L2TP_TUNNEL_UDP6_CSUM_TX,
		   udp6_csum_tx),
	TUNNEL_ROW(L2TP_ATTR_UDP_ZERO_CSUM6_RX, WIRE_FLAG_OFF, L2TP_TUNNEL_UDP6_CSUM_RX,
		   udp6_csum_rx),
	TUNNEL_ROW(L2TP_ATTR_DEBUG, WIRE_U32, L2TP_TUNNEL_DEBUG, debug),
	TUNNEL_ROW(L2TP_ATTR_STATS, WIRE_STATS, L2TP_TUNNEL_STATS, stats),
};

const struct attribute_table l2tp_tunnel_attributes = {
	"tunnel", tunnel_rows, sizeof(tunnel_rows) / sizeof(tunnel_rows[0])
};

/* net/l2tp/l2tp_netlink.c: l2tp_nl_cmd_session_create, l2tp_nl_session_send */
static const struct attribute session_rows[] = {
	SESSION_ROW(L2TP_ATTR_CONN_ID, WIRE_U32, L2TP_SESSION_TUNNEL_ID, tunnel_id),
	SESSION_ROW(L2TP_ATTR_PEER_CONN_ID, WIRE_U32, L2TP_SESSION_PEER_TUNNEL_ID, peer_tunnel_id),
	SESSION_ROW(L2TP_ATTR_SESSION_ID, WIRE_U32, L2TP_SESSION_ID, session_id),
	SESSION_ROW(L2TP_ATTR_PEER_SESSION_ID, WIRE_U32, L2TP_SESSION_PEER_ID, peer_session_id),
	SESSION_ROW(L2TP_ATTR_PW_TYPE, WIRE_U16, L2TP_SESSION_PWTYPE, pwtype),
	SESSION_ROW(L2TP_ATTR_IFNAME, WIRE_NAME, L2TP_SESSION_NAME, name),
	SESSION_ROW(L2TP_ATTR_COOKIE, WIRE_COOKIE, L2TP_SESSION_COOKIE, cookie),
	SESSION_ROW(L2TP_ATTR_PEER_COOKIE, WIRE_COOKIE, L2TP_SESSION_PEER_COOKIE, peer_cookie),
	SESSION_ROW(L2TP_ATTR_L2SPEC_TYPE, WIRE_U8, L2TP_SESSION_L2SPEC_TYPE, l2spec_type),
	SEQ_ROW(L2TP_ATTR_SEND_SEQ, L2TP_SEQ_SEND),
	SEQ_ROW(L2TP_ATTR_RECV_SEQ, L2TP_SEQ_RECV),
	SESSION_ROW(L2TP_ATTR_LNS_MODE, WIRE_BIT, L2TP_SESSION_LNS_MODE, lns_mode),
	SESSION_ROW(L2TP_ATTR_RECV_TIMEOUT, WIRE_U64, L2TP_SESSION_REORDER_TIMEOUT,
		    reorder_timeout),
	SESSION_ROW(L2TP_ATTR_USING_IPSEC, WIRE_BIT, L2TP_SESSION_USING_IPSEC, using_ipsec),
	SESSION_ROW(L2TP_ATTR_DEBUG, WIRE_U32, L2TP_SESSION_DEBUG, debug),
	SESSION_ROW(L2TP_ATTR_STATS, WIRE_STATS, L2TP_SESSION_STATS, stats),
};

const struct attribute_table l2tp_session_attributes = {
	"session", session_rows, sizeof(session_rows) / sizeof(session_rows[0])
};

static bool put_attribute(struct nlmsghdr *message, size_t size, const struct attribute *row,
			  const void *member)
{
	const struct l2tp_address *address = member;
	const struct l2tp_cookie *cookie = member;
	uint64_t number = 0;

	if (row->wire <= WIRE_FLAG_OFF)
		number = member_load(member, row->size);
	switch (row->wire) {
	case WIRE_U8:
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
		return mnl_attr_put_check(message, size, row->type, cookie->length, cookie->bytes);
	case WIRE_IPV4:
		return address->family != AF_INET ||
		       mnl_attr_put_check(message, size, row->type, 4, &address->v4);
	case WIRE_IPV6:
		return address->family != AF_INET6 ||
		       mnl_attr_put_check(message, size, row->type, 16, &address->v6);
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
 * Read with the rtnetlink(3) macros instead of libmnl, which makes five calls for each attribute: a dump of 20,000
 * sessions has 400,000 attributes.
 */
static uint16_t attribute_type(const struct rtattr *attr)
{
	return attr->rta_type & NLA_TYPE_MASK;
}

static inline int get_number(const struct rtattr *attr, size_t length, void *member, size_t size)
{
	if (RTA_PAYLOAD(attr) != length)
		return -EBADMSG;
	if (size == length) /* the common case, a single instruction */
		memcpy(member, RTA_DATA(attr), length);
	else
		member_store(member, size, member_load(RTA_DATA(attr), length));
	return 0;
}

static int get_name(const struct rtattr *attr, char *name, size_t size)
{
	const char *payload = RTA_DATA(attr);
	size_t length = strnlen(payload, RTA_PAYLOAD(attr));

	if (length >= size || length == RTA_PAYLOAD(attr))
		return -EBADMSG;
	memcpy(name, payload, length);
	name[length] = '\0';
	return 0;
}

static int get_address(const struct rtattr *attr, bool ipv4, struct l2tp_address *address)
{
	size_t length = ipv4 ? sizeof(address->v4) : sizeof(address->v6);

	if (RTA_PAYLOAD(attr) != length)
		return -EBADMSG;
	*address = (struct l2tp_address){ .family = ipv4 ? AF_INET : AF_INET6,
					  .prefixlen = ipv4 ? 32 : 128 };
	memcpy(ipv4 ? (void *)&address->v4 : (void *)&address->v6, RTA_DATA(attr), length);
	return 0;
}

static int get_stats(const struct rtattr *nest, struct l2tp_stats *stats)
{
	int left = (int)RTA_PAYLOAD(nest);
	const struct rtattr *attr;
	uint16_t type;
	uint8_t place;

	for (attr = RTA_DATA(nest); RTA_OK(attr, left); attr = RTA_NEXT(attr, left)) {
		type = attribute_type(attr);
		place = type < L2TP_COUNTER_NUMBERS ? l2tp_counter_places[type] : 0;
		if (place && get_number(attr, sizeof(uint64_t), (char *)stats + place - 1,
					sizeof(uint64_t)) < 0)
			return -EBADMSG;
	}
	return left > 0 ? -EBADMSG : 0;
}

static int get_attribute(const struct rtattr *attr, const struct attribute *row, void *member)
{
	const uint8_t *payload = RTA_DATA(attr);
	struct l2tp_cookie *cookie = member;
	size_t length = RTA_PAYLOAD(attr);

	switch (row->wire) {
	case WIRE_U8:
		return get_number(attr, sizeof(uint8_t), member, row->size);
	case WIRE_U16:
		return get_number(attr, sizeof(uint16_t), member, row->size);
	case WIRE_U32:
		return get_number(attr, sizeof(uint32_t), member, row->size);
	case WIRE_U64:
		return get_number(attr, sizeof(uint64_t), member, row->size);
	case WIRE_PRESENCE:
	case WIRE_BIT:
		if (length != sizeof(*payload))
			return -EBADMSG;
		if (*payload)
			*(uint8_t *)member |= row->bit;
		return 0;
	case WIRE_FLAG_OFF:
		return 0; /* the struct is zeroed, so the bool is false already */
	case WIRE_NAME:
		return get_name(attr, member, row->size);
	case WIRE_COOKIE:
		if (length > L2TP_COOKIE_MAX)
			return -EBADMSG;
		cookie->length = (uint8_t)length;
		memcpy(cookie->bytes, payload, length);
		return 0;
	case WIRE_IPV4:
	case WIRE_IPV6:
		return get_address(attr, row->wire == WIRE_IPV4, member);
	case WIRE_STATS:
		return get_stats(attr, member);
	}
	return -EBADMSG;
}

/*
 * Decode the attributes of MESSAGE, after its genetlink header, to OBJECT, a zeroed struct. Unknown attributes are
 * ignored. Returns 0, or -EBADMSG if an attribute has a wrong length or exceeds the message.
 */
static int attributes_get(const struct attribute_table *table, const struct nlmsghdr *message,
			  void *object)
{
	const struct rtattr *attr =
		(const void *)((const char *)message + NLMSG_HDRLEN + GENL_HDRLEN);
	int left = (int)(message->nlmsg_len - NLMSG_HDRLEN - GENL_HDRLEN);
	uint32_t fields = *(uint32_t *)object;
	const struct attribute *row;

	if (left < 0)
		return -EBADMSG;
	for (; RTA_OK(attr, left); attr = RTA_NEXT(attr, left)) {
		if (attribute_type(attr) >= table->count)
			continue;
		row = &table->rows[attribute_type(attr)];
		if (row->field && get_attribute(attr, row, (char *)object + row->offset) < 0)
			return -EBADMSG;
		fields |= row->field;
	}
	*(uint32_t *)object = fields;
	return left > 0 ? -EBADMSG : 0;
}

/* Over IPv6 the kernel sends a flag for a disabled checksum and nothing for an enabled one. */
static void decode_absent_checksums(struct l2tp_tunnel *tunnel)
{
	if (tunnel->encap != L2TP_ENCAPTYPE_UDP || !l2tp_tunnel_is_ipv6(tunnel))
		return;
	tunnel->udp6_csum_tx = !(tunnel->fields & L2TP_TUNNEL_UDP6_CSUM_TX);
	tunnel->udp6_csum_rx = !(tunnel->fields & L2TP_TUNNEL_UDP6_CSUM_RX);
	tunnel->fields |= L2TP_TUNNEL_UDP6_CSUM_TX | L2TP_TUNNEL_UDP6_CSUM_RX;
}

int l2tp_tunnel_decode(const struct nlmsghdr *message, struct l2tp_tunnel *tunnel,
		       struct error *err)
{
	memset(tunnel, 0, sizeof(*tunnel));
	if (attributes_get(&l2tp_tunnel_attributes, message, tunnel) < 0)
		return error_set(err, -EBADMSG, "bad attribute in a tunnel record");
	if (!(tunnel->fields & L2TP_TUNNEL_ID))
		return error_set(err, -EBADMSG, "no tunnel_id in a tunnel record");
	decode_absent_checksums(tunnel);
	return 0;
}

int l2tp_session_decode(const struct nlmsghdr *message, struct l2tp_session *session,
			struct error *err)
{
	const uint32_t key = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID;

	memset(session, 0, sizeof(*session));
	if (attributes_get(&l2tp_session_attributes, message, session) < 0)
		return error_set(err, -EBADMSG, "bad attribute in a session record");
	if ((session->fields & key) != key)
		return error_set(err, -EBADMSG, "no tunnel_id and session_id in a session record");
	session->fields |= L2TP_SESSION_REORDER_TIMEOUT; /* the kernel omits a zero */
	if (!session->cookie.length)
		session->fields &= ~(uint32_t)L2TP_SESSION_COOKIE;
	if (!session->peer_cookie.length)
		session->fields &= ~(uint32_t)L2TP_SESSION_PEER_COOKIE;
	if (!session->name[0])
		session->fields &= ~(uint32_t)L2TP_SESSION_NAME;
	return 0;
}
