// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * netlink_test.c - encoding and decoding, each field alone and all together
 */
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/error.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/netlink/attributes.h"
#include "lib/netlink/interface.h"
#include "lib/netlink/receive.h"
#include "lib/text/keyword.h"
#include "lib/text/object_keywords.h"
#include "testsuite/unit/sample.h"
#include "testsuite/unit/unit.h"

/* Encode SENT and decode it to *GOT, whose earlier content must be replaced. */
static bool send_tunnel(const struct l2tp_tunnel *sent, struct l2tp_tunnel *got, bool stats)
{
	_Alignas(struct nlmsghdr) char buffer[SAMPLE_SIZE];
	struct nlmsghdr *message = sample_message(buffer);
	struct error err = { 0 };

	if (attributes_put(&l2tp_tunnel_attributes, sent, message, SAMPLE_SIZE, &err) < 0)
		return false;
	if (stats)
		sample_put_stats(message);
	memset(got, 0xa5, sizeof(*got));
	return l2tp_tunnel_decode(message, got, &err) == 0;
}

static bool send_session(const struct l2tp_session *sent, struct l2tp_session *got, bool stats)
{
	_Alignas(struct nlmsghdr) char buffer[SAMPLE_SIZE];
	struct nlmsghdr *message = sample_message(buffer);
	struct error err = { 0 };

	if (attributes_put(&l2tp_session_attributes, sent, message, SAMPLE_SIZE, &err) < 0)
		return false;
	if (stats)
		sample_put_stats(message);
	memset(got, 0xa5, sizeof(*got));
	return l2tp_session_decode(message, got, &err) == 0;
}

static void check_tunnel(struct unit *unit, const struct l2tp_tunnel *sent, uint32_t fields)
{
	struct l2tp_tunnel got;

	unit_about(unit, "family %u, fields %x", sent->local.family, sent->fields);
	CHECK(send_tunnel(sent, &got, false));
	CHECK(got.fields == fields);
	CHECK(keywords_match(&tunnel_keywords, sent, &got));
}

static void tunnel_fields(struct unit *unit)
{
	struct l2tp_tunnel v4 = sample_tunnel(false), v6 = sample_tunnel(true), one;
	const uint32_t csum6 = L2TP_TUNNEL_UDP6_CSUM_TX | L2TP_TUNNEL_UDP6_CSUM_RX;
	uint32_t bit;

	check_tunnel(unit, &v4, v4.fields);
	check_tunnel(unit, &v6, v6.fields);
	for (bit = 1; bit < L2TP_TUNNEL_STATS; bit <<= 1) {
		one = v4;
		one.fields = L2TP_TUNNEL_ID | bit;
		if (v4.fields & bit)
			check_tunnel(unit, &one, one.fields);
		one = v6;
		one.fields = L2TP_TUNNEL_ID | bit;
		if (bit & (L2TP_TUNNEL_LOCAL | L2TP_TUNNEL_REMOTE))
			check_tunnel(unit, &one, one.fields | csum6);
	}
}

/* The checksum attributes in requests: net/l2tp/l2tp_netlink.c checks only their presence. */
static void checksum_switches(struct unit *unit)
{
	struct l2tp_tunnel sent = sample_tunnel(false), got;
	unsigned int bits;

	sent.udp_csum = false;
	CHECK(send_tunnel(&sent, &got, false));
	CHECK(!(got.fields & L2TP_TUNNEL_UDP_CSUM) && !got.udp_csum);
	sent = sample_tunnel(true);
	for (bits = 0; bits < 4; bits++) {
		unit_about(unit, "tx %u, rx %u", bits & 1, bits >> 1);
		sent.udp6_csum_tx = bits & 1;
		sent.udp6_csum_rx = bits & 2;
		CHECK(send_tunnel(&sent, &got, false));
		CHECK(got.udp6_csum_tx == sent.udp6_csum_tx);
		CHECK(got.udp6_csum_rx == sent.udp6_csum_rx);
	}
	sent.fields &= ~(uint32_t)(L2TP_TUNNEL_UDP6_CSUM_TX | L2TP_TUNNEL_UDP6_CSUM_RX);
	CHECK(send_tunnel(&sent, &got, false));
	CHECK(got.udp6_csum_tx && got.udp6_csum_rx);
	CHECK(got.fields & L2TP_TUNNEL_UDP6_CSUM_TX && got.fields & L2TP_TUNNEL_UDP6_CSUM_RX);
	sent.encap = L2TP_ENCAPTYPE_IP;
	CHECK(send_tunnel(&sent, &got, false));
	CHECK(!(got.fields & (L2TP_TUNNEL_UDP6_CSUM_TX | L2TP_TUNNEL_UDP6_CSUM_RX)));
}

