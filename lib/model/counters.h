/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * counters.h - the counters that the kernel keeps for a tunnel and for a session
 */
#ifndef LIB_MODEL_COUNTERS_H
#define LIB_MODEL_COUNTERS_H

#include <stddef.h>
#include <stdint.h>

/* Bytes count the L2TP header and the payload, without UDP and IP (l2tp_core.c). */
struct l2tp_stats {
	uint64_t rx_packets, rx_bytes, rx_errors;
	uint64_t rx_seq_discards;    /* no sequence number, or an old one */
	uint64_t rx_oos_packets;     /* out of sequence */
	uint64_t rx_cookie_discards; /* wrong cookie */
	uint64_t rx_invalid;	     /* malformed; counted for tunnels only */
	uint64_t tx_packets, tx_bytes, tx_errors;
};

/* One counter: its name, its attribute in L2TP_ATTR_STATS, its place in struct l2tp_stats. */
struct l2tp_counter {
	const char *word;
	uint16_t attribute;
	size_t offset;
};

/* Every counter, those of receiving first; ends with a row whose word is NULL. */
extern const struct l2tp_counter l2tp_counters[];

/* Where the counter of an attribute is in struct l2tp_stats, and 1; 0 where the attribute is none. */
#define L2TP_COUNTER_NUMBERS 12
extern const uint8_t l2tp_counter_places[L2TP_COUNTER_NUMBERS];

/* The value of COUNTER in STATS. */
uint64_t l2tp_counter_get(const struct l2tp_counter *counter, const struct l2tp_stats *stats);

/*
 * What has been counted from BEFORE to NOW. An object whose counters went back is another one of the same ids:
 * all that it has counted is new.
 */
struct l2tp_stats l2tp_stats_since(const struct l2tp_stats *now, const struct l2tp_stats *before);

/*
 * A count, or a rate, in six columns or fewer: 0.5, 123, 99.9K, 123Mi. BASE is 1000 or 1024. TEXT has room for
 * 16 bytes.
 */
void l2tp_stats_short(double count, unsigned int base, char *text);

#endif
