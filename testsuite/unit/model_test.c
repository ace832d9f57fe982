// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_test.c - header sizes and mirrored objects
 */
#include <limits.h>
#include <netinet/in.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/error.h"
#include "lib/base/escape.h"
#include "lib/model/address.h"
#include "lib/model/link.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/text/address_value.h"
#include "testsuite/unit/unit.h"

/* Interface MTUs chosen by Linux 6.1 and 6.12 on a path with MTU 1500. */
static void overheads(struct unit *unit)
{
	static const struct {
		uint16_t encap;
		uint8_t l2spec, cookie;
		uint32_t ipv4, ipv6;
	} cases[] = {
		{ L2TP_ENCAPTYPE_UDP, 1, 0, 1446, 1426 }, { L2TP_ENCAPTYPE_UDP, 1, 4, 1442, 1422 },
		{ L2TP_ENCAPTYPE_UDP, 1, 8, 1438, 1418 }, { L2TP_ENCAPTYPE_UDP, 0, 0, 1450, 1430 },
		{ L2TP_ENCAPTYPE_UDP, 0, 4, 1446, 1426 }, { L2TP_ENCAPTYPE_IP, 1, 0, 1458, 1438 },
		{ L2TP_ENCAPTYPE_IP, 1, 8, 1450, 1430 },  { L2TP_ENCAPTYPE_IP, 0, 0, 1462, 1442 },
		{ L2TP_ENCAPTYPE_IP, 0, 4, 1458, 1438 },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct l2tp_tunnel tunnel = { .version = 3, .encap = cases[i].encap };
		const struct l2tp_session session = { .l2spec_type = cases[i].l2spec,
						      .cookie.length = cases[i].cookie };

		unit_about(unit, "encap %u, l2spec %u, cookie %u", cases[i].encap, cases[i].l2spec,
			   cases[i].cookie);
		tunnel.remote.family = AF_INET;
		CHECK(l2tp_default_mtu(&tunnel, &session, 1500) == cases[i].ipv4);
		tunnel.remote.family = AF_INET6;
		CHECK(l2tp_default_mtu(&tunnel, &session, 1500) == cases[i].ipv6);
	}
}

static void version_2(struct unit *unit)
{
	struct l2tp_tunnel tunnel = { .version = 2, .remote.family = AF_INET };
	struct l2tp_session session = { .pwtype = L2TP_PWTYPE_PPP };

	CHECK(l2tp_overhead(&tunnel, &session) == 34);
	session.seq = L2TP_SEQ_SEND;
	CHECK(l2tp_overhead(&tunnel, &session) == 38);
}

static struct l2tp_address network(const char *text)
{
	struct l2tp_address address = { 0 };
	struct error err = { 0 };

	value_network.parse(&value_network, text, &address, sizeof(address), &err);
	return address;
}

static void tunnels(struct unit *unit)
{
	struct l2tp_tunnel tunnel = { .fields = L2TP_TUNNEL_ID | L2TP_TUNNEL_UDP6_CSUM_TX,
				      .tunnel_id = 1,
				      .peer_tunnel_id = 2,
				      .udp_sport = 3,
				      .udp_dport = 4,
				      .udp6_csum_rx = true,
				      .local = network("fd00::1"),
				      .remote = network("fd00::2") };
	struct l2tp_tunnel before = tunnel;

	l2tp_tunnel_mirror(&tunnel);
	CHECK(tunnel.fields == (L2TP_TUNNEL_ID | L2TP_TUNNEL_UDP6_CSUM_RX));
	CHECK(tunnel.tunnel_id == 2 && tunnel.peer_tunnel_id == 1);
	CHECK(tunnel.udp_sport == 4 && tunnel.udp_dport == 3);
	CHECK(tunnel.udp6_csum_tx && !tunnel.udp6_csum_rx);
	CHECK(l2tp_address_match(&before.remote, &tunnel.local));
	l2tp_tunnel_mirror(&tunnel);
	CHECK(memcmp(&tunnel, &before, sizeof(tunnel)) == 0);
}