/* Records, unlike requests, disable a checksum by a value. */
static void checksum_received(struct unit *unit)
{
	_Alignas(struct nlmsghdr) char buffer[SAMPLE_SIZE];
	struct error err = { 0 };
	struct l2tp_tunnel got;
	uint8_t value;

	for (value = 0; value < 2; value++) {
		struct nlmsghdr *message = sample_message(buffer);

		unit_about(unit, "value %u", value);
		mnl_attr_put_u32(message, L2TP_ATTR_CONN_ID, 1);
		mnl_attr_put_u8(message, L2TP_ATTR_UDP_CSUM, value);
		CHECK(l2tp_tunnel_decode(message, &got, &err) == 0);
		CHECK(got.fields & L2TP_TUNNEL_UDP_CSUM && got.udp_csum == value);
	}
}

static void check_session(struct unit *unit, const struct l2tp_session *sent)
{
	struct l2tp_session got;

	unit_about(unit, "fields %x", sent->fields);
	CHECK(send_session(sent, &got, false));
	/* the kernel omits a timeout of zero */
	CHECK(got.fields == (sent->fields | L2TP_SESSION_REORDER_TIMEOUT));
	CHECK(keywords_match(&session_keywords, sent, &got));
	if (sent->fields & L2TP_SESSION_USING_IPSEC)
		CHECK(got.using_ipsec == sent->using_ipsec);
}

static void session_fields(struct unit *unit)
{
	struct l2tp_session all = sample_session(), one;
	uint32_t bit;

	check_session(unit, &all);
	for (bit = 1; bit < L2TP_SESSION_STATS; bit <<= 1) {
		one = all;
		one.fields = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID | bit;
		check_session(unit, &one);
	}
}

static void session_values(struct unit *unit)
{
	struct l2tp_session session = sample_session(), got;

	for (session.seq = 0; session.seq < 4; session.seq++)
		check_session(unit, &session);
	session.seq = 0;
	session.lns_mode = session.using_ipsec = false;
	session.reorder_timeout = 0;
	session.debug = 0;
	session.cookie = (struct l2tp_cookie){ .length = 8 };
	session.name[1] = '\0';
	memset(session.name + 2, 0, sizeof(session.name) - 2);
	check_session(unit, &session);
	session.fields &= ~(uint32_t)L2TP_SESSION_NAME;
	CHECK(send_session(&session, &got, false) && !got.name[0]);
}

static void stats(struct unit *unit)
{
	struct l2tp_tunnel sent_tunnel = sample_tunnel(false), tunnel;
	struct l2tp_session sent_session = sample_session(), session;

	CHECK(send_tunnel(&sent_tunnel, &tunnel, true));
	CHECK(tunnel.fields & L2TP_TUNNEL_STATS && sample_has_stats(&tunnel.stats));
	CHECK(send_session(&sent_session, &session, true));
	CHECK(session.fields & L2TP_SESSION_STATS && sample_has_stats(&session.stats));
	tunnel.fields = L2TP_TUNNEL_ID | L2TP_TUNNEL_STATS;
	CHECK(send_tunnel(&tunnel, &sent_tunnel, false)); /* stats are never sent */
	CHECK(sent_tunnel.fields == L2TP_TUNNEL_ID);
}

