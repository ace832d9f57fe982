// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * mirror_test.c - what is to be at the peer
 */

#include <string.h>

#include "lib/base/error.h"
#include "lib/base/escape.h"
#include "lib/model/address.h"
#include "lib/model/link.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/text/address_value.h"
#include "testsuite/unit/unit.h"

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

const struct unit_test mirror_tests[] = {
	{ "a tunnel mirrored has ids, addresses, ports and checksums exchanged", tunnels },
	{ "a session mirrored has ids, cookies and sequence numbers exchanged", sessions },
	{ "an address is mirrored where it says what the peer's is", addresses },
	{ NULL, NULL },
};
