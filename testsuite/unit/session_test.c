// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * session_test.c - session rules
 */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/error.h"
#include "lib/model/link.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/text/keyword.h"
#include "lib/text/object_keywords.h"
#include "testsuite/unit/unit.h"

/* Check LINE, words separated by blanks, against a tunnel of VERSION. */
static int check(struct unit *unit, const char *line, uint8_t version, struct l2tp_session *session,
		 struct error *err)
{
	const struct l2tp_tunnel tunnel = { .tunnel_id = 1, .version = version };
	CLEANUP(l2tp_setup_free) struct l2tp_setup setup = { 0 };
	const char *words[64];
	char copy[512], *rest = copy;
	size_t count = 0;

	snprintf(copy, sizeof(copy), "tid 1 %s", line);
	while ((words[count] = strsep(&rest, " ")))
		count += *words[count] != '\0';
	unit_about(unit, "version %u: %s", version, line);
	*err = (struct error){ 0 };
	CHECK(keywords_parse(&session_keywords, VERB_ADD, words, &setup, err) == 0);
	CHECK_TEXT(err->text, "");
	*session = setup.session;
	if (l2tp_setup_check_alone(&setup, err) < 0)
		return err->code;
	l2tp_session_complete(session, &tunnel);
	return l2tp_session_check(session, NULL, &tunnel, err);
}

static void refusals(struct unit *unit)
{
	const struct {
		uint8_t version;
		const char *line, *refusal;
	} cases[] = {
		{ 2, "sid 65536 psid 1",
		  "session_id: 65536 is not in the range 1..65535 of a version 2 tunnel" },
		{ 2, "sid 1 psid 65536",
		  "peer_session_id: 65536 is not in the range 1..65535 of a version 2 tunnel" },
		{ 2, "sid 1 psid 1 pwtype eth",
		  "pwtype: tunnel 1 has version 2, which carries only ppp" },
		{ 2, "sid 1 psid 1 cookie 00112233",
		  "cookie: tunnel 1 has version 2, which has no cookies" },
		{ 2, "sid 1 psid 1 peer_cookie 00112233",
		  "peer_cookie: tunnel 1 has version 2, which has no cookies" },
		{ 2, "sid 1 psid 1 l2spec_type none",
		  "l2spec_type: tunnel 1 has version 2, which has no sublayer" },
		{ 2, "sid 1 psid 1 name a", "name: pppd names the interface of a PPP session" },
		{ 3, "sid 1 psid 1 pwtype ppp name a",
		  "name: pppd names the interface of a PPP session" },
	};
	struct l2tp_session session;
	struct error err;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CHECK(check(unit, cases[i].line, cases[i].version, &session, &err) == -EINVAL);
		CHECK(err.kind == ERROR_USAGE);
		CHECK_TEXT(err.text, cases[i].refusal);
	}
}

static void defaults(struct unit *unit)
{
	struct l2tp_session session;
	struct error err;

	CHECK(check(unit, "sid 1 psid 0xffffffff", 3, &session, &err) == 0);
	CHECK(session.fields & L2TP_SESSION_PWTYPE && session.pwtype == L2TP_PWTYPE_ETH);
	CHECK(session.fields & L2TP_SESSION_L2SPEC_TYPE &&
	      session.l2spec_type == L2TP_L2SPECTYPE_DEFAULT);
	CHECK_TEXT(err.warnings, "");
	CHECK(check(unit, "sid 65535 psid 65535", 2, &session, &err) == 0);
	CHECK(session.fields & L2TP_SESSION_PWTYPE && session.pwtype == L2TP_PWTYPE_PPP);
	CHECK(!(session.fields & L2TP_SESSION_L2SPEC_TYPE));
	CHECK(check(unit, "sid 1 psid 1 pwtype ppp", 3, &session, &err) == 0);
	CHECK(session.pwtype == L2TP_PWTYPE_PPP);
	CHECK(check(unit, "sid 1 psid 1 seq both lns_mode on", 2, &session, &err) == 0);
}

static void no_room_for_sequence(struct unit *unit)
{
	struct l2tp_session session;
	struct error err;

	CHECK(check(unit, "sid 1 psid 1 l2spec_type none seq send", 3, &session, &err) == 0);
	CHECK_TEXT(err.warnings, "l2spec_type none has no sequence numbers: none are "
				 "sent\n");
	CHECK(check(unit, "sid 1 psid 1 l2spec_type none seq both", 3, &session, &err) == 0);
	CHECK_TEXT(err.warnings, "l2spec_type none has no sequence numbers: none are "
				 "sent, all received are dropped\n");
	CHECK(check(unit, "sid 1 psid 1 l2spec_type none seq none", 3, &session, &err) == 0);
	CHECK_TEXT(err.warnings, "");
	CHECK(check(unit, "sid 1 psid 1 l2spec_type default seq both", 3, &session, &err) == 0);
	CHECK_TEXT(err.warnings, "");
}