/* Numbers in host byte order, addresses in network byte order, names with their NUL. */
static void wire_forms(struct unit *unit)
{
	_Alignas(struct nlmsghdr) char buffer[SAMPLE_SIZE];
	struct nlmsghdr *message = sample_message(buffer);
	const struct l2tp_tunnel tunnel = sample_tunnel(false);
	const struct l2tp_session session = sample_session();
	const struct nlattr *attr;
	struct error err = { 0 };
	unsigned int seen = 0;

	CHECK(attributes_put(&l2tp_tunnel_attributes, &tunnel, message, SAMPLE_SIZE, &err) == 0);
	mnl_attr_for_each(attr, message, sizeof(struct genlmsghdr)) {
		unsigned int length = mnl_attr_get_payload_len(attr);

		if (mnl_attr_get_type(attr) == L2TP_ATTR_IP_SADDR)
			seen += length == 4 && !memcmp(mnl_attr_get_payload(attr), "\x0a\0\0\1", 4);
		if (mnl_attr_get_type(attr) == L2TP_ATTR_UDP_SPORT)
			seen += length == 2 && mnl_attr_get_u16(attr) == 0x1234;
		CHECK(mnl_attr_get_type(attr) != L2TP_ATTR_IP6_SADDR);
	}
	message = sample_message(buffer);
	CHECK(attributes_put(&l2tp_session_attributes, &session, message, SAMPLE_SIZE, &err) == 0);
	mnl_attr_for_each(attr, message, sizeof(struct genlmsghdr)) {
		unsigned int length = mnl_attr_get_payload_len(attr);

		if (mnl_attr_get_type(attr) == L2TP_ATTR_IFNAME)
			seen += length == 16 && mnl_attr_get_str(attr)[15] == '\0';
		if (mnl_attr_get_type(attr) == L2TP_ATTR_COOKIE)
			seen += length == 4;
		if (mnl_attr_get_type(attr) == L2TP_ATTR_RECV_TIMEOUT)
			seen += length == 8 && mnl_attr_get_u64(attr) == 1500;
	}
	CHECK(seen == 5);
}

/* Every insufficient size is an error, and nothing is written past the buffer. */
static void no_room(struct unit *unit)
{
	_Alignas(struct nlmsghdr) char buffer[SAMPLE_SIZE];
	const struct l2tp_session session = sample_session();
	struct error err = { 0 };
	struct nlmsghdr *message = sample_message(buffer);
	uint32_t whole, size;

	CHECK(attributes_put(&l2tp_session_attributes, &session, message, SAMPLE_SIZE, &err) == 0);
	whole = message->nlmsg_len;
	for (size = 20; size < whole; size++) {
		message = sample_message(buffer);
		err = (struct error){ 0 };
		unit_about(unit, "%u of %u bytes", size, whole);
		CHECK(attributes_put(&l2tp_session_attributes, &session, message, size, &err) ==
		      -EMSGSIZE);
		CHECK_TEXT(err.text, "the session does not fit a message");
		CHECK(message->nlmsg_len <= size && !buffer[size]);
	}
	message = sample_message(buffer);
	CHECK(attributes_put(&l2tp_session_attributes, &session, message, whole, &err) == 0);
}

/* An interface of KIND, or NULL for none, in a message of TYPE. */
static bool is_ppp(uint16_t type, const char *kind)
{
	_Alignas(struct nlmsghdr) char buffer[SAMPLE_SIZE] = { 0 };
	struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
	struct nlattr *nest;

	message->nlmsg_type = type;
	mnl_nlmsg_put_extra_header(message, sizeof(struct ifinfomsg));
	mnl_attr_put_strz(message, IFLA_IFNAME, "ppp0");
	nest = mnl_attr_nest_start(message, IFLA_LINKINFO);
	mnl_attr_put(message, IFLA_INFO_DATA, 0, NULL);
	if (kind)
		mnl_attr_put_strz(message, IFLA_INFO_KIND, kind);
	mnl_attr_nest_end(message, nest);
	return interface_is_ppp(message);
}

