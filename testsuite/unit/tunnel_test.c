// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * tunnel_test.c - tunnel rules
 */

#include <errno.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/error.h"
#include "lib/model/address.h"
#include "lib/model/tunnel.h"
#include "lib/text/keyword.h"
#include "lib/text/object_keywords.h"
#include "testsuite/unit/unit.h"

/* Parse LINE, words separated by blanks. */
static struct l2tp_tunnel tunnel_of(struct unit *unit, const char *line)
{
	struct l2tp_tunnel tunnel = { 0 };
	struct error err = { 0 };
	const char *words[64];
	char copy[512], *rest = copy;
	size_t count = 0;

	snprintf(copy, sizeof(copy), "%s", line);
	while ((words[count] = strsep(&rest, " ")))
		count += *words[count] != '\0';
	unit_about(unit, "%s", line);
	CHECK(keywords_parse(&tunnel_keywords, VERB_ADD, words, &tunnel, &err) == 0);
	CHECK_TEXT(err.text, "");
	return tunnel;
}

#define IDS "tid 1 ptid 2 "
#define PORTS "udp_sport 1 udp_dport 2 "
#define V4 "local 10.0.0.1 remote 10.0.0.2 "
#define V6 "local fd00::1 remote fd00::2 "

static void refusals(struct unit *unit)
{
	const struct {
		const char *line, *refusal;
	} cases[] = {
		{ IDS V4 "encap udp", "udp_sport is required with encap udp" },
		{ IDS V4 "udp_dport 1", "udp_sport is required with encap udp" },
		{ IDS V4 "udp_sport 1", "udp_dport is required with encap udp" },
		{ IDS "local any remote any encap ip", "local and remote cannot both be any" },
		{ IDS "local :: remote 0.0.0.0 encap ip", "local and remote cannot both be any" },
		{ IDS "local 10.0.0.1 remote ::1 encap ip",
		  "local and remote must be of the same family" },
		{ IDS "local 0.0.0.0 remote ::1 encap ip",
		  "local and remote must be of the same family" },
		{ IDS "local 10.0.0.1 remote 224.0.0.1 encap ip",
		  "remote: a multicast address is not a valid tunnel address" },
		{ IDS "local ff02::1 remote fd00::1 encap ip",
		  "local: a multicast address is not a valid tunnel address" },
		{ IDS "local fe80::1 remote fe80::2 encap ip",
		  "local: the kernel does not support link-local addresses; use a global or unique local one" },
		{ IDS V4 "version 2 encap ip",
		  "encap ip requires version 3; version 2 uses encap udp" },
		{ "tid 65536 ptid 2 version 2 " V4 PORTS,
		  "tunnel_id: 65536 is not in the range 1..65535 of version 2" },
		{ "tid 1 ptid 65536 version 2 " V4 PORTS,
		  "peer_tunnel_id: 65536 is not in the range 1..65535 of version 2" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct l2tp_tunnel tunnel = tunnel_of(unit, cases[i].line);
		struct error err = { 0 };

		CHECK(l2tp_tunnel_prepare(&tunnel, &err) == -EINVAL);
		CHECK(err.kind == ERROR_USAGE);
		CHECK_TEXT(err.text, cases[i].refusal);
	}
}

static void defaults(struct unit *unit)
{
	struct l2tp_tunnel tunnel = tunnel_of(unit, IDS V4 PORTS);
	struct error err = { 0 };

	CHECK(l2tp_tunnel_prepare(&tunnel, &err) == 0);
	CHECK(tunnel.version == 3 && tunnel.encap == L2TP_ENCAPTYPE_UDP);
	CHECK(tunnel.fields & L2TP_TUNNEL_VERSION && tunnel.fields & L2TP_TUNNEL_ENCAP);
	CHECK(!(tunnel.fields & L2TP_TUNNEL_UDP_CSUM));
	CHECK_TEXT(err.warnings, "");
	tunnel = tunnel_of(unit, "tid 65535 ptid 65535 version 2 " V4 PORTS);
	CHECK(l2tp_tunnel_prepare(&tunnel, &err) == 0 && tunnel.version == 2);
}

static void any_has_a_family(struct unit *unit)
{
	struct l2tp_tunnel tunnel = tunnel_of(unit, IDS "encap ip local any remote fd00::1");
	struct error err = { 0 };

	CHECK(l2tp_tunnel_prepare(&tunnel, &err) == 0);
	CHECK(tunnel.local.family == AF_INET6 && tunnel.local.prefixlen == 128);
	CHECK(l2tp_address_is_any(&tunnel.local) && l2tp_tunnel_is_ipv6(&tunnel));
	tunnel = tunnel_of(unit, IDS PORTS "local 10.0.0.1 remote any");
	CHECK(l2tp_tunnel_prepare(&tunnel, &err) == 0);
	CHECK(tunnel.remote.family == AF_INET && tunnel.remote.prefixlen == 32);
	CHECK(l2tp_address_is_any(&tunnel.remote) && !l2tp_tunnel_is_ipv6(&tunnel));
	tunnel = tunnel_of(unit, IDS PORTS "local 0.0.0.0 remote 10.0.0.1");
	CHECK(l2tp_tunnel_prepare(&tunnel, &err) == 0);
}

static void useless(struct unit *unit)
{
	const struct {
		const char *line, *warnings;
		uint32_t dropped;
	} cases[] = {
		{ IDS V4 PORTS "udp_csum on", "", 0 },
		{ IDS V6 PORTS "udp6_csum_tx off udp6_csum_rx off", "", 0 },
		{ IDS V4 PORTS "encap ip",
		  "udp_sport is ignored: encap ip has no ports and no checksums\n"
		  "udp_dport is ignored: encap ip has no ports and no checksums\n",
		  L2TP_TUNNEL_UDP_SPORT | L2TP_TUNNEL_UDP_DPORT },
		{ IDS V4 "encap ip udp_csum off",
		  "udp_csum is ignored: encap ip has no ports and no checksums\n",
		  L2TP_TUNNEL_UDP_CSUM },
		{ IDS V6 PORTS "udp_csum on",
		  "udp_csum is ignored: use udp6_csum_tx and udp6_csum_rx over IPv6\n",
		  L2TP_TUNNEL_UDP_CSUM },
		{ IDS V4 PORTS "udp6_csum_tx on udp6_csum_rx off",
		  "udp6_csum_tx is ignored: use udp_csum over IPv4\n"
		  "udp6_csum_rx is ignored: use udp_csum over IPv4\n",
		  L2TP_TUNNEL_UDP6_CSUM_TX | L2TP_TUNNEL_UDP6_CSUM_RX },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct l2tp_tunnel tunnel = tunnel_of(unit, cases[i].line);
		uint32_t before = tunnel.fields | L2TP_TUNNEL_VERSION | L2TP_TUNNEL_ENCAP;
		struct error err = { 0 };

		CHECK(l2tp_tunnel_prepare(&tunnel, &err) == 0);
		CHECK_TEXT(err.warnings, cases[i].warnings);
		CHECK(tunnel.fields == (before & ~cases[i].dropped));
	}
}

/* apply checks a tunnel twice: the second check must not change it. */
static void checked_twice(struct unit *unit)
{
	struct l2tp_tunnel once = tunnel_of(unit, IDS V6 PORTS "udp_csum on"), twice;
	struct error err = { 0 };

	CHECK(l2tp_tunnel_prepare(&once, &err) == 0);
	err = (struct error){ 0 };
	twice = once;
	CHECK(l2tp_tunnel_prepare(&twice, &err) == 0);
	CHECK_TEXT(err.warnings, "");
	CHECK(once.fields == twice.fields && keywords_match(&tunnel_keywords, &once, &twice));
}

static void compared(struct unit *unit)
{
	const struct l2tp_tunnel low = { .tunnel_id = 1 }, high = { .tunnel_id = UINT32_MAX };

	CHECK(l2tp_tunnel_compare(&low, &high) < 0);
	CHECK(l2tp_tunnel_compare(&high, &low) > 0);
	CHECK(l2tp_tunnel_compare(&low, &low) == 0);
}

/* A wanted and an existing tunnel. Macros such as V4 are words common to both. */
static void compared_for_replace(struct unit *unit)
{
	const struct {
		const char *want, *have;
		bool same;
	} cases[] = {
		{ IDS V4 PORTS, IDS V4 PORTS, true },
		{ IDS V4 PORTS, "tid 1 ptid 3 " V4 PORTS, false },
		{ IDS V4 PORTS, "tid 2 ptid 2 " V4 PORTS, false },
		{ IDS V4 PORTS, IDS V4 PORTS "version 2", false },
		{ IDS V4 PORTS, IDS V4 "encap ip", false },
		{ IDS V4 "encap ip", IDS V4 "encap ip", true },
		{ IDS V4 PORTS, IDS V4 "udp_sport 1 udp_dport 3", false },
		{ IDS V4 PORTS, IDS V4 "udp_sport 3 udp_dport 2", false },
		{ IDS V4 PORTS, IDS V6 PORTS, false },
		{ IDS PORTS "local any remote 10.0.0.2", IDS V4 PORTS, true },
		{ IDS PORTS "local any remote 10.0.0.3", IDS V4 PORTS, false },
		{ IDS PORTS "local 10.0.0.1 remote any", IDS V4 PORTS, true },
		{ IDS PORTS "local 10.0.0.9 remote 10.0.0.2", IDS V4 PORTS, false },
		{ IDS PORTS "local any remote fd00::2", IDS V4 PORTS, false },
		{ IDS V4 PORTS, IDS V4 PORTS "udp_csum off", true },
		{ IDS V4 PORTS, IDS V4 PORTS "udp_csum on", false },
		{ IDS V4 PORTS "udp_csum on", IDS V4 PORTS "udp_csum on", true },
		{ IDS V4 PORTS "udp_csum on", IDS V4 PORTS "udp_csum off", false },
		{ IDS V6 PORTS, IDS V6 PORTS "udp6_csum_tx on udp6_csum_rx on", true },
		{ IDS V6 PORTS, IDS V6 PORTS "udp6_csum_tx off udp6_csum_rx on", false },
		{ IDS V6 PORTS, IDS V6 PORTS "udp6_csum_tx on udp6_csum_rx off", false },
		{ IDS V6 PORTS "udp6_csum_rx off", IDS V6 PORTS "udp6_csum_tx on udp6_csum_rx off",
		  true },
		{ IDS V4 PORTS "debug 3", IDS V4 PORTS, true }, /* never reported */
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct l2tp_tunnel want = tunnel_of(unit, cases[i].want);
		struct l2tp_tunnel have = tunnel_of(unit, cases[i].have);
		struct error err = { 0 };

		CHECK(l2tp_tunnel_prepare(&want, &err) == 0 &&
		      l2tp_tunnel_prepare(&have, &err) == 0);
		unit_about(unit, "%s, and there is %s", cases[i].want, cases[i].have);
		CHECK(l2tp_tunnel_is_as(&want, &have) == cases[i].same);
	}
}

const struct unit_test tunnel_tests[] = {
	{ "a tunnel that the kernel would misread is refused", refusals },
	{ "a tunnel has version 3 and encap udp where nothing else is said", defaults },
	{ "any takes the family of the other address", any_has_a_family },
	{ "what the kernel has no use for is dropped with a warning", useless },
	{ "a checked tunnel passes the check unchanged", checked_twice },
	{ "tunnels are in the order of their ids", compared },
	{ "replace knows whether a tunnel is as it should be", compared_for_replace },
	{ NULL, NULL },
};