static void named(struct unit *unit)
{
	const struct {
		uint32_t fields;
		bool named;
	} cases[] = {
		{ 0, false },
		{ L2TP_SESSION_ID, false },
		{ L2TP_SESSION_TUNNEL_ID, false },
		{ L2TP_SESSION_ID | L2TP_SESSION_TUNNEL_ID, true },
		{ L2TP_SESSION_NAME, true },
		{ L2TP_SESSION_PEER_ID | L2TP_SESSION_PEER_TUNNEL_ID, false },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct l2tp_session session = { .fields = cases[i].fields };

		unit_about(unit, "%x", cases[i].fields);
		CHECK(l2tp_session_is_named(&session) == cases[i].named);
	}
}

static void compared(struct unit *unit)
{
	const struct l2tp_session sessions[] = {
		{ .tunnel_id = 1, .session_id = 2 },
		{ .tunnel_id = 1, .session_id = UINT32_MAX },
		{ .tunnel_id = UINT32_MAX, .session_id = 1 },
	};
	int i, j;

	for (i = 0; i < 3; i++)
		for (j = 0; j < 3; j++) {
			int order = l2tp_session_compare(&sessions[i], &sessions[j]);

			unit_about(unit, "%d and %d", i, j);
			CHECK((order > 0) - (order < 0) == (i > j) - (i < j));
		}
}

/* The session of LINE after the checks of `session add`. */
static struct l2tp_session checked(struct unit *unit, const char *line)
{
	struct l2tp_session session;
	struct error err;

	CHECK(check(unit, line, 3, &session, &err) == 0);
	return session;
}

/* A wanted and an existing session: equal in fixed fields, equal in settings. */
static void compared_for_replace(struct unit *unit)
{
	const struct {
		const char *want, *have;
		bool made, set;
	} cases[] = {
		{ "sid 1 psid 2", "sid 1 psid 2", true, true },
		{ "sid 1 psid 2", "sid 2 psid 2", false, true },
		{ "sid 1 psid 2", "sid 1 psid 3", false, true },
		{ "sid 1 psid 2", "sid 1 psid 2 pwtype ppp", false, true },
		{ "sid 1 psid 2 cookie 00000000", "sid 1 psid 2", false, true },
		{ "sid 1 psid 2", "sid 1 psid 2 cookie 00000000", false, true },
		{ "sid 1 psid 2 cookie 11111111", "sid 1 psid 2 peer_cookie 11111111", false,
		  true },
		{ "sid 1 psid 2 cookie 1111111111111111", "sid 1 psid 2 cookie 11111111", false,
		  true },
		{ "sid 1 psid 2 l2spec_type none", "sid 1 psid 2", false, true },
		{ "sid 1 psid 2 l2spec_type default", "sid 1 psid 2", true, true },
		{ "sid 1 psid 2", "sid 1 psid 2 name x", true, true },
		{ "sid 1 psid 2 name x", "sid 1 psid 2 name x", true, true },
		{ "sid 1 psid 2 name x", "sid 1 psid 2 name y", false, true },
		{ "sid 1 psid 2 seq both", "sid 1 psid 2 seq send", true, false },
		{ "sid 1 psid 2", "sid 1 psid 2 seq recv", true, false },
		{ "sid 1 psid 2 seq none", "sid 1 psid 2", true, true },
		{ "sid 1 psid 2 lns_mode on", "sid 1 psid 2", true, false },
		{ "sid 1 psid 2 lns_mode off", "sid 1 psid 2", true, true },
		{ "sid 1 psid 2 debug 3", "sid 1 psid 2", true, true }, /* never reported */
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct l2tp_session want = checked(unit, cases[i].want);
		struct l2tp_session have = checked(unit, cases[i].have);

		unit_about(unit, "%s, and there is %s", cases[i].want, cases[i].have);
		CHECK(l2tp_session_is_made_as(&want, &have) == cases[i].made);
		CHECK((l2tp_session_changes(&want, &have, 250) == 0) == cases[i].set);
	}
}

/* Timeouts reported by kernels with HZ 100, 250, 300 or 1000. */
/* A LAC that has received packets copies its peer's sending; requiring is its own setting. */
static void sequence_numbers_follow(struct unit *unit)
{
	const struct {
		const char *want, *have;
		bool received;
		uint32_t changes;
	} cases[] = {
		{ "", "seq send", true, 0 },
		{ "", "seq send", false, L2TP_SESSION_SEQ },
		{ "seq send", "", true, 0 },
		{ "seq recv", "seq both", true, 0 },
		{ "seq both", "seq recv", true, 0 },
		{ "seq recv", "seq send", true, L2TP_SESSION_SEQ },
		{ "lns_mode on", "lns_mode on seq send", true, L2TP_SESSION_SEQ },
		{ "lns_mode on", "seq send", true, L2TP_SESSION_SEQ | L2TP_SESSION_LNS_MODE },
		{ "", "lns_mode on seq send", true, L2TP_SESSION_SEQ | L2TP_SESSION_LNS_MODE },
		{ "reorder_timeout 100", "", false, L2TP_SESSION_REORDER_TIMEOUT },
	};
	char words[128];
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct l2tp_session want, have;

		snprintf(words, sizeof(words), "sid 1 psid 2 %s", cases[i].want);
		want = checked(unit, words);
		snprintf(words, sizeof(words), "sid 1 psid 2 %s", cases[i].have);
		have = checked(unit, words);
		have.stats.rx_packets = cases[i].received;
		unit_about(unit, "\"%s\", and there is \"%s\"", cases[i].want, cases[i].have);
		CHECK(l2tp_session_changes(&want, &have, 250) == cases[i].changes);
	}
}

