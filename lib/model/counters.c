// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * counters.c - tunnel and session counters
 */
#include "lib/model/counters.h"

#include <stdio.h>

#include "include/uapi/linux/l2tp.h"

/* clang-format off */
/* In the order of output. */
#define COUNTERS(row) \
	row(rx_packets, L2TP_ATTR_RX_PACKETS) \
	row(rx_bytes, L2TP_ATTR_RX_BYTES) \
	row(rx_errors, L2TP_ATTR_RX_ERRORS) \
	row(rx_seq_discards, L2TP_ATTR_RX_SEQ_DISCARDS) \
	row(rx_oos_packets, L2TP_ATTR_RX_OOS_PACKETS) \
	row(rx_cookie_discards, L2TP_ATTR_RX_COOKIE_DISCARDS) \
	row(rx_invalid, L2TP_ATTR_RX_INVALID) \
	row(tx_packets, L2TP_ATTR_TX_PACKETS) \
	row(tx_bytes, L2TP_ATTR_TX_BYTES) \
	row(tx_errors, L2TP_ATTR_TX_ERRORS)

#define COUNTER(name, number) \
	{ .word = #name, .attribute = (number), .offset = offsetof(struct l2tp_stats, name) },
#define PLACE(name, number) [number] = 1 + offsetof(struct l2tp_stats, name),

const struct l2tp_counter l2tp_counters[] = { COUNTERS(COUNTER) { .word = NULL } };
const uint8_t l2tp_counter_places[L2TP_COUNTER_NUMBERS] = { COUNTERS(PLACE) };
/* clang-format on */

struct l2tp_stats l2tp_stats_since(const struct l2tp_stats *now, const struct l2tp_stats *before)
{
	const struct l2tp_counter *counter;
	struct l2tp_stats since = { 0 };

	for (counter = l2tp_counters; counter->word; counter++) {
		uint64_t new = l2tp_counter_get(counter, now),
			 old = l2tp_counter_get(counter, before);

		if (new < old)
			return *now;
		*(uint64_t *)((char *)&since + counter->offset) = new - old;
	}
	return since;
}

void l2tp_stats_short(double count, unsigned int base, char *text)
{
	const char *unit = " KMGTPE", *binary = base == 1024 ? "i" : "";

	/* a count that would round up to the base moves to the next unit */
	for (; count >= base - 0.5 && unit[1]; unit++)
		count /= base;
	if (*unit == ' ')
		snprintf(text, 16, count < 9.95 && count != (double)(int)count ? "%.1f" : "%.0f",
			 count);
	else
		snprintf(text, 16, count < 99.95 ? "%.1f%c%s" : "%.0f%c%s", count, *unit, binary);
}

uint64_t l2tp_counter_get(const struct l2tp_counter *counter, const struct l2tp_stats *stats)
{
	return *(const uint64_t *)((const char *)stats + counter->offset);
}
