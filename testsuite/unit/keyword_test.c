// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * keyword_test.c - table-driven parsing and printing
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/cleanup.h"
#include "lib/base/error.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/text/keyword.h"
#include "lib/text/object_keywords.h"
#include "lib/text/usage.h"
#include "lib/text/split.h"
#include "lib/text/value.h"
#include "lib/text/words.h"
#include "testsuite/unit/unit.h"

/* Parse LINE with TABLE to OBJECT. */
static int parse(const struct keyword_table *table, enum verb verb, const char *line, void *object,
		 struct error *err)
{
	FILE *file = *line ? fmemopen((void *)line, strlen(line), "r") : fopen("/dev/null", "re");
	const char *const none[] = { NULL }, *const *words = none;
	struct words_reader *reader = NULL;
	int status;

	words_open(&reader, file, err);
	words_next(reader, &words, err);
	status = keywords_parse(table, verb, words, object, err);
	words_close(reader);
	fclose(file);
	return status;
}

static const struct {
	const struct keyword_table *table;
	enum verb verb;
	const char *line, *refusal;
} refused[] = {
	{ &tunnel_keywords, VERB_FILTER, "tunnel_id 1 tunnel_id 1", "tunnel_id: given twice" },
	{ &tunnel_keywords, VERB_FILTER, "tunnel_id 1 tid 2", "tunnel_id: given twice" },
	{ &tunnel_keywords, VERB_ADD, "encap ip",
	  "tunnel_id, local, remote, peer_tunnel_id are required" },
	{ &tunnel_keywords, VERB_FILTER, "tunnel_id", "tunnel_id: a value is required: ID" },
	{ &tunnel_keywords, VERB_ADD, "tid 1 encap", "encap: a value is required: { udp | ip }" },
	{ &tunnel_keywords, VERB_FILTER, "local", "local: a value is required: PREFIX" },
	{ &tunnel_keywords, VERB_FILTER, "colour red",
	  "unknown field \"colour\"; l2tp help tunnel show lists the fields" },
	{ &tunnel_keywords, VERB_FILTER, "\033 1",
	  "unknown field \"\\x1b\"; l2tp help tunnel show lists the fields" },
	{ &tunnel_keywords, VERB_FILTER, "'' 1",
	  "unknown field \"\"; l2tp help tunnel show lists the fields" },
	{ &tunnel_keywords, VERB_FILTER, "tunnel_i 1",
	  "unknown field \"tunnel_i\"; did you mean tunnel_id?" },
	{ &tunnel_keywords, VERB_FILTER, "TUNNEL_ID 1",
	  "unknown field \"TUNNEL_ID\"; l2tp help tunnel show lists the fields" },
	{ &tunnel_keywords, VERB_ADD, "tunnel_id 1 version 3 debug",
	  "debug: a value is required: { MASK | debug,control,seq,data }" },
	{ &tunnel_keywords, VERB_ADD, "lns_mode on", "lns_mode is a field of a session" },
	{ &session_keywords, VERB_ADD, "version 3", "version is a field of a tunnel" },
	{ &session_keywords, VERB_ADD, "session_id 0",
	  "session_id: 0 is not in the range 1..4294967295" },
	{ &session_keywords, VERB_ADD, "sid 0", "session_id: 0 is not in the range 1..4294967295" },
	{ &session_keywords, VERB_ADD, "name a/b",
	  "name: \"a/b\" is not a valid interface name: it contains a slash, colon, percent sign or blank" },
	{ &session_keywords, VERB_ADD, "offset", "offset: a value is required: VALUE" },
};

static void refusals(struct unit *unit)
{
	size_t i;

	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct l2tp_setup object = { 0 };
		struct l2tp_tunnel tunnel = { 0 };
		struct error err = { 0 };
		void *to = refused[i].table == &tunnel_keywords ? (void *)&tunnel : (void *)&object;

		unit_about(unit, "%s", refused[i].line);
		CHECK(parse(refused[i].table, refused[i].verb, refused[i].line, to, &err) ==
		      -EINVAL);
		CHECK(err.kind == ERROR_USAGE);
		CHECK_TEXT(err.text, refused[i].refusal);
		CHECK_TEXT(err.warnings, "");
	}
}

