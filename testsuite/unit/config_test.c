// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * config_test.c - configurations: parsed from lines and JSON, rejected, written
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/error.h"
#include "lib/config/config.h"
#include "lib/config/plan.h"
#include "lib/config/read.h"
#include "lib/config/write.h"
#include "testsuite/unit/unit.h"

#define TUNNEL "tunnel add tunnel_id 1 local 10.0.0.1 remote 10.0.0.2 peer_tunnel_id 2 encap ip\n"
#define TUNNEL_JSON \
	"{\"tunnel_id\":1,\"local\":\"10.0.0.1\",\"remote\":\"10.0.0.2\",\"peer_tunnel_id\":2," \
	"\"encap\":\"ip\"}"
/* A document without tunnels. */
#define SESSIONS(list) "{\"tunnels\":[],\"sessions\":[" list "]}"

#define TEXT(literal) (literal), sizeof(literal) - 1

static int read_bytes(const char *text, size_t length, struct config *config, struct error *err)
{
	FILE *file = fmemopen((void *)text, length, "r");
	int status;

	*err = (struct error){ 0 };
	status = config_read(file, "file", config, err);
	fclose(file);
	return status;
}

static int read_text(const char *text, struct config *config, struct error *err)
{
	return read_bytes(text, strlen(text), config, err);
}

/* Assert that TEXT is parsed and then written as WRITTEN. */
static void check_written(struct unit *unit, const char *text, const char *written)
{
	struct config config;
	struct error err;
	char *got = NULL;
	size_t size;
	FILE *file;

	unit_about(unit, "%s", text);
	CHECK(read_text(text, &config, &err) == 0);
	CHECK_TEXT(err.text, "");
	CHECK(config_reduce(&config, &err) == 0);
	file = open_memstream(&got, &size);
	config_write(&config, "", file);
	fclose(file);
	CHECK_TEXT(got, written);
	free(got);
	config_free(&config);
}

static void lines(struct unit *unit)
{
	static const char written[] =
		"tunnel add tunnel_id 1 encap ip local 10.0.0.1 remote 10.0.0.2 peer_tunnel_id 2\n"
		"session add session_id 3 tunnel_id 1 peer_session_id 4 name wire seq both up "
		"addr 10.5.1.1/24 addr 10.6.1.1/32 peer 10.6.1.2\n";

	check_written(unit, written, written);
	check_written(
		unit,
		"# a comment\n\nl2tp add session sid 3 tid 1 psid 4 name wire up seq both addr "
		"10.5.1.1/24 addr 10.6.1.1 peer 10.6.1.2\n" TUNNEL,
		written);
}

static void documents(struct unit *unit)
{
	check_written(unit, "{\"sessions\":[],\"tunnels\":[]}\n", "");
	check_written(
		unit,
		"{\"tunnels\":[" TUNNEL_JSON "],\"sessions\":[{\"tunnel_id\":1,"
		"\"session_id\":3,\"peer_session_id\":4,\"name\":\"wire\",\"up\":true,\"nomaster\":true,"
		"\"lns_mode\":true,\"comment\":[\"x\",\"\\\":\",{\":\":{\"x\":1}}],"
		"\"addr\":[\"10.5.1.1/24\",\"10.6.1.1/32 peer 10.6.1.2\"]}]}",
		"tunnel add tunnel_id 1 encap ip local 10.0.0.1 remote 10.0.0.2 "
		"peer_tunnel_id 2\n"
		"session add session_id 3 tunnel_id 1 peer_session_id 4 name wire lns_mode on "
		"up nomaster addr 10.5.1.1/24 addr 10.6.1.1/32 peer 10.6.1.2\n");
	/* bytes that JSON cannot contain */
	check_written(
		unit,
		"{\"tunnels\":[" TUNNEL_JSON
		"],\"sessions\":[{\"tunnel_id\":1,\"session_id\":3,\"peer_session_id\":4,"
		"\"name\":\"a\\\\xff\\\\x5cxff\",\"master\":\"\\\\x80\"}]}",
		"tunnel add tunnel_id 1 encap ip local 10.0.0.1 remote 10.0.0.2 "
		"peer_tunnel_id 2\n"
		"session add session_id 3 tunnel_id 1 peer_session_id 4 name $'a\\xff\\x5cxff' "
		"master $'\\x80'\n");
}

