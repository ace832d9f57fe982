// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bad_netlink_test.c - malformed records are rejected without a crash
 *
 * Records are decoded in memory of their exact size, so that a sanitizer detects overruns. Decoded records are also
 * printed, because their values may be invalid.
 */
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/error.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/netlink/attributes.h"
#include "lib/text/output.h"
#include "lib/text/show.h"
#include "testsuite/unit/sample.h"
#include "testsuite/unit/unit.h"

/* Decode MESSAGE as a tunnel or a session and print it to OUT. */
static int decode(const struct nlmsghdr *message, bool tunnel, struct output *out)
{
	const struct show_options options = { .stats = true, .details = true };
	const struct session_lookup alone = { 0 };
	struct l2tp_session as_session;
	struct l2tp_tunnel as_tunnel;
	struct error err = { 0 };
	int status;

	if (tunnel) {
		status = l2tp_tunnel_decode(message, &as_tunnel, &err);
		if (status == 0)
			l2tp_tunnel_show(&as_tunnel, &options, out);
		return status;
	}
	status = l2tp_session_decode(message, &as_session, &err);
	if (status == 0)
		l2tp_session_show(&as_session, &alone, &options, out);
	return status;
}

/* A valid record. */
static struct nlmsghdr *whole(void *buffer, bool tunnel)
{
	const struct l2tp_tunnel as_tunnel = sample_tunnel(true);
	const struct l2tp_session as_session = sample_session();
	struct nlmsghdr *message = sample_message(buffer);
	struct error err = { 0 };

	if (tunnel)
		attributes_put(&l2tp_tunnel_attributes, &as_tunnel, message, SAMPLE_SIZE, &err);
	else
		attributes_put(&l2tp_session_attributes, &as_session, message, SAMPLE_SIZE, &err);
	sample_put_stats(message);
	return message;
}

static struct output *null_output(FILE *file, bool json)
{
	const struct output_options options = { .json = json };
	struct error err = { 0 };
	struct output *out = NULL;

	output_open(&out, file, &options, &err);
	return out;
}

/* Whether LENGTH is the end of an attribute of MESSAGE, where a truncated message is still valid. */
static bool is_boundary(const struct nlmsghdr *message, uint32_t length)
{
	const struct nlattr *attr;

	if (length == 20)
		return true;
	mnl_attr_for_each(attr, message, sizeof(struct genlmsghdr)) {
		uint32_t end = (uint32_t)((const char *)attr - (const char *)message);

		/* padding after the attribute may be missing */
		if (length >= end + attr->nla_len && length <= end + MNL_ALIGN(attr->nla_len))
			return true;
	}
	return false;
}

static void cut(struct unit *unit, bool tunnel)
{
	_Alignas(struct nlmsghdr) char buffer[SAMPLE_SIZE];
	const struct nlmsghdr *message = whole(buffer, tunnel);
	FILE *file = fopen("/dev/null", "we");
	struct output *out = null_output(file, false);
	struct error err = { 0 };
	uint32_t length;

	CHECK(decode(message, tunnel, out) == 0);
	for (length = NLMSG_HDRLEN; length < message->nlmsg_len; length++) {
		struct nlmsghdr *copy = malloc(length);

		memcpy(copy, message, length);
		copy->nlmsg_len = length;
		unit_about(unit, "%u of %u bytes", length, message->nlmsg_len);
		CHECK(decode(copy, tunnel, out) == -EBADMSG || is_boundary(message, length));
		free(copy);
	}
	CHECK(output_close(out, &err) == 0);
	fclose(file);
}

static void cut_tunnels(struct unit *unit)
{
	cut(unit, true);
}

static void cut_sessions(struct unit *unit)
{
	cut(unit, false);
}

