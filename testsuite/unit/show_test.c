// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * show_test.c - records in the text of `ip l2tp show`, byte for byte
 */

#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/error.h"
#include "lib/model/address.h"
#include "lib/model/link.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/text/output.h"
#include "lib/text/show.h"
#include "testsuite/unit/sample.h"
#include "testsuite/unit/unit.h"

/* The object to print and the options; one object is NULL. */
struct shown {
	const struct l2tp_tunnel *tunnel;
	const struct l2tp_session *session;
	struct session_lookup lookup;
	struct show_options show;
	struct output_options output;
};

static void check_shown(struct unit *unit, struct shown shown, const char *wanted)
{
	struct error err = { 0 };
	struct output *out = NULL;
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	CHECK(output_open(&out, file, &shown.output, &err) == 0);
	if (shown.tunnel)
		l2tp_tunnel_show(shown.tunnel, &shown.show, out);
	else
		l2tp_session_show(shown.session, &shown.lookup, &shown.show, out);
	CHECK(output_close(out, &err) == 0);
	fclose(file);
	CHECK_TEXT(text, wanted);
	free(text);
}

#define TUNNEL_4 \
	"Tunnel 16909060, encap UDP\n  From 10.0.0.1 to 10.0.0.2\n" \
	"  Peer tunnel 4294967295\n  UDP source / dest ports: 4660/65535\n"
#define TUNNEL_6 \
	"Tunnel 16909060, encap UDP\n  From fd00::1 to fd00::2\n" \
	"  Peer tunnel 4294967295\n  UDP source / dest ports: 4660/65535\n"

static void tunnels(struct unit *unit)
{
	struct l2tp_tunnel tunnel = sample_tunnel(false);
	const struct shown plain = { .tunnel = &tunnel };

	check_shown(unit, plain, TUNNEL_4 "  UDP checksum: enabled\n");
	tunnel.udp_csum = false;
	check_shown(unit, plain, TUNNEL_4 "  UDP checksum: disabled\n");
	tunnel.encap = L2TP_ENCAPTYPE_IP;
	check_shown(unit, plain,
		    "Tunnel 16909060, encap IP\n  From 10.0.0.1 to 10.0.0.2\n"
		    "  Peer tunnel 4294967295\n");
	tunnel.encap = 9;
	check_shown(unit, plain,
		    "Tunnel 16909060, encap ??\n  From 10.0.0.1 to 10.0.0.2\n"
		    "  Peer tunnel 4294967295\n");
}

static void checksums(struct unit *unit)
{
	const char *const words[] = { "disabled", "tx", "rx", "enabled" };
	struct l2tp_tunnel tunnel = sample_tunnel(true);
	const struct shown plain = { .tunnel = &tunnel };
	char wanted[512];
	unsigned int bits;

	for (bits = 0; bits < 4; bits++) {
		tunnel.udp6_csum_tx = bits & 1;
		tunnel.udp6_csum_rx = bits & 2;
		snprintf(wanted, sizeof(wanted), TUNNEL_6 "  UDP checksum: %s\n", words[bits]);
		check_shown(unit, plain, wanted);
	}
}

static void tunnels_as_json(struct unit *unit)
{
	struct l2tp_tunnel tunnel = sample_tunnel(false);
	const struct shown json = { .tunnel = &tunnel, .output = { .json = true } };

	tunnel.fields &= ~(uint32_t)(L2TP_TUNNEL_DEBUG | L2TP_TUNNEL_VERSION);
	check_shown(unit, json,
		    "[{\"tunnel_id\":16909060,\"encap\":\"UDP\",\"local\":\"10.0.0.1\","
		    "\"peer\":\"10.0.0.2\",\"peer_tunnel\":4294967295,\"local_port\":4660,"
		    "\"peer_port\":65535,\"checksum\":true}]\n");
}

#define SESSION "Session 4294967295 in tunnel 1\n  Peer session 4, tunnel 2147483649\n"
#define NAME "  interface name: fifteen-bytes-x\n"
#define OFFSET "  offset 0, peer offset 0\n"

