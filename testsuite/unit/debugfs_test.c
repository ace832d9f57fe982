// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * debugfs_test.c - parsing of the kernel's l2tp/tunnels, valid and corrupted
 */

#include <stdlib.h>
#include <string.h>

#include "lib/base/error.h"
#include "lib/kernel/debugfs.h"
#include "lib/kernel/debugfs_show.h"
#include "lib/text/output.h"
#include "testsuite/unit/unit.h"

/* Format of net/l2tp/l2tp_debugfs.c. */
static const char sample[] = "TUNNEL ID, peer ID from IP to IP\n"
			     " L2TPv2/L2TPv3, UDP/IP\n"
			     " sessions session-count, refcnt refcnt/sk->refcnt\n"
			     " debug tx-pkts/bytes/errs rx-pkts/bytes/errs\n"
			     "  SESSION ID, peer ID, PWTYPE\n"
			     "   refcnt cnt\n"
			     "   offset OFFSET l2specific TYPE/LEN\n"
			     "   [ cookie ]\n"
			     "   [ peer cookie ]\n"
			     "   config mtu/mru/rcvseq/sendseq/dataseq/lns debug reorderto\n"
			     "   nr/ns tx-pkts/bytes/errs rx-pkts/bytes/errs\n"
			     "\n"
			     "TUNNEL 4294967295 peer 11 from 127.0.0.1 to 127.0.0.2\n"
			     " source port 5001, dest port 6001\n"
			     " L2TPv3, UDP\n"
			     " 2 sessions, refcnt 3/3\n"
			     " 00000000 rx 0/0/0 rx 0/0/0\n"
			     "  SESSION 2, peer 2, ETH\n"
			     "   refcnt 2\n"
			     "   config 0/0/-/-/-/LAC 00000000 0\n"
			     "   offset 0 l2specific 1/4\n"
			     "   cookie 00112233\n"
			     "   peer cookie 0011223344556677\n"
			     "   0/0 tx 0/0/0 rx 0/0/0\n"
			     "   interface l2tpeth1\n"
			     "  SESSION 1, peer 2, ETH\n"
			     "   refcnt 2\n"
			     "   offset 0 l2specific 0/0\n"
			     "   interface fifteen-bytes-x\n"
			     "TUNNEL 2 peer 12 from fd00::1 to fd00::2\n"
			     " L2TPv2, UDP\n"
			     "  SESSION 7, peer 8, PPP\n"
			     "   offset 0 l2specific 1/4\n"
			     "   interface ppp0\n";

static int parse(const char *text, size_t length, struct debugfs_session **list, size_t *count)
{
	FILE *file = length ? fmemopen((void *)text, length, "r") : fopen("/dev/null", "re");
	struct error err = { 0 };
	int status = debugfs_parse(file, list, count, &err);

	fclose(file);
	return status;
}

static void whole(struct unit *unit)
{
	struct debugfs_session *list = NULL;
	const struct debugfs_session *found;
	size_t count = 0;

	CHECK(parse(sample, strlen(sample), &list, &count) == 0);
	CHECK(count == 3);
	CHECK(list[0].tunnel_id == 2 && list[0].session_id == 7);
	CHECK(list[1].tunnel_id == UINT32_MAX && list[1].session_id == 1);
	CHECK(list[2].tunnel_id == UINT32_MAX && list[2].session_id == 2);
	found = debugfs_find(list, count, UINT32_MAX, 2);
	CHECK(found == &list[2]);
	CHECK(found && found->l2spec_type == 1 && strcmp(found->name, "l2tpeth1") == 0);
	found = debugfs_find(list, count, UINT32_MAX, 1);
	CHECK(found && found->l2spec_type == 0 && strcmp(found->name, "fifteen-bytes-x") == 0);
	CHECK(!debugfs_find(list, count, 2, 1));
	CHECK(!debugfs_find(list, count, 1, UINT32_MAX));
	CHECK(!debugfs_find(NULL, 0, 1, 1));
	free(list);
}

static void partial(struct unit *unit)
{
	const char text[] = "TUNNEL 1 peer 2 from a to b\n"
			    "  SESSION 1, peer 2, ETH\n"
			    "  SESSION 2, peer 2, ETH\n"
			    "   interface a_very_long_name_of_an_interface\n";
	struct debugfs_session *list = NULL;
	size_t count = 0;

	CHECK(parse(text, strlen(text), &list, &count) == 0);
	CHECK(count == 2);
	CHECK(list[0].l2spec_type == -1 && list[0].name[0] == '\0');
	CHECK(strcmp(list[1].name, "a_very_long_nam") == 0);
	free(list);
}