static void flip(struct unit *unit, bool tunnel, bool json)
{
	_Alignas(struct nlmsghdr) char buffer[SAMPLE_SIZE];
	const struct nlmsghdr *message = whole(buffer, tunnel);
	FILE *file = fopen("/dev/null", "we");
	struct output *out = null_output(file, json);
	struct error err = { 0 };
	uint32_t at;
	int bit;

	for (at = NLMSG_HDRLEN; at < message->nlmsg_len; at++)
		for (bit = 0; bit < 9; bit++) {
			char *copy = malloc(message->nlmsg_len);
			int status;

			memcpy(copy, message, message->nlmsg_len);
			copy[at] ^= (char)(bit < 8 ? 1 << bit : 0xff);
			unit_about(unit, "byte %u, bit %d", at, bit);
			status = decode((const struct nlmsghdr *)copy, tunnel, out);
			CHECK(status == 0 || status == -EBADMSG);
			free(copy);
		}
	CHECK(output_close(out, &err) == 0);
	fclose(file);
}

static void flipped(struct unit *unit)
{
	flip(unit, true, false);
	flip(unit, false, false);
	flip(unit, true, true);
	flip(unit, false, true);
}

/* Every attribute with every wrong length. */
static void lengths(struct unit *unit)
{
	const struct {
		bool tunnel;
		uint16_t type;
		uint16_t lengths; /* bit N: length N is valid */
	} cases[] = {
		{ true, L2TP_ATTR_CONN_ID, 1 << 4 },
		{ true, L2TP_ATTR_PROTO_VERSION, 1 << 1 },
		{ true, L2TP_ATTR_ENCAP_TYPE, 1 << 2 },
		{ true, L2TP_ATTR_UDP_SPORT, 1 << 2 },
		{ true, L2TP_ATTR_IP_SADDR, 1 << 4 },
		{ true, L2TP_ATTR_UDP_CSUM, 1 << 1 },
		{ true, L2TP_ATTR_DEBUG, 1 << 4 },
		{ true, L2TP_ATTR_IP6_DADDR, 0 },
		{ false, L2TP_ATTR_SESSION_ID, 1 << 4 },
		{ false, L2TP_ATTR_PW_TYPE, 1 << 2 },
		{ false, L2TP_ATTR_COOKIE, 0x1ff },
		{ false, L2TP_ATTR_PEER_COOKIE, 0x1ff },
		{ false, L2TP_ATTR_RECV_SEQ, 1 << 1 },
		{ false, L2TP_ATTR_LNS_MODE, 1 << 1 },
		{ false, L2TP_ATTR_RECV_TIMEOUT, 1 << 8 },
	};
	_Alignas(struct nlmsghdr) char buffer[SAMPLE_SIZE];
	FILE *file = fopen("/dev/null", "we");
	struct output *out = null_output(file, false);
	struct error err = { 0 };
	size_t i, length;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (length = 0; length < 16; length++) {
			struct nlmsghdr *message = sample_message(buffer);
			bool right = cases[i].lengths >> length & 1;

			mnl_attr_put_u32(message, L2TP_ATTR_CONN_ID, 1);
			mnl_attr_put_u32(message, L2TP_ATTR_SESSION_ID, 1);
			mnl_attr_put(message, cases[i].type, length,
				     "\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1");
			unit_about(unit, "attribute %u of %zu bytes", cases[i].type, length);
			CHECK((decode(message, cases[i].tunnel, out) == 0) == right);
		}
	output_close(out, &err);
	fclose(file);
}

static void names(struct unit *unit)
{
	const struct {
		const char *name;
		size_t length;
		int status;
	} cases[] = {
		{ "a", 2, 0 },
		{ "", 1, 0 },
		{ "", 0, -EBADMSG },	      /* no NUL */
		{ "ab", 2, -EBADMSG },	      /* no NUL */
		{ "fifteen-bytes-x", 16, 0 }, /* IFNAMSIZ with its NUL */
		{ "sixteen-bytes-xx", 17, -EBADMSG },
		{ "a\0behind", 8, 0 },
	};
	_Alignas(struct nlmsghdr) char buffer[SAMPLE_SIZE];
	struct l2tp_session session;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct nlmsghdr *message = sample_message(buffer);
		struct error err = { 0 };

		mnl_attr_put_u32(message, L2TP_ATTR_CONN_ID, 1);
		mnl_attr_put_u32(message, L2TP_ATTR_SESSION_ID, 1);
		mnl_attr_put(message, L2TP_ATTR_IFNAME, cases[i].length, cases[i].name);
		unit_about(unit, "%s of %zu bytes", cases[i].name, cases[i].length);
		CHECK(l2tp_session_decode(message, &session, &err) == cases[i].status);
		if (cases[i].status == 0)
			CHECK_TEXT(session.name, cases[i].name);
		CHECK(!(session.fields & L2TP_SESSION_NAME) == !session.name[0]);
	}
}