static void sessions(struct unit *unit)
{
	struct l2tp_session session = sample_session();
	const struct shown plain = { .session = &session };

	check_shown(unit, plain,
		    SESSION NAME OFFSET "  cookie 0011aabb  peer cookie 0102030405060700"
					"  reorder timeout: 1500\n"
					"  sequence numbering: send recv\n");
	session.fields &= ~(uint32_t)(L2TP_SESSION_COOKIE | L2TP_SESSION_NAME);
	session.seq = L2TP_SEQ_SEND;
	session.reorder_timeout = 0;
	check_shown(unit, plain,
		    SESSION OFFSET "  peer cookie 0102030405060700\n"
				   "  sequence numbering: send\n");
	session.fields &= ~(uint32_t)L2TP_SESSION_PEER_COOKIE;
	check_shown(unit, plain, SESSION OFFSET "\n  sequence numbering: send\n");
	session.seq = 0;
	check_shown(unit, plain, SESSION OFFSET "\n");
	session.reorder_timeout = 500;
	check_shown(unit, plain, SESSION OFFSET "  reorder timeout: 500\n");
}

static void sessions_as_json(struct unit *unit)
{
	struct l2tp_session session = sample_session();
	const struct shown json = { .session = &session, .output = { .json = true } };

	session.fields &= L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_PEER_TUNNEL_ID | L2TP_SESSION_ID |
			  L2TP_SESSION_PEER_ID | L2TP_SESSION_NAME;
	session.seq = 0;
	check_shown(unit, json,
		    "[{\"session_id\":4294967295,\"tunnel_id\":1,\"peer_session_id\":4,"
		    "\"peer_tunnel_id\":2147483649,\"interface\":\"fifteen-bytes-x\"}]\n");
}

static void one_line(struct unit *unit)
{
	struct l2tp_session session = sample_session();
	struct l2tp_tunnel tunnel = sample_tunnel(false);

	tunnel.encap = L2TP_ENCAPTYPE_IP;
	session.fields &= ~(uint32_t)(L2TP_SESSION_COOKIE | L2TP_SESSION_PEER_COOKIE);
	session.reorder_timeout = 0;
	check_shown(unit, (struct shown){ .tunnel = &tunnel, .output = { .oneline = true } },
		    "Tunnel 16909060, encap IP\\  From 10.0.0.1 to 10.0.0.2\\"
		    "  Peer tunnel 4294967295\n");
	check_shown(unit, (struct shown){ .session = &session, .output = { .oneline = true } },
		    "Session 4294967295 in tunnel 1\\  Peer session 4, tunnel 2147483649\\"
		    "  interface name: fifteen-bytes-x\\  offset 0, peer offset 0\\"
		    "  sequence numbering: send recv\n");
}

/* An interface with all fields set. */
static struct link_state sample_link(struct link_address *address)
{
	struct link_state link = {
		.index = 7,
		.name = "fifteen-bytes-x",
		.running = true,
		.now = { .fields = LINK_LLADDR,
			 .up = true,
			 .mtu = 1400,
			 .lladdr.bytes = { 2, 0, 0, 0, 0xab, 1 },
			 .addresses = { .list = address, .count = 1 } },
	};

	*address = (struct link_address){ 0 };
	address->local = (struct l2tp_address){ .family = AF_INET, .prefixlen = 32 };
	address->local.v4.s_addr = htonl(0x0a050102);
	address->peer = address->local;
	address->peer.v4.s_addr = htonl(0x0a050101);
	return link;
}

#define SMALL_SESSION SESSION NAME OFFSET
#define SMALL_TUNNEL "  tunnel: encap ip, local 10.0.0.1, remote 10.0.0.2, version 3\n"

static void details(struct unit *unit)
{
	struct l2tp_session session = sample_session();
	struct l2tp_tunnel tunnel = sample_tunnel(false);
	struct link_address address;
	struct link_state link = sample_link(&address);
	struct shown shown = { .session = &session, .show.details = true };

	session.fields &= L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_PEER_TUNNEL_ID | L2TP_SESSION_ID |
			  L2TP_SESSION_PEER_ID | L2TP_SESSION_NAME | L2TP_SESSION_PWTYPE;
	session.seq = session.reorder_timeout = session.using_ipsec = 0;
	tunnel.encap = L2TP_ENCAPTYPE_IP;
	tunnel.fields &= L2TP_TUNNEL_ID | L2TP_TUNNEL_VERSION | L2TP_TUNNEL_ENCAP |
			 L2TP_TUNNEL_LOCAL | L2TP_TUNNEL_REMOTE;
	check_shown(unit, shown, SMALL_SESSION "  pwtype eth\n");
	shown.lookup.tunnel = &tunnel;
	shown.lookup.link = &link;
	check_shown(unit, shown,
		    SMALL_SESSION "  pwtype eth\n" SMALL_TUNNEL
				  "  interface 7: up, mtu 1400, lladdr 02:00:00:00:ab:01\n"
				  "  addr 10.5.1.2/32 peer 10.5.1.1\n");
	link.master = 3;
	strcpy(link.now.master, "br\033");
	link.now.up = false;
	link.now.addresses.count = 0;
	check_shown(unit, shown,
		    SMALL_SESSION "  pwtype eth\n" SMALL_TUNNEL
				  "  interface 7: down, mtu 1400, lladdr 02:00:00:00:ab:01, "
				  "master br\\x1b\n");
	link.now.up = true;
	link.running = false;
	link.master = 0;
	shown.lookup.tunnel = NULL;
	check_shown(unit, shown,
		    SMALL_SESSION "  pwtype eth\n"
				  "  interface 7: up, no carrier, mtu 1400, "
				  "lladdr 02:00:00:00:ab:01\n");
}

