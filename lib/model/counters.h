/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * counters.h - tunnel and session counters
 */
#ifndef LIB_MODEL_COUNTERS_H
#define LIB_MODEL_COUNTERS_H

#include <stddef.h>
#include <stdint.h>

/* Bytes count the L2TP header and the payload, without UDP and IP headers (net/l2tp/l2tp_core.c). */
struct l2tp_stats {
	uint64_t rx_packets, rx_bytes, rx_errors;
	uint64_t rx_seq_discards;    /* missing or old sequence number */
	uint64_t rx_oos_packets;     /* out of sequence */
	uint64_t rx_cookie_discards; /* wrong cookie */
	uint64_t rx_invalid;	     /* malformed; tunnels only */
	uint64_t tx_packets, tx_bytes, tx_errors;
};

/* A counter: its name, its attribute in L2TP_ATTR_STATS, and its offset in struct l2tp_stats. */
struct l2tp_counter {
	const char *word;
	uint16_t attribute;
	size_t offset;
};

/* All counters, receive counters first; the last row has a NULL word. */
extern const struct l2tp_counter l2tp_counters[];

/* By attribute: the counter's offset in struct l2tp_stats plus 1, or 0 if the attribute is not a counter. */
#define L2TP_COUNTER_NUMBERS 12
extern const uint8_t l2tp_counter_places[L2TP_COUNTER_NUMBERS];

/* The value of COUNTER in STATS. */
uint64_t l2tp_counter_get(const struct l2tp_counter *counter, const struct l2tp_stats *stats);

/* The difference between NOW and BEFORE, or NOW if a counter decreased: the object was then deleted and added again. */
struct l2tp_stats l2tp_stats_since(const struct l2tp_stats *now, const struct l2tp_stats *before);

/*
 * Write a count or a rate to TEXT, of 16 bytes, in at most six columns: 0.5, 123, 99.9K, 123Mi. BASE is 1000 or 1024.
 */
void l2tp_stats_short(double count, unsigned int base, char *text);

#endif