static void ignored(struct unit *unit)
{
	struct l2tp_session session = { 0 };
	struct l2tp_tunnel tunnel = { 0 };
	struct error err = { 0 };

	CHECK(parse(&tunnel_keywords, VERB_FILTER, "tunnel_id 7 name x cookie nonsense", &tunnel,
		    &err) == 0);
	CHECK(tunnel.fields == L2TP_TUNNEL_ID && tunnel.tunnel_id == 7);
	CHECK_TEXT(err.warnings, "name is ignored: it is a field of a session\n"
				 "cookie is ignored: it is a field of a session\n");
	err = (struct error){ 0 };
	CHECK(parse(&session_keywords, VERB_FILTER, "offset 4 peer_offset x encap ip", &session,
		    &err) == 0);
	CHECK(session.fields == 0);
	CHECK_TEXT(err.warnings, "offset is ignored: kernels since 4.16 have no offset\n"
				 "peer_offset is ignored: kernels since 4.16 have no offset\n"
				 "encap is ignored: it is a field of a tunnel\n");
	err = (struct error){ 0 };
	session = (struct l2tp_session){ 0 };
	CHECK(parse(&session_keywords, VERB_ADD, "sid 1 tid 2 psid 3 ptid 4", &session, &err) == 0);
	CHECK_TEXT(err.warnings, "peer_tunnel_id is ignored: this command does not use it\n");
	CHECK(!(session.fields & L2TP_SESSION_PEER_TUNNEL_ID));
}

/* Fields that `set` refuses, and words after a flag. */
static const struct {
	const char *line, *refusal;
} not_set[] = {
	{ "cookie 00112233",
	  "cookie cannot be changed; l2tp session replace re-creates the session" },
	{ "peer_cookie x",
	  "peer_cookie cannot be changed; l2tp session replace re-creates the session" },
	{ "psid 4",
	  "peer_session_id cannot be changed; l2tp session replace re-creates the session" },
	{ "l2spec_type none",
	  "l2spec_type cannot be changed; l2tp session replace re-creates the session" },
	{ "pwtype", "pwtype: a value is required: { eth | ppp }" },
	{ "up 1", "unknown field \"1\"; l2tp help session set lists the fields" },
	{ "nomaster br0", "unknown field \"br0\"; l2tp help session set lists the fields" },
	{ "UP", "unknown field \"UP\"; l2tp help session set lists the fields" },
};

static void fixed(struct unit *unit)
{
	const struct keyword *row;
	size_t i;

	for (i = 0; i < sizeof(not_set) / sizeof(not_set[0]); i++) {
		struct l2tp_setup setup = { 0 };
		struct error err = { 0 };

		unit_about(unit, "%s", not_set[i].line);
		CHECK(parse(&session_keywords, VERB_SET, not_set[i].line, &setup, &err) == -EINVAL);
		CHECK(err.kind == ERROR_USAGE);
		CHECK_TEXT(err.text, not_set[i].refusal);
	}
	for (row = tunnel_keywords.rows; row->word; row++) {
		unit_about(unit, "%s", row->word);
		CHECK(row->use[VERB_SET] == FIXED);
	}
}

/* A flag takes no value; the words around it parse on their own. */
static void flags(struct unit *unit)
{
	CLEANUP(l2tp_setup_free) struct l2tp_setup setup = { 0 };
	struct error err = { 0 };

	CHECK(parse(&session_keywords, VERB_ADD,
		    "up tid 1 nomaster sid 2 psid 3 addr fd00::1/64 name up addr 10.0.0.1/24",
		    &setup, &err) == 0);
	CHECK_TEXT(err.text, "");
	CHECK(setup.session.tunnel_id == 1 && setup.session.session_id == 2 && setup.link.up);
	CHECK(setup.link.addresses.count == 2);
	CHECK_TEXT(setup.session.name, "up");
	CHECK(!keyword_has_value(&session_keywords, "up"));
	CHECK(!keyword_has_value(&session_keywords, "down"));
	CHECK(!keyword_has_value(&session_keywords, "nomaster"));
	CHECK(keyword_has_value(&session_keywords, "master"));
	CHECK(keyword_has_value(&session_keywords, "addr"));
	CHECK(keyword_has_value(&session_keywords, "tid"));
	CHECK(keyword_has_value(&session_keywords, "no-such-word"));
	CHECK(keyword_has_value(&tunnel_keywords, "up"));
	CHECK(keyword_words(&session_keywords, (const char *const[]){ "mtu", "1400", NULL }) == 2);
	CHECK(keyword_words(&session_keywords, (const char *const[]){ "mtu", NULL }) == 1);
	/* a flag of the other table takes no value */
	CHECK(keyword_words(&tunnel_keywords, (const char *const[]){ "up", "tid", NULL }) == 1);
	err = (struct error){ 0 };
	CHECK(parse(&session_keywords, VERB_FILTER, "up", &setup, &err) == -EINVAL);
	CHECK_TEXT(err.text, "up: this command does not accept it");
}