static void refused(struct unit *unit)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ TUNNEL TUNNEL, "file:2: tunnel 1 is defined twice" },
		{ TUNNEL "session add tunnel_id 2 session_id 1 peer_session_id 1\n",
		  "file:2: session 1: FILE has no tunnel 2; add its tunnel add line" },
		{ "tunnel show\n",
		  "file:1: \"tunnel\": only tunnel add and session add lines are valid" },
		{ "tunnel\n",
		  "file:1: \"tunnel\": only tunnel add and session add lines are valid" },
		{ "l2tp\n", "file:1: \"l2tp\": only tunnel add and session add lines are valid" },
		{ TUNNEL "session add 'x\n", NULL },
		{ "{", NULL },
		{ "{} {}", NULL },
		{ "{\"tunnels\":[1]}", "file: tunnels[0]: an object is required" },
		{ "{\"tunnels\":[{}]}", "file: tunnels[0]: a field is required" },
		{ "{\"tunnels\":[{\"tunnel_id\":null}]}",
		  "file: tunnels[0]: tunnel_id: a number or a string is required" },
		{ "{}", "file: tunnels: an array is required" },
		{ "{\"sessions\":[]}", "file: tunnels: an array is required" },
		{ "{\"tunnels\":[]}", "file: sessions: an array is required" },
		{ "{\"tunnels\":null,\"sessions\":[]}", "file: tunnels: an array is required" },
		{ "{\"tunnels\":[" TUNNEL_JSON "],\"sessions\":[],\"tunnels\":[]}",
		  "file: a member is given twice" },
		{ SESSIONS("{\"name\":\"a:b\",\"name\":\"c\"}"), "file: a member is given twice" },
		{ SESSIONS("{\"name\":\"a\",\"\\u006eame\":\"c\"}"),
		  "file: a member is given twice" },
		{ SESSIONS("{'name':\"a\",\"name\":\"c\"}"), "file: a member is given twice" },
		{ "{\"tunnels\":[" TUNNEL_JSON "," TUNNEL_JSON "],\"sessions\":[]}",
		  "file: tunnel 1 is defined twice" },
	};
	struct config config;
	struct error err;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		unit_about(unit, "%s", cases[i].text);
		CHECK(read_text(cases[i].text, &config, &err) == -EINVAL);
		CHECK(err.kind == ERROR_USAGE);
		if (cases[i].message)
			CHECK_TEXT(err.text, cases[i].message);
		config_free(&config);
	}
}

#define UDP(id, from, to) \
	"tunnel add tunnel_id " id " peer_tunnel_id 1 local " from " remote " to \
	" udp_sport 5001 udp_dport 1\n"
#define A4(id) UDP(id, "10.0.0.1", "10.0.0.2")
#define B4(id) UDP(id, "10.0.0.9", "10.0.0.2")
#define ANY4(id) UDP(id, "any", "10.0.0.2")
#define A6(id) UDP(id, "fd00::1", "fd00::2")
#define ANY6(id) UDP(id, "any", "fd00::2")
#define MAPPED(id) UDP(id, "::ffff:10.0.0.1", "::ffff:10.0.0.2")
#define SESSION(tunnel, id, rest) \
	"session add tunnel_id " tunnel " session_id " id " peer_session_id 1 name " rest "\n"
#define SAME(one, other) "tunnels " one " and " other " have the same local address and port 5001"
#define TAKEN(what, owner) what " is in use by " owner ", which FILE does not mention; use "
#define PORT_TAKEN(id) TAKEN("udp_sport 5001", "tunnel " id) "prune or another udp_sport"

/* A file and the kernel's configuration, and why both together are refused. */
struct conflict_case {
	const char *want, *have, *message; /* "" if accepted */
	unsigned long line;
	bool prune, ipv6_only;
};