static void details_as_json(struct unit *unit)
{
	struct l2tp_session session = sample_session();
	struct link_address address;
	struct link_state link = sample_link(&address);
	const struct shown json = {
		.session = &session, .lookup.link = &link, .show.details = true, .output.json = true
	};

	session.fields = L2TP_SESSION_ID;
	session.seq = 0;
	check_shown(unit, json,
		    "[{\"session_id\":4294967295,\"link\":{\"ifindex\":7,\"up\":true,"
		    "\"running\":true,\"mtu\":1400,\"lladdr\":\"02:00:00:00:ab:01\","
		    "\"addr\":[\"10.5.1.2/32 peer 10.5.1.1\"]}}]\n");
}

static void events(struct unit *unit)
{
	const struct show_event event = {
		.word = "deleted", .title = "Deleted ", .time = "[12:00] ", .stamp = "12:00"
	};
	struct show_event untimed = event;
	struct l2tp_session session = sample_session();
	struct shown shown = { .session = &session, .show.event = &event };
	struct l2tp_tunnel tunnel = sample_tunnel(false);

	session.fields = L2TP_SESSION_ID | L2TP_SESSION_TUNNEL_ID;
	session.seq = session.reorder_timeout = 0;
	check_shown(unit, shown, "[12:00] Deleted " SESSION OFFSET "\n");
	shown.output = (struct output_options){ .json = true, .lines = true };
	check_shown(unit, shown,
		    "{\"event\":\"deleted\",\"object\":\"session\",\"timestamp\":\"12:00\","
		    "\"session_id\":4294967295,\"tunnel_id\":1}\n");
	untimed.stamp = NULL;
	shown.show.event = &untimed;
	tunnel.fields = L2TP_TUNNEL_ID;
	shown.tunnel = &tunnel;
	check_shown(unit, shown,
		    "{\"event\":\"deleted\",\"object\":\"tunnel\",\"tunnel_id\":16909060}\n");
}

/* Interface names may contain any byte except slash, colon and blank. */
static void hostile_name(struct unit *unit)
{
	struct l2tp_session session = sample_session();
	const struct shown plain = { .session = &session, .output = { .color = true } };

	memset(session.name, 0, sizeof(session.name));
	memcpy(session.name, "\033[2J\xc2\x9b\"", 7);
	session.fields &= ~(uint32_t)(L2TP_SESSION_COOKIE | L2TP_SESSION_PEER_COOKIE);
	session.reorder_timeout = session.seq = 0;
	check_shown(unit, plain,
		    SESSION "\033[36m  interface name: \\x1b[2J\\xc2\\x9b\"\033[0m\n" OFFSET "\n");
}

const struct unit_test show_tests[] = {
	{ "a tunnel is shown in the lines of ip l2tp", tunnels },
	{ "the checksum line says which directions have one", checksums },
	{ "a tunnel in JSON has the keys of ip l2tp", tunnels_as_json },
	{ "a session is shown in the lines of ip l2tp, odd breaks included", sessions },
	{ "a session in JSON has the keys of ip l2tp", sessions_as_json },
	{ "oneline shows a record on one line", one_line },
	{ "an interface's name cannot write to the terminal", hostile_name },
	{ "-d shows a session's tunnel and interface", details },
	{ "-d in JSON has an object for the interface", details_as_json },
	{ "an event stands before the record, in JSON as members", events },
	{ NULL, NULL },
};