/* Excess warnings are dropped as whole lines. */
static void many_warnings(struct unit *unit)
{
	const char *words[2001];
	struct l2tp_session session = { 0 };
	struct error err = { 0 };
	size_t i;

	for (i = 0; i < 2000; i++)
		words[i] = i % 2 ? "1" : "offset";
	words[2000] = NULL;
	CHECK(keywords_parse(&session_keywords, VERB_FILTER, words, &session, &err) == 0);
	i = strlen(err.warnings);
	CHECK(i > 1000 && i < sizeof(err.warnings) && err.warnings[i - 1] == '\n');
}

static void order(struct unit *unit)
{
	struct l2tp_tunnel tunnel = { 0 };
	struct error err = { 0 };

	CHECK(parse(&tunnel_keywords, VERB_ADD,
		    "udp_csum on remote any debug 3 local fd00::1 version 2 ptid 2 udp_dport 9 "
		    "encap udp tid 0x10 udp_sport 8",
		    &tunnel, &err) == 0);
	CHECK(tunnel.tunnel_id == 16 && tunnel.peer_tunnel_id == 2 && tunnel.udp_sport == 8 &&
	      tunnel.udp_dport == 9 && tunnel.udp_csum && tunnel.version == 2 &&
	      tunnel.debug == 3 && tunnel.local.family == AF_INET6 &&
	      tunnel.remote.family == AF_UNSPEC);
	CHECK(!(tunnel.fields & (L2TP_TUNNEL_UDP6_CSUM_TX | L2TP_TUNNEL_STATS)));
}

/* Values may equal keywords, commands or options. */
static void values_as_words(struct unit *unit)
{
	const char *const names[] = { "tunnel", "help", "session_id", "-j", "add", "l2tp" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *const words[] = { "name", names[i], NULL };
		struct l2tp_session session = { 0 };
		struct error err = { 0 };

		unit_about(unit, "%s", names[i]);
		CHECK(keywords_parse(&session_keywords, VERB_FILTER, words, &session, &err) == 0);
		CHECK_TEXT(session.name, names[i]);
	}
}

static void matched(struct unit *unit)
{
	const char *const object = "tunnel_id 1 peer_tunnel_id 2 local 10.0.0.1 remote 10.0.0.2 "
				   "udp_sport 5000 udp_dport 5001 udp_csum off encap udp version 3";
	const struct {
		const char *filter;
		bool matches;
	} cases[] = {
		{ "", true },
		{ "tunnel_id 1", true },
		{ "tunnel_id 2", false },
		{ "remote 10.0.0.0/8 udp_dport 5001", true },
		{ "remote 10.0.0.0/8 udp_dport 5002", false },
		{ "remote ::/0", false },
		{ "local any", false },
		{ "udp_csum off", true },
		{ "udp_csum on", false },
		{ "encap ip", false },
		{ "encap udp version 3", true },
		{ "debug 0", false }, /* the object lacks debug */
		{ "udp6_csum_tx off", false },
	};
	struct l2tp_tunnel tunnel = { 0 };
	struct error err = { 0 };
	size_t i;

	CHECK(parse(&tunnel_keywords, VERB_ADD, object, &tunnel, &err) == 0);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct l2tp_tunnel filter = { 0 };

		unit_about(unit, "%s", cases[i].filter);
		CHECK(parse(&tunnel_keywords, VERB_FILTER, cases[i].filter, &filter, &err) == 0);
		CHECK(keywords_match(&tunnel_keywords, &filter, &tunnel) == cases[i].matches);
	}
}

/* Assert that LINE parsed, written and parsed again gives the same object. */
static void check_written(struct unit *unit, const struct keyword_table *table, const char *line,
			  size_t size)
{
	void *first = calloc(1, size), *second = calloc(1, size);
	struct error err = { 0 };
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	unit_about(unit, "%s", line);
	CHECK(parse(table, VERB_ADD, line, first, &err) == 0);
	keywords_write(table, VERB_ADD, first, out);
	fclose(out);
	CHECK(text[0] == ' ');
	CHECK(parse(table, VERB_ADD, text, second, &err) == 0);
	CHECK_TEXT(err.text, "");
	CHECK(memcmp(first, second, sizeof(uint32_t)) == 0);
	CHECK(keywords_match(table, first, second) && keywords_match(table, second, first));
	free(text);
	if (table == &session_keywords) {
		l2tp_setup_free(first);
		l2tp_setup_free(second);
	}
	free(first);
	free(second);
}