/* Which pairs of sockets Linux 6.1 and 6.12 refuse, if `any` is bound first. */
static const struct conflict_case conflict_cases[] = {
	{ A4("1") B4("2") A6("3"), "", "", 0, false, false },
	{ A4("1") "\n" A4("2"), "", SAME("1", "2"), 3, false, false },
	{ A4("1") MAPPED("2"), "", SAME("1", "2"), 2, false, false },
	{ B4("1") ANY4("2") A6("3"), "", "", 0, false, false },
	{ ANY4("1") ANY4("2"), "", SAME("1", "2"), 2, false, false },
	{ A6("1") ANY6("2") A4("3"), "", "", 0, false, false },
	{ ANY4("1") ANY6("2"), "", SAME("2", "1"), 2, false, false },
	{ ANY4("1") ANY6("2"), "", "", 0, false, true },
	/* a socket that exists is bound before those to add */
	{ A4("2"), A4("1"), PORT_TAKEN("1"), 1, false, false },
	{ A4("2"), A4("1"), "", 0, true, false },
	{ B4("2") A6("3"), A4("1"), "", 0, false, false },
	{ ANY4("2"), A4("1"), PORT_TAKEN("1"), 1, false, false },
	{ ANY4("2"), A6("1"), "", 0, false, false },
	{ ANY6("2"), A6("1"), PORT_TAKEN("1"), 1, false, true },
	{ ANY6("2"), A4("1"), PORT_TAKEN("1"), 1, false, false },
	{ ANY6("2"), A4("1"), "", 0, false, true },
	{ ANY6("2"), MAPPED("1"), PORT_TAKEN("1"), 1, false, false },
	{ A4("2"), ANY4("1"), PORT_TAKEN("1"), 1, false, false },
	{ A4("2"), ANY6("1"), "", 0, false, false },
	{ A4("1") "\n" ANY4("2"), A4("1"), SAME("2", "1"), 3, false, false },
	/* `any` may be the address of the socket that exists */
	{ ANY4("1") B4("2"), A4("1"), "", 0, false, false },
	{ ANY4("1") A4("2"), A4("1"), SAME("1", "2"), 2, false, false },
	/* what exists does not conflict, even if two sockets share an address by SO_REUSEADDR */
	{ A4("1") A4("2") B4("3"), A4("1") A4("2"), "", 0, false, false },
	{ A4("1") A4("2") A4("3"), A4("1") A4("2"), SAME("2", "3"), 3, false, false },
	{ A4("1") SESSION("1", "1", "w") SESSION("1", "2", "w up"),
	  A4("1") SESSION("1", "1", "w") SESSION("1", "2", "w"), "", 0, false, false },
	{ A4("1") SESSION("1", "1", "w") SESSION("1", "2", "w"), "",
	  "name w is used by two sessions", 3, false, false },
	{ A4("1") SESSION("1", "1", "w") SESSION("1", "2", "w"), A4("1") SESSION("1", "1", "w"),
	  "name w is used by two sessions", 3, false, false },
	{ A4("1") SESSION("1", "2", "w"), A4("1") SESSION("1", "1", "w"),
	  TAKEN("name w", "session 1 in tunnel 1") "prune or another name", 2, false, false },
	{ A4("1") SESSION("1", "1", "x") SESSION("1", "2", "w"), A4("1") SESSION("1", "1", "w"), "",
	  0, false, false },
};

static void conflicts(struct unit *unit)
{
	size_t i;

	for (i = 0; i < sizeof(conflict_cases) / sizeof(conflict_cases[0]); i++) {
		const struct conflict_case *at = &conflict_cases[i];
		struct config want, have = { 0 };
		struct plan plan;
		struct error err = { 0 };
		size_t k;

		unit_about(unit, "case %zu", i);
		CHECK(read_text(at->want, &want, &err) == 0);
		CHECK(!at->have[0] || read_text(at->have, &have, &err) == 0);
		have.ipv6_only = at->ipv6_only;
		for (k = 0; k < have.session_count; k++)
			have.sessions[k].ifindex = 1;
		CHECK((plan_make(&plan, &want, &have, &(struct plan_options){ .prune = at->prune },
				 &err) == 0) == !at->message[0]);
		CHECK_TEXT(err.text, at->message);
		CHECK(plan.line == at->line);
		plan_free(&plan);
		config_free(&want);
		config_free(&have);
	}
}

/* A tunnel from a wildcard address is added first, whatever its ID: it can share its port only then. */
static void any_first(struct unit *unit)
{
	const struct plan_options options = { 0 };
	struct config want, nothing = { 0 };
	struct error err;
	struct plan plan;

	CHECK(read_text(A4("1") B4("2") ANY4("3") A6("4") ANY6("5"), &want, &err) == 0);
	want.tunnels[4].tunnel.udp_sport++;
	CHECK(plan_make(&plan, &want, &nothing, &options, &err) == 0);
	CHECK(plan.count == 5 && plan.steps[0].tunnel == &want.tunnels[2] &&
	      plan.steps[1].tunnel == &want.tunnels[4] && plan.steps[2].tunnel == &want.tunnels[0]);
	plan_free(&plan);
	config_free(&want);
}

#define NO_PREFIX " is not a valid IPv4 or IPv6 address or prefix"