static void ppp_interface(struct unit *unit)
{
	_Alignas(struct nlmsghdr) char buffer[SAMPLE_SIZE] = { 0 };
	struct nlmsghdr *empty = mnl_nlmsg_put_header(buffer);

	CHECK(is_ppp(RTM_NEWLINK, "ppp"));
	CHECK(!is_ppp(RTM_NEWLINK, "pppx"));
	CHECK(!is_ppp(RTM_NEWLINK, "pp"));
	CHECK(!is_ppp(RTM_NEWLINK, ""));
	CHECK(!is_ppp(RTM_NEWLINK, NULL));
	CHECK(!is_ppp(RTM_DELLINK, "ppp"));
	empty->nlmsg_type = RTM_NEWLINK;
	CHECK(!interface_is_ppp(empty));
}

/* Acknowledgements with the text "No", and the text read from them. */
static const struct {
	const char *wanted;
	uint16_t flags;
	uint32_t length; /* of the request, according to the acknowledgement */
	size_t sent;	 /* bytes of the request after its header */
	size_t text;	 /* bytes of the text: 3 with its NUL */
	uint32_t cut;	 /* bytes subtracted from the message's length */
	uint32_t lost;	 /* bytes of the message not received */
} acknowledgements[] = {
	{ "No", NLM_F_ACK_TLVS | NLM_F_CAPPED, 36, 0, 3, 0, 0 },
	{ "No", NLM_F_ACK_TLVS, 36, 20, 3, 0, 0 },
	{ "", NLM_F_CAPPED, 36, 0, 3, 0, 0 },
	{ "", NLM_F_ACK_TLVS | NLM_F_CAPPED, 36, 0, 2, 0, 0 },
	{ "", NLM_F_ACK_TLVS | NLM_F_CAPPED, 36, 0, 3, 4, 0 },
	{ "", NLM_F_ACK_TLVS | NLM_F_CAPPED, 36, 0, 3, 0, 1 },
	{ "", NLM_F_ACK_TLVS, 15, 0, 3, 0, 0 },
	{ "", NLM_F_ACK_TLVS, 4000, 0, 3, 0, 0 },
	{ "", NLM_F_ACK_TLVS, UINT32_MAX, 0, 3, 0, 0 },
	{ "", NLM_F_ACK_TLVS | NLM_F_CAPPED, 36, 0, 3, 32, 0 }, /* incomplete struct nlmsgerr */
};

static void extack(struct unit *unit)
{
	_Alignas(struct nlmsghdr) char buffer[SAMPLE_SIZE];
	struct nlmsghdr *message;
	struct nlmsgerr *report;
	size_t i;

	for (i = 0; i < sizeof(acknowledgements) / sizeof(*acknowledgements); i++) {
		memset(buffer, 0, sizeof(buffer));
		message = mnl_nlmsg_put_header(buffer);
		message->nlmsg_type = NLMSG_ERROR;
		message->nlmsg_flags = acknowledgements[i].flags;
		report = mnl_nlmsg_put_extra_header(message, sizeof(*report));
		report->msg.nlmsg_len = acknowledgements[i].length;
		if (acknowledgements[i].sent)
			mnl_nlmsg_put_extra_header(message, acknowledgements[i].sent);
		mnl_attr_put_u32(message, NLMSGERR_ATTR_OFFS, 0);
		mnl_attr_put(message, NLMSGERR_ATTR_MSG, acknowledgements[i].text, "No");
		message->nlmsg_len -= acknowledgements[i].cut;
		CHECK_TEXT(extack_text(message, message->nlmsg_len - acknowledgements[i].lost),
			   acknowledgements[i].wanted);
	}
}

const struct unit_test netlink_tests[] = {
	{ "each field of a tunnel comes back from a message, alone and with all", tunnel_fields },
	{ "checksum switches are sent as the kernel reads them", checksum_switches },
	{ "a checksum switch that is received counts by its value", checksum_received },
	{ "each field of a session comes back from a message, alone and with all", session_fields },
	{ "a session's zero values and sequence bits come back", session_values },
	{ "every counter is read and none is sent", stats },
	{ "attributes have the length and the byte order of the kernel's", wire_forms },
	{ "a record that does not fit its message is refused", no_room },
	{ "a PPP interface is one of that kind, whatever its name", ppp_interface },
	{ "the kernel's own words are read from an acknowledgement that holds them whole", extack },
	{ NULL, NULL },
};
