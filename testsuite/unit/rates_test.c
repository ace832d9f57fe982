// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * rates_test.c - rates between two samples
 */

#include <stdlib.h>
#include <string.h>

#include "lib/base/error.h"
#include "lib/model/counters.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/text/output.h"
#include "lib/text/rates.h"
#include "testsuite/unit/unit.h"

static void since(struct unit *unit)
{
	const struct l2tp_stats before = { .rx_packets = 5, .tx_bytes = 1ULL << 40 };
	const struct l2tp_stats after = { .rx_packets = 7, .tx_bytes = (1ULL << 40) + 9 };
	struct l2tp_stats moved = l2tp_stats_since(&after, &before);

	CHECK(moved.rx_packets == 2 && moved.tx_bytes == 9 && moved.rx_bytes == 0);
	/* re-created between the samples: counts in full */
	moved = l2tp_stats_since(&before, &after);
	CHECK(moved.rx_packets == 5 && moved.tx_bytes == 1ULL << 40);
}

static void shortened(struct unit *unit)
{
	const struct {
		double count;
		unsigned int base;
		const char *text;
	} cases[] = {
		{ 0, 1000, "0" },	   { 0.25, 1000, "0.2" },   { 9.9, 1000, "9.9" },
		{ 10.4, 1000, "10" },	   { 999, 1000, "999" },    { 999.6, 1000, "1.0K" },
		{ 12345, 1000, "12.3K" },  { 99960, 1000, "100K" }, { 999600, 1000, "1.0M" },
		{ 1023, 1024, "1023" },	   { 1024, 1024, "1.0Ki" }, { 102400, 1024, "100Ki" },
		{ 1.8e19, 1000, "18.0E" },
	};
	char text[16];
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		unit_about(unit, "%f", cases[i].count);
		l2tp_stats_short(cases[i].count, cases[i].base, text);
		CHECK_TEXT(text, cases[i].text);
		CHECK(strlen(text) <= 6);
	}
}

/* Report a tunnel and a session. The caller frees the result. */
static char *report(struct unit *unit, bool json, double seconds, const char *name)
{
	struct l2tp_tunnel tunnel = { .fields = L2TP_TUNNEL_ID, .tunnel_id = UINT32_MAX };
	struct l2tp_session session = { .fields = L2TP_SESSION_NAME,
					.tunnel_id = 1,
					.session_id = 2,
					.stats = { .rx_packets = 10, .rx_bytes = UINT64_MAX } };
	const struct rates_sample sample = {
		.tunnels = { .list = (char *)&tunnel, .count = 1, .size = sizeof(tunnel) },
		.sessions = { .list = (char *)&session, .count = 1, .size = sizeof(session) },
	};
	const struct output_options options = { .json = json, .lines = true };
	struct rates_output rates = { .seconds = seconds, .base = 1024 };
	struct error err = { 0 };
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	snprintf(session.name, sizeof(session.name), "%s", name);
	CHECK(output_open(&rates.out, file, &options, &err) == 0);
	rates_write(&rates, NULL, &sample);
	CHECK(output_close(rates.out, &err) == 0);
	fclose(file);
	return text;
}

static void columns(struct unit *unit)
{
	double seconds;

	for (seconds = 0; seconds <= 5; seconds += 5) {
		char *text = report(unit, false, seconds, "fifteen-bytes-x"), *rest = text, *line;
		size_t lines = 0;

		for (; (line = strsep(&rest, "\n")) && rest; lines++) {
			unit_about(unit, "%s", line);
			CHECK(strlen(line) <= 80);
		}
		CHECK(lines >= 3);
		free(text);
	}
}

/* Names are bytes in the kernel and must be valid UTF-8 in JSON. */
static void names(struct unit *unit)
{
	char *text = report(unit, true, 0, "\xff");

	CHECK(strstr(text, "\"interface\":\"\\\\xff\""));
	free(text);
	text = report(unit, false, 0, "\033[2J");
	CHECK(strstr(text, "\\x1b[2J") && !strchr(text, '\033'));
	free(text);
	text = report(unit, true, 2, "x");
	CHECK(strstr(text, "{\"object\":\"tunnel\",\"tunnel_id\":4294967295,") == text);
	CHECK(strstr(text, "\n{\"object\":\"session\",\"tunnel_id\":1,\"session_id\":2,"));
	CHECK(strstr(text, "\"rx_packets_per_s\":5") && strstr(text, "\"interval\":2"));
	free(text);
}

const struct unit_test rates_tests[] = {
	{ "counters move from one sample to the next, and begin again with a new object", since },
	{ "a count is six characters at most", shortened },
	{ "a report of rates fits 80 columns", columns },
	{ "a report of rates holds names as text and as JSON", names },
	{ NULL, NULL },
};