static void sessions(struct unit *unit)
{
	struct l2tp_session session = { .fields = L2TP_SESSION_ID | L2TP_SESSION_COOKIE |
						  L2TP_SESSION_SEQ,
					.tunnel_id = 1,
					.peer_tunnel_id = 2,
					.session_id = 3,
					.peer_session_id = 4,
					.cookie = { .length = 4, .bytes = { 1, 2, 3, 4 } },
					.seq = L2TP_SEQ_SEND };
	struct l2tp_session before = session;

	l2tp_session_mirror(&session);
	CHECK(session.fields == (L2TP_SESSION_ID | L2TP_SESSION_PEER_COOKIE | L2TP_SESSION_SEQ));
	CHECK(session.tunnel_id == 2 && session.session_id == 4 && session.peer_session_id == 3);
	CHECK(session.cookie.length == 0 && session.peer_cookie.bytes[3] == 4);
	CHECK(session.seq == L2TP_SEQ_RECV);
	l2tp_session_mirror(&session);
	CHECK(memcmp(&session, &before, sizeof(session)) == 0);
}

static void addresses(struct unit *unit)
{
	static const struct {
		const char *local, *peer, *mirror;
	} cases[] = {
		{ "10.5.1.1/32", "10.5.1.2/32", "10.5.1.2/32 peer 10.5.1.1" },
		{ "10.5.1.1/32", "10.5.1.2/24", "10.5.1.2/32 peer 10.5.1.1/24" },
		{ "fd05::1/128", "fd05::2/64", "fd05::2/128 peer fd05::1/64" },
		{ "10.5.1.1/30", NULL, "10.5.1.2/30" },
		{ "10.5.1.6/30", NULL, "10.5.1.5/30" },
		{ "10.5.1.4/30", NULL, NULL },
		{ "10.5.1.7/30", NULL, NULL },
		{ "10.5.1.4/31", NULL, "10.5.1.5/31" },
		{ "10.5.1.255/31", NULL, "10.5.1.254/31" },
		{ "fd05::1/127", NULL, "fd05::/127" },
		{ "fd05::1/126", NULL, NULL },
		{ "fd05::1/30", NULL, NULL },
		{ "10.5.1.1/24", NULL, NULL },
		{ "10.5.1.1/32", NULL, NULL },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct link_address address = { .local = network(cases[i].local) }, before;
		char text[TEXT_SIZE];

		unit_about(unit, "%s", cases[i].local);
		if (cases[i].peer)
			address.peer = network(cases[i].peer);
		before = address;
		CHECK(link_address_mirror(&address) == (cases[i].mirror != NULL));
		if (!cases[i].mirror) {
			CHECK(link_address_equal(&address, &before));
			continue;
		}
		link_address_print(&address, text);
		CHECK_TEXT(text, cases[i].mirror);
		CHECK(link_address_mirror(&address) && link_address_equal(&address, &before));
	}
}

/* kernel/time/time.c, msecs_to_jiffies and jiffies_to_msecs on 64 bits; net/l2tp keeps the ticks in an int. */
static uint32_t kernel_reports(uint32_t timeout, unsigned int hz)
{
	const unsigned long max_jiffy_offset = (LONG_MAX >> 1) - 1;
	unsigned long ticks;

	if ((int32_t)timeout < 0)
		ticks = max_jiffy_offset;
	else if (1000 % hz == 0)
		ticks = (timeout + 1000 / hz - 1) / (1000 / hz);
	else /* HZ 300: MSEC_TO_HZ_NUM 3, MSEC_TO_HZ_DEN 10 */
		ticks = ((unsigned long)timeout * 3 + 9) / 10;
	ticks = (unsigned long)(long)(int)(unsigned int)ticks;
	return (uint32_t)(1000 % hz == 0 ? ticks * (1000 / hz) : (ticks * 10 + 2) / 3);
}