static void garbage(struct unit *unit)
{
	static const struct {
		const char *text;
		size_t length, count;
	} cases[] = {
		{ "", 0, 0 },
		{ "\n\n\n", 3, 0 },
		{ "   interface early\n   offset 0 l2specific 1/4\n", 46, 0 },
		{ "TUNNEL x peer y\n  SESSION x, peer y\n", 36, 0 },
		{ "TUNNEL\0 1 peer\n  SESSION 1\0\n", 28, 1 },
		{ "  SESSION 99999999999999999999, peer 1\n", 39, 1 },
		{ "\xff\xfe\xfd interface \xff\n", 16, 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct debugfs_session *list = NULL;
		size_t count = 99;

		unit_about(unit, "case %zu", i);
		CHECK(parse(cases[i].text, cases[i].length, &list, &count) == 0);
		CHECK(count == cases[i].count);
		free(list);
	}
}

/* Truncated anywhere or with any bit flipped, the text is parsed without a crash. */
static void damaged(struct unit *unit)
{
	char copy[sizeof(sample)];
	size_t at;

	for (at = 0; at < sizeof(sample) - 1; at++) {
		struct debugfs_session *list = NULL;
		size_t count = 0;

		unit_about(unit, "byte %zu", at);
		CHECK(parse(sample, at, &list, &count) == 0 && count <= 3);
		free(list);
		memcpy(copy, sample, sizeof(sample));
		copy[at] ^= 0x15;
		CHECK(parse(copy, sizeof(copy) - 1, &list, &count) == 0 && count <= 4);
		free(list);
	}
}

static void many(struct unit *unit)
{
	struct debugfs_session *list = NULL;
	char *text = NULL;
	size_t size, count = 0;
	FILE *file = open_memstream(&text, &size);
	unsigned int i;

	fputs("TUNNEL 1 peer 1 from a to b\n", file);
	for (i = 5000; i > 0; i--)
		fprintf(file, "  SESSION %u, peer 1, ETH\n   interface l2tpeth%u\n", i, i);
	fclose(file);
	CHECK(parse(text, size, &list, &count) == 0 && count == 5000);
	CHECK(strcmp(debugfs_find(list, count, 1, 4321)->name, "l2tpeth4321") == 0);
	free(list);
	free(text);
}

/* Format of net/l2tp/l2tp_ppp.c, pppol2tp_seq_show(). */
static void proc(struct unit *unit)
{
	static const char text[] =
		"PPPoL2TP driver info, V2.0\n"
		"TUNNEL name, user-data-ok session-count\n"
		"  SESSION name, addr/port src-tid/sid dest-tid/sid state user-data-ok\n"
		"\n"
		"TUNNEL 'tunl 11', Y 2\n"
		" 00000000 12/500/0 12/500/0\n"
		"  SESSION 'sess 11/21' 0A000001/5001 000B/0015 -> 000C/0016 3 Y\n"
		"   0/0/-/-/LAC 00000000 0\n"
		"   interface ppp0\n"
		"  SESSION 'sess 11/20' 0A000001/5001 000B/0014 -> 000C/0016 3 Y\n"
		"   interface (null)\n";
	struct debugfs_session *list = NULL;
	size_t count = 0;

	CHECK(parse(text, sizeof(text) - 1, &list, &count) == 0);
	CHECK(count == 2);
	if (count == 2) {
		CHECK(list[0].tunnel_id == 11 && list[0].session_id == 20);
		CHECK_TEXT(list[0].name, "");
		CHECK(list[1].session_id == 21 && list[1].l2spec_type == -1);
		CHECK_TEXT(list[1].name, "ppp0");
	}
	free(list);
}

/* With sequence numbers the kernel prints nr and ns twice; a JSON object must have each once. */
static void shown(struct unit *unit)
{
	static char text[] = "TUNNEL 1 peer 2 from a to b\n"
			     "  SESSION 3, peer 4, ETH\n"
			     "   nr 5, ns 6\n"
			     "   refcnt 1\n"
			     "   config 0/0/R/S/-/LAC 00000000 0\n"
			     "   offset 0 l2specific 1/4\n"
			     "   5/6 tx 7/8/9 rx 10/11/12\n";
	static const char wanted[] =
		"[{\"tunnel_id\":1,\"peer_tunnel_id\":2,\"local\":\"a\",\"remote\":\"b\",\"sessions\":["
		"{\"session_id\":3,\"peer_session_id\":4,\"pwtype\":\"ETH\",\"refcnt\":1,"
		"\"recv_seq\":true,\"send_seq\":true,\"lns_mode\":false,\"reorder_timeout\":0,"
		"\"offset\":0,\"l2spec_type\":1,\"l2spec_len\":4,\"nr\":5,\"ns\":6,"
		"\"tx_packets\":7,\"tx_bytes\":8,\"tx_errors\":9,"
		"\"rx_packets\":10,\"rx_bytes\":11,\"rx_errors\":12}]}]\n";
	const struct output_options options = { .json = true };
	FILE *file = fmemopen(text, strlen(text), "r");
	struct error err = { 0 };
	struct output *out = NULL;
	char *got = NULL;
	size_t size;
	FILE *to = open_memstream(&got, &size);

	CHECK(output_open(&out, to, &options, &err) == 0);
	CHECK(debugfs_show_file(file, out, &err) == 0);
	CHECK(output_close(out, &err) == 0);
	fclose(to);
	fclose(file);
	CHECK_TEXT(got, wanted);
	free(got);
}

const struct unit_test debugfs_tests[] = {
	{ "what /proc/net/pppol2tp tells of interfaces is read too", proc },
	{ "debugfs tells interfaces and sublayers of sessions, sorted by ids", whole },
	{ "what debugfs does not tell of a session stays unset", partial },
	{ "what is not debugfs's is passed over", garbage },
	{ "debugfs cut or damaged anywhere breaks nothing", damaged },
	{ "debugfs as JSON has each member once", shown },
	{ "5000 sessions are read from debugfs", many },
	{ NULL, NULL },
};