/* l2spec_type is unknown without debugfs. */
static void sublayer_unknown(struct unit *unit)
{
	struct l2tp_session want = checked(unit, "sid 1 psid 2 l2spec_type none");
	struct l2tp_session have = checked(unit, "sid 1 psid 2");

	have.fields &= ~(uint32_t)L2TP_SESSION_L2SPEC_TYPE;
	CHECK(l2tp_session_is_made_as(&want, &have));
	have.tunnel_id++;
	CHECK(!l2tp_session_is_made_as(&want, &have));
}

static void keys(struct unit *unit)
{
	const struct l2tp_session session = {
		.tunnel_id = 1, .session_id = 2, .name = "now", .kernel_name = "first"
	};
	const uint32_t ids = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID;
	const struct {
		struct l2tp_session key;
		bool has;
	} cases[] = {
		{ { .fields = 0, .tunnel_id = 9 }, true },
		{ { .fields = L2TP_SESSION_TUNNEL_ID, .tunnel_id = 1 }, true },
		{ { .fields = L2TP_SESSION_TUNNEL_ID, .tunnel_id = 2 }, false },
		{ { .fields = L2TP_SESSION_ID, .session_id = 2 }, true },
		{ { .fields = ids, .tunnel_id = 1, .session_id = 3 }, false },
		{ { .fields = ids, .tunnel_id = 1, .session_id = 2, .name = "x" }, true },
		{ { .fields = L2TP_SESSION_NAME, .name = "now" }, true },
		{ { .fields = L2TP_SESSION_NAME, .name = "first" }, true },
		{ { .fields = L2TP_SESSION_NAME, .name = "" }, false },
		{ { .fields = L2TP_SESSION_NAME, .name = "nowt" }, false },
		{ { .fields = ids | L2TP_SESSION_NAME,
		    .tunnel_id = 1,
		    .session_id = 2,
		    .name = "now" },
		  true },
		{ { .fields = ids | L2TP_SESSION_NAME,
		    .tunnel_id = 1,
		    .session_id = 3,
		    .name = "now" },
		  false },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		unit_about(unit, "case %zu", i);
		CHECK(l2tp_session_has_key(&session, &cases[i].key) == cases[i].has);
	}
}

/* Session fields set bits of the session's mask, interface fields those of the interface's. */
static void two_masks(struct unit *unit)
{
	const struct {
		const char *words[4];
		uint32_t session, link;
	} cases[] = {
		{ { "sid", "1" }, L2TP_SESSION_ID, 0 },
		{ { "name", "a" }, L2TP_SESSION_NAME, 0 },
		{ { "up" }, 0, LINK_UP },
		{ { "mtu", "1400", "down" }, 0, LINK_MTU | LINK_UP },
		{ { "lladdr", "02:00:00:00:00:01" }, 0, LINK_LLADDR },
		{ { "nomaster" }, 0, LINK_MASTER },
		{ { "addr", "10.0.0.1/8" }, 0, LINK_ADDRESSES },
		{ { "noaddr", "10.0.0.1" }, 0, LINK_NO_ADDRESSES },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CLEANUP(l2tp_setup_free) struct l2tp_setup setup = { 0 };
		struct error err = { 0 };

		unit_about(unit, "%s", cases[i].words[0]);
		CHECK(keywords_parse(&session_keywords, VERB_SET, cases[i].words, &setup, &err) ==
		      0);
		CHECK(setup.session.fields == cases[i].session);
		CHECK(setup.link.fields == cases[i].link);
	}
}

const struct unit_test session_tests[] = {
	{ "a session that its tunnel cannot carry is refused, by the word", refusals },
	{ "a session's defaults are those of its tunnel's version", defaults },
	{ "sequence numbers without a sublayer to carry them are warned of", no_room_for_sequence },
	{ "a session is named by both ids or by its interface", named },
	{ "sessions are in the order of their tunnels, then of their ids", compared },
	{ "replace knows what differs, and whether it can be set", compared_for_replace },
	{ "sequence numbers that follow the peer are no difference", sequence_numbers_follow },
	{ "a sublayer that is not told counts as equal", sublayer_unknown },
	{ "a key is ids, a present name or a first name, all of them true", keys },
	{ "words of a session and of its interface set bits of two masks", two_masks },
	{ NULL, NULL },
};
