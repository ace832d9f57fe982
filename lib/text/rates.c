// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * rates.c - how fast counters move between two samples, as a table or JSON lines
 */
#include "lib/text/rates.h"

#include <stdlib.h>

#include "lib/base/escape.h"

void rates_sample_free(struct rates_sample *sample)
{
	free(sample->tunnels);
	free(sample->sessions);
	*sample = (struct rates_sample){ 0 };
}

static void column(const struct rates_output *rates, uint64_t count, bool bits)
{
	double value = (double)count;
	char text[16];

	if (rates->seconds > 0)
		value = value * (bits ? 8 : 1) / rates->seconds;
	l2tp_stats_short(value, rates->base, text);
	output_text(rates->out, " %6s", text);
}

static void row(const struct rates_output *rates, const char *title, const struct l2tp_stats *stats)
{
	output_text(rates->out, "%-21.21s", title);
	column(rates, stats->rx_packets, false);
	column(rates, stats->rx_bytes, true);
	column(rates, stats->tx_packets, false);
	column(rates, stats->tx_bytes, true);
	column(rates, stats->rx_errors + stats->tx_errors, false);
	column(rates, stats->rx_seq_discards, false);
	column(rates, stats->rx_cookie_discards, false);
	column(rates, stats->rx_invalid, false);
	output_text(rates->out, "\n");
}

static void members(const struct rates_output *rates, const struct l2tp_stats *stats)
{
	const struct l2tp_counter *counter;
	double seconds = rates->seconds;

	if (seconds > 0) {
		output_real(rates->out, "interval", seconds);
		output_real(rates->out, "rx_packets_per_s", (double)stats->rx_packets / seconds);
		output_real(rates->out, "rx_bits_per_s", (double)stats->rx_bytes * 8 / seconds);
		output_real(rates->out, "tx_packets_per_s", (double)stats->tx_packets / seconds);
		output_real(rates->out, "tx_bits_per_s", (double)stats->tx_bytes * 8 / seconds);
	}
	output_object_begin(rates->out, seconds > 0 ? "counted" : "totals");
	for (counter = l2tp_counters; counter->word; counter++)
		output_number(rates->out, counter->word, l2tp_counter_get(counter, stats));
	output_object_end(rates->out);
}

static void write_tunnel(const struct rates_output *rates, const struct l2tp_tunnel *tunnel,
			 const struct l2tp_stats *stats)
{
	char title[32];

	snprintf(title, sizeof(title), "tunnel %u", tunnel->tunnel_id);
	output_begin(rates->out);
	output_string(rates->out, "object", "tunnel");
	output_number(rates->out, "tunnel_id", tunnel->tunnel_id);
	members(rates, stats);
	row(rates, title, stats);
	output_end(rates->out);
}

static void write_session(const struct rates_output *rates, const struct l2tp_session *session,
			  const struct l2tp_stats *stats)
{
	char title[TEXT_SIZE], name[TEXT_SIZE];

	escape_json(session->name, name, sizeof(name));
	if (session->fields & L2TP_SESSION_NAME)
		escape_text(session->name, title, sizeof(title));
	else
		snprintf(title, sizeof(title), "%u/%u", session->tunnel_id, session->session_id);
	output_begin(rates->out);
	output_string(rates->out, "object", "session");
	output_number(rates->out, "tunnel_id", session->tunnel_id);
	output_number(rates->out, "session_id", session->session_id);
	if (session->fields & L2TP_SESSION_NAME)
		output_string(rates->out, "interface", name);
	members(rates, stats);
	row(rates, title, stats);
	output_end(rates->out);
}

static void heading(const struct rates_output *rates)
{
	bool per_second = rates->seconds > 0;
	char line[128];

	snprintf(line, sizeof(line), "%-21s %6s %6s %6s %6s %6s %6s %6s %6s\n",
		 per_second ? "rates" : "totals", per_second ? "rx p/s" : "rx pkt",
		 per_second ? "rx b/s" : "rx B", per_second ? "tx p/s" : "tx pkt",
		 per_second ? "tx b/s" : "tx B", "errors", "seq", "cookie", "inval");
	output_heading(rates->out, line);
}

double rates_between(const struct timespec *before, const struct timespec *now)
{
	return (double)(now->tv_sec - before->tv_sec) +
	       (double)(now->tv_nsec - before->tv_nsec) / 1e9;
}

static const struct l2tp_stats *stats_before(const struct rates_sample *before,
					     const struct l2tp_tunnel *tunnel)
{
	const struct l2tp_tunnel *old =
		before && before->tunnel_count
			? bsearch(tunnel, before->tunnels, before->tunnel_count, sizeof(*tunnel),
				  l2tp_tunnel_compare)
			: NULL;

	return old ? &old->stats : NULL;
}

static const struct l2tp_stats *session_stats_before(const struct rates_sample *before,
						     const struct l2tp_session *session)
{
	const struct l2tp_session *old =
		before && before->session_count
			? bsearch(session, before->sessions, before->session_count,
				  sizeof(*session), l2tp_session_compare)
			: NULL;

	return old ? &old->stats : NULL;
}

void rates_write(const struct rates_output *rates, const struct rates_sample *before,
		 const struct rates_sample *now)
{
	const struct l2tp_stats none = { 0 }, *old;
	struct l2tp_stats since;
	size_t i;

	heading(rates);
	for (i = 0; i < now->tunnel_count; i++) {
		old = stats_before(before, &now->tunnels[i]);
		since = l2tp_stats_since(&now->tunnels[i].stats, old ? old : &none);
		write_tunnel(rates, &now->tunnels[i], &since);
	}
	for (i = 0; i < now->session_count; i++) {
		old = session_stats_before(before, &now->sessions[i]);
		since = l2tp_stats_since(&now->sessions[i].stats, old ? old : &none);
		write_session(rates, &now->sessions[i], &since);
	}
}