/* Invalid values, which must not become other words of the line. */
static void refused_values(struct unit *unit)
{
	static const char *const cases[][2] = {
		{ "\"up\":\"nomaster\"", "up: true or false is required" },
		{ "\"up\":1", "up: true or false is required" },
		{ "\"up\":[\"x\"]", "up: a list is not valid here" },
		{ "\"up\":null", "up: true or false is required" },
		{ "\"down\":false", "down: the only valid value is true" },
		{ "\"nomaster\":false", "nomaster: the only valid value is true" },
		{ "\"nomaster\":\"br0\"", "nomaster: true or false is required" },
		{ "\"name\":true", "name: a number or a string is required" },
		{ "\"mtu\":false", "mtu: a number or a string is required" },
		{ "\"mtu\":1400.5", "mtu: a number or a string is required" },
		{ "\"lns_mode\":{}", "lns_mode: a number or a string is required" },
		{ "\"cookie\":[]", "cookie: a list is not valid here" },
		{ "\"cookie\":[\"01020304\"]", "cookie: a list is not valid here" },
		{ "\"addr\":[1]", "addr: a list of strings is required" },
		{ "\"addr\":[\"\"]", "addr: \"\"" NO_PREFIX },
		{ "\"addr\":[\"10.0.0.1/24 up\"]", "addr: \"10.0.0.1/24 up\"" NO_PREFIX },
		{ "\"addr\":[\"10.0.0.1 mtu 99\"]", "addr: \"10.0.0.1 mtu 99\"" NO_PREFIX },
		{ "\"addr\":[\"10.0.0.1 peer \"]", "peer: \"\"" NO_PREFIX },
		{ "\"addr\":[\"10.0.0.1 peer 10.0.0.2 up\"]", "peer: \"10.0.0.2 up\"" NO_PREFIX },
	};
	char text[256];
	struct config config;
	struct error err;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(text, sizeof(text), SESSIONS("{%s}"), cases[i][0]);
		unit_about(unit, "%s", text);
		CHECK(read_text(text, &config, &err) == -EINVAL);
		CHECK(err.kind == ERROR_USAGE);
		CHECK(strncmp(err.text, "file: sessions[0]: ", 19) == 0);
		CHECK_TEXT(err.text + 19, cases[i][1]);
		config_free(&config);
	}
}

/* A NUL byte would truncate a document or a string. */
static void with_nuls(struct unit *unit)
{
	static const struct {
		const char *text;
		size_t length;
		int status;
	} cases[] = {
		{ TEXT(SESSIONS("") "\0"), -EINVAL },
		{ TEXT(SESSIONS("") "\0{\"tunnels\":"), -EINVAL },
		{ TEXT("{\0\"tunnels\":[],\"sessions\":[]}"), -EINVAL },
		{ TEXT(SESSIONS("{\"name\":\"a\\u0000b\"}")), -EINVAL },
		{ TEXT(SESSIONS("{\"name\\u0000\":\"a\"}")), -EINVAL },
		{ TEXT("{\"tunnels\":[" TUNNEL_JSON
		       "],\"sessions\":[{\"tunnel_id\":1,\"session_id\":1,\"peer_session_id\":1,\"name\":\"a\\\\u0000\"}]}"),
		  0 },
	};
	struct config config;
	struct error err;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		unit_about(unit, "case %zu: %s", i, cases[i].text);
		CHECK(read_bytes(cases[i].text, cases[i].length, &config, &err) == cases[i].status);
		CHECK_TEXT(err.text, cases[i].status ? "file: NUL byte in the document" : "");
		config_free(&config);
	}
}

/* A truncated file must be rejected: missing objects would be pruned. */
static void unreadable(struct unit *unit)
{
	const char *const cases[][2] = {
		{ "", "file: Input/output error" },
		{ TUNNEL, "file:1: Input/output error" },
		{ TUNNEL "tunnel add tunnel_id 2", "file:2: Input/output error" },
		{ "{}", "file: Input/output error" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *text = cases[i][0];
		FILE *file = unit_failing_file(&text);
		struct config config;
		struct error err = { 0 };

		unit_about(unit, "%s", cases[i][0]);
		CHECK(config_read(file, "file", &config, &err) == -EIO);
		CHECK(err.kind == ERROR_SYSTEM);
		CHECK_TEXT(err.text, cases[i][1]);
		config_free(&config);
		fclose(file);
	}
}

const struct unit_test config_tests[] = {
	{ "lines are read in any order and written as they would be saved", lines },
	{ "a JSON document is read as the lines that it stands for", documents },
	{ "what contradicts itself is refused, and where it is is told", refused },
	{ "what cannot coexist is refused, and what exists already can", conflicts },
	{ "a tunnel from any address is added before those from one", any_first },
	{ "a JSON value that is none of its field is refused, and is no other word",
	  refused_values },
	{ "a NUL byte in a document, or in a string of it, is refused", with_nuls },
	{ "a file of which the rest cannot be read is refused", unreadable },
	{ NULL, NULL },
};