static const unsigned int rates[] = { 100, 250, 300, 1000 };
/* Values around 0, around a power of ten and of two, and the largest ones. */
static uint32_t some_timeout(size_t i)
{
	return i < 200	 ? (uint32_t)i
	       : i < 400 ? (uint32_t)(10000 - 300 + i)
	       : i < 600 ? (UINT32_C(1) << 30) + (uint32_t)i
			 : L2TP_TIMEOUT_MAX - (uint32_t)(i - 600);
}

/* What the kernel makes of a timeout equals it, a tick more or less does not, and to set it again changes nothing. */
static void ticks(struct unit *unit)
{
	size_t i, k;

	for (i = 0; i < 800 * 4; i++) {
		unsigned int hz = rates[i % 4];
		struct l2tp_session want = { .fields = L2TP_SESSION_REORDER_TIMEOUT,
					     .reorder_timeout = some_timeout(i / 4) };
		uint32_t reported = kernel_reports(want.reorder_timeout, hz);
		uint32_t others[] = { reported - 1000 / hz - 1, reported + 1000 / hz + 1 };
		struct l2tp_session have = { 0 };

		unit_about(unit, "%u at %u Hz, reported as %u", want.reorder_timeout, hz, reported);
		CHECK(l2tp_timeout_reported(want.reorder_timeout, hz) == reported);
		have.reorder_timeout = l2tp_timeout_to_set(reported, hz);
		CHECK(have.reorder_timeout <= L2TP_TIMEOUT_MAX);
		CHECK(kernel_reports(have.reorder_timeout, hz) == reported);
		CHECK(l2tp_session_changes(&want, &have, hz) == 0);
		CHECK(l2tp_session_changes(&have, &have, hz) == 0);
		for (k = 0; k < 2; k++) {
			have.reorder_timeout = l2tp_timeout_to_set(others[k], hz);
			CHECK(have.reorder_timeout > L2TP_TIMEOUT_MAX ||
			      l2tp_session_changes(&want, &have, hz) ==
				      L2TP_SESSION_REORDER_TIMEOUT);
		}
	}
}

/* A negative timeout, which other programs can set, is left alone unless a value is wanted. */
static void timeout_out_of_range(struct unit *unit)
{
	const struct l2tp_session nothing = { 0 };
	const struct l2tp_session some = { .fields = L2TP_SESSION_REORDER_TIMEOUT,
					   .reorder_timeout = 5 };
	const unsigned int exact[] = { 100, 250, 1000 };
	size_t i;

	for (i = 0; i < sizeof(exact) / sizeof(exact[0]); i++) {
		const struct l2tp_session have = {
			.reorder_timeout = l2tp_timeout_to_set(
				kernel_reports(UINT32_C(1) << 31, exact[i]), exact[i])
		};

		unit_about(unit, "%u Hz", exact[i]);
		CHECK(have.reorder_timeout > L2TP_TIMEOUT_MAX);
		CHECK(l2tp_session_changes(&nothing, &have, exact[i]) == 0);
		CHECK(l2tp_session_changes(&some, &have, exact[i]) == L2TP_SESSION_REORDER_TIMEOUT);
	}
}

const struct unit_test model_tests[] = {
	{ "the MTU that the kernel chooses is known from the headers", overheads },
	{ "version 2 has a longer header with sequence numbers", version_2 },
	{ "a tunnel mirrored has ids, addresses, ports and checksums exchanged", tunnels },
	{ "a session mirrored has ids, cookies and sequence numbers exchanged", sessions },
	{ "an address is mirrored where it says what the peer's is", addresses },
	{ "a timeout equals what the kernel makes of it at its tick rate", ticks },
	{ "a timeout out of range is left alone unless a value is wanted", timeout_out_of_range },
	{ NULL, NULL },
};