static void written(struct unit *unit)
{
	const char *const tunnels[] = {
		"tid 1 ptid 2 local 10.0.0.1 remote any",
		"tid 1 ptid 0xffffffff local fd00::1 remote ::ffff:1.2.3.4 encap ip version 2 "
		"debug 17",
		"tid 1 ptid 2 local any remote :: udp_sport 1 udp_dport 65535 udp_csum off "
		"udp6_csum_tx off udp6_csum_rx on debug data,seq version 3",
	};
	const char *const sessions[] = {
		"tid 1 sid 2 psid 3",
		"tid 1 sid 2 psid 3 name 'it'\"'\"'s\"#\\' cookie 00000000 peer_cookie "
		"0123456789abcdef seq both lns_mode on reorder_timeout 0 l2spec_type none "
		"pwtype ppp debug 0",
		"tid 1 sid 2 psid 3 name -\033\xc3\xbc\xff seq none lns_mode off",
		"tid 1 sid 2 psid 3 down mtu 68 lladdr 02:00:00:00:00:fF nomaster",
		"tid 1 sid 2 psid 3 up mtu 65535 master 'a#b' addr 10.0.0.1",
	};
	size_t i;

	for (i = 0; i < sizeof(tunnels) / sizeof(tunnels[0]); i++)
		check_written(unit, &tunnel_keywords, tunnels[i], sizeof(struct l2tp_tunnel));
	for (i = 0; i < sizeof(sessions) / sizeof(sessions[0]); i++)
		check_written(unit, &session_keywords, sessions[i], sizeof(struct l2tp_setup));
}

/* Each row has its own bit, and no two rows share a word. */
static void check_table(struct unit *unit, const struct keyword_table *table)
{
	const struct keyword *row, *other;

	for (row = table->rows; row->word; row++) {
		unit_about(unit, "%s %s", table->object, row->word);
		CHECK(row->type && row->help && !strchr(row->help, '\n'));
		CHECK(row->help && row->help[strlen(row->help) - 1] != '.');
		/* rows with the same field set one member: up and down, addr and peer */
		for (other = table->rows; other != row; other++)
			CHECK(!keyword_same_member(other, row) || row->type->flag ||
			      row->repeatable);
		CHECK(row->type == &value_ignored || row->field);
		CHECK((row->field & (row->field - 1)) == 0);
		CHECK(keyword_find(table, row->word) == row);
		CHECK(!row->alias || keyword_find(table, row->alias) == row);
		other = keyword_find(table->other, row->word);
		CHECK(!other || other->everywhere == row->everywhere);
	}
}

static void tables(struct unit *unit)
{
	check_table(unit, &tunnel_keywords);
	check_table(unit, &session_keywords);
	CHECK(tunnel_keywords.other == &session_keywords);
	CHECK(session_keywords.other == &tunnel_keywords);
}

/* Usage lines fit a terminal. */
static void usage(struct unit *unit)
{
	char text[4096] = "";
	FILE *file = fmemopen(text, sizeof(text), "w");
	char *line, *rest = text;

	keywords_usage(&tunnel_keywords, VERB_ADD, 17, file);
	keywords_usage(&session_keywords, VERB_FILTER, 19, file);
	keywords_usage(&session_keywords, VERB_SET, 18, file);
	keywords_usage(&session_keywords, VERB_ADD, 22, file);
	fclose(file);
	while ((line = strsep(&rest, "\n"))) {
		unit_about(unit, "%s", line);
		CHECK(strlen(line) <= 80);
	}
}

const struct unit_test keyword_tests[] = {
	{ "words that are not understood are refused by name", refusals },
	{ "words that ip l2tp takes and ignores are taken with a warning each", ignored },
	{ "what the kernel cannot change is refused with the way round", fixed },
	{ "a flag has no value, and a word that may be repeated adds up", flags },
	{ "warnings that do not fit are left out whole", many_warnings },
	{ "words come in any order and by their aliases", order },
	{ "a value may look like another word", values_as_words },
	{ "a filter matches where every field it has is there and equal", matched },
	{ "what is written is read back as it was", written },
	{ "the rows of a table have a field, a type and a line of help each", tables },
	{ "usage fits 80 columns", usage },
	{ NULL, NULL },
};
