// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_test.c - header sizes and mirrored objects
 */
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

const struct unit_test model_tests[] = {
	{ "the MTU that the kernel chooses is known from the headers", overheads },
	{ "version 2 has a longer header with sequence numbers", version_2 },
	{ "a tunnel mirrored has ids, addresses, ports and checksums exchanged", tunnels },
	{ "a session mirrored has ids, cookies and sequence numbers exchanged", sessions },
	{ "an address is mirrored where it says what the peer's is", addresses },
	{ NULL, NULL },
};
