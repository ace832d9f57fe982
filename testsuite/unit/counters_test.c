// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * counters_test.c - the table of counters
 */
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/model/counters.h"
#include "testsuite/unit/unit.h"

static void counters(struct unit *unit)
{
	const char *const words[] = {
		"rx_packets",	  "rx_bytes",		"rx_errors",  "rx_seq_discards",
		"rx_oos_packets", "rx_cookie_discards", "rx_invalid", "tx_packets",
		"tx_bytes",	  "tx_errors",		NULL,
	};
	const struct l2tp_stats stats = {
		.rx_packets = 1,
		.rx_bytes = 2,
		.rx_errors = 3,
		.rx_seq_discards = 4,
		.rx_oos_packets = 5,
		.rx_cookie_discards = 6,
		.rx_invalid = 7,
		.tx_packets = 8,
		.tx_bytes = 9,
		.tx_errors = 10,
	};
	uint32_t seen = 0;
	size_t i;

	for (i = 0; words[i]; i++) {
		unit_about(unit, "%s", words[i]);
		CHECK_TEXT(l2tp_counters[i].word, words[i]);
		CHECK(l2tp_counter_get(&l2tp_counters[i], &stats) == i + 1);
		CHECK(!(seen & 1U << l2tp_counters[i].attribute));
		seen |= 1U << l2tp_counters[i].attribute;
		CHECK(l2tp_counter_places[l2tp_counters[i].attribute] ==
		      l2tp_counters[i].offset + 1);
	}
	CHECK(!l2tp_counter_places[L2TP_ATTR_STATS_NONE] &&
	      !l2tp_counter_places[L2TP_ATTR_STATS_PAD]);
	CHECK(!l2tp_counters[i].word);
	CHECK(seen == (0xfff & ~(1U << L2TP_ATTR_STATS_NONE | 1U << L2TP_ATTR_STATS_PAD)));
}

const struct unit_test counters_tests[] = {
	{ "each counter of the kernel has one row, receiving first", counters },
	{ NULL, NULL },
};