static void no_key(struct unit *unit)
{
	_Alignas(struct nlmsghdr) char buffer[SAMPLE_SIZE];
	struct nlmsghdr *message = sample_message(buffer);
	struct l2tp_session session;
	struct l2tp_tunnel tunnel;
	struct error err = { 0 };

	mnl_attr_put_u32(message, L2TP_ATTR_PEER_CONN_ID, 1);
	CHECK(l2tp_tunnel_decode(message, &tunnel, &err) == -EBADMSG);
	CHECK_TEXT(err.text, "no tunnel_id in a tunnel record");
	mnl_attr_put_u32(message, L2TP_ATTR_CONN_ID, 1);
	err = (struct error){ 0 };
	CHECK(l2tp_session_decode(message, &session, &err) == -EBADMSG);
	CHECK_TEXT(err.text, "no tunnel_id and session_id in a session record");
	mnl_attr_put_u16(message, L2TP_ATTR_UDP_SPORT + 1000, 1); /* unknown to current kernels */
	mnl_attr_put_u16(message, L2TP_ATTR_MTU, 1400);
	CHECK(l2tp_tunnel_decode(message, &tunnel, &err) == 0);
	CHECK(tunnel.fields == (L2TP_TUNNEL_ID | L2TP_TUNNEL_PEER_ID));
}

/* Repeated attributes, an address of each family, truncated stats: the last value counts. */
static void contradictions(struct unit *unit)
{
	_Alignas(struct nlmsghdr) char buffer[SAMPLE_SIZE];
	struct nlmsghdr *message = sample_message(buffer);
	struct l2tp_session session;
	struct l2tp_tunnel tunnel;
	struct error err = { 0 };

	mnl_attr_put_u32(message, L2TP_ATTR_CONN_ID, 1);
	mnl_attr_put(message, L2TP_ATTR_IP6_SADDR, 16, "0123456789abcdef");
	mnl_attr_put(message, L2TP_ATTR_IP_SADDR, 4, "\x0a\0\0\1");
	CHECK(l2tp_tunnel_decode(message, &tunnel, &err) == 0);
	CHECK(tunnel.local.family == AF_INET && tunnel.local.prefixlen == 32);
	mnl_attr_put_u32(message, L2TP_ATTR_SESSION_ID, 1);
	mnl_attr_put(message, L2TP_ATTR_COOKIE, 8, "ABCDEFGH");
	mnl_attr_put(message, L2TP_ATTR_COOKIE, 4, "abcd");
	CHECK(l2tp_session_decode(message, &session, &err) == 0);
	CHECK(session.cookie.length == 4 && memcmp(session.cookie.bytes, "abcd", 4) == 0);
	mnl_attr_put(message, L2TP_ATTR_STATS, 3, "\x0c\0\1");
	CHECK(l2tp_session_decode(message, &session, &err) == -EBADMSG);
}

const struct unit_test bad_netlink_tests[] = {
	{ "a tunnel's record that is cut is refused, wherever it is cut", cut_tunnels },
	{ "a session's record that is cut is refused, wherever it is cut", cut_sessions },
	{ "a record with any bit turned is refused or shown", flipped },
	{ "an attribute of a wrong length is refused", lengths },
	{ "a name without its NUL or above 15 bytes is refused", names },
	{ "a record without its ids is refused, an unknown attribute passed over", no_key },
	{ "of attributes that contradict each other the last one counts", contradictions },
	{ NULL, NULL },
};
