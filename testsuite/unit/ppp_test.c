// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ppp_test.c - the words of `ppp`: split into a session and a tunnel, completed, rejected
 */

#include <errno.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/error.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/ppp/keywords.h"
#include "lib/text/keyword.h"
#include "testsuite/unit/unit.h"

#define ENDS "tid 1 sid 2 psid 3 ptid 4 udp_sport 5 udp_dport 6 "

static int parse(struct unit *unit, const char *line, struct l2tp_ppp *ppp, bool *own,
		 struct error *err)
{
	const char *words[64];
	char copy[512], *rest = copy;
	size_t count = 0;

	unit_about(unit, "%s", line);
	snprintf(copy, sizeof(copy), "%s", line);
	while ((words[count] = strsep(&rest, " ")))
		count += *words[count] != '\0';
	*ppp = (struct l2tp_ppp){ 0 };
	*err = (struct error){ 0 };
	if (keywords_parse(&ppp_keywords, VERB_ADD, words, ppp, err) < 0)
		return err->code;
	l2tp_ppp_prepare(ppp, err);
	*own = ppp->own;
	return err->code;
}

static void attached(struct unit *unit)
{
	struct l2tp_ppp ppp;
	struct error err;
	bool own = true;

	CHECK(parse(unit, "tid 70000 sid 2 seq both lns_mode on debug 3", &ppp, &own, &err) == 0);
	CHECK(!own);
	CHECK(ppp.tunnel.fields == L2TP_TUNNEL_ID && ppp.tunnel.tunnel_id == 70000);
	CHECK(ppp.session.fields == (L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID | L2TP_SESSION_SEQ |
				     L2TP_SESSION_LNS_MODE | L2TP_SESSION_DEBUG));
	CHECK(ppp.session.seq == (L2TP_SEQ_SEND | L2TP_SEQ_RECV) && ppp.session.lns_mode &&
	      ppp.session.debug == 3);
}

static void own_tunnel(struct unit *unit)
{
	struct l2tp_ppp ppp;
	struct error err;
	bool own = false;

	CHECK(parse(unit, ENDS "local 10.0.0.1 remote 10.0.0.2", &ppp, &own, &err) == 0);
	CHECK_TEXT(err.text, "");
	CHECK(own && ppp.tunnel.version == 2 && ppp.tunnel.encap == L2TP_ENCAPTYPE_UDP);
	CHECK(ppp.tunnel.tunnel_id == 1 && ppp.tunnel.peer_tunnel_id == 4);
	CHECK(ppp.session.peer_tunnel_id == 4 && ppp.session.pwtype == L2TP_PWTYPE_PPP);
	CHECK(ppp.tunnel.udp_sport == 5 && ppp.tunnel.udp_dport == 6 && !ppp.tunnel.udp_csum);
	CHECK(parse(unit, ENDS "version 3 local any remote fd00::2 udp6_csum_rx off", &ppp, &own,
		    &err) == 0);
	CHECK(ppp.tunnel.version == 3 && l2tp_tunnel_is_ipv6(&ppp.tunnel));
	CHECK(ppp.tunnel.udp6_csum_tx && !ppp.tunnel.udp6_csum_rx);
}

static void refused(struct unit *unit)
{
	static const struct {
		const char *line, *message;
	} cases[] = {
		{ "tid 1 sid 2 version 3", "peer_session_id is required to add the tunnel" },
		{ "tid 1 sid 2 psid 3 ptid 4", "local is required to add the tunnel" },
		{ "tid 1 sid 2 psid 3 ptid 4 local 10.0.0.1",
		  "remote is required to add the tunnel" },
		{ "tid 1 sid 2 psid 3 ptid 4 local 10.0.0.1 remote 10.0.0.2 udp_sport 1",
		  "udp_dport is required to add the tunnel" },
		{ "tid 1 sid 2 psid 3 local 10.0.0.1 remote 10.0.0.2 udp_sport 1 udp_dport 2",
		  "peer_tunnel_id is required to add the tunnel" },
		{ ENDS "local 10.0.0.1 remote fd00::2",
		  "local and remote must be of the same family" },
		{ "tid 1 sid 2 psid 70000 ptid 4 local 10.0.0.1 remote 10.0.0.2 udp_sport 1 "
		  "udp_dport 2",
		  "peer_session_id: 70000 is not in the range 1..65535 of a version 2 tunnel" },
	};
	struct l2tp_ppp ppp;
	struct error err;
	bool own;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CHECK(parse(unit, cases[i].line, &ppp, &own, &err) == -EINVAL);
		CHECK(err.kind == ERROR_USAGE);
		CHECK_TEXT(err.text, cases[i].message);
	}
}

const struct unit_test ppp_tests[] = {
	{ "ids and options alone mean a session that the kernel has", attached },
	{ "anything of a tunnel means all of it, and its defaults are filled in", own_tunnel },
	{ "half a tunnel is refused, and so is what version 2 has no room for", refused },
	{ NULL, NULL },
};
