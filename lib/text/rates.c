// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * rates.c - counter rates between two samples, as a table or JSON lines
 */
#include "lib/text/rates.h"

#include "lib/base/escape.h"
#include "lib/model/session.h"

void rates_sample_free(struct rates_sample *sample)
{
	sorted_free(&sample->tunnels);
	sorted_free(&sample->sessions);
}

static void rates_column(const struct rates_output *rates, uint64_t count, bool bits)
{
	double value = (double)count;
	char text[16];

	if (rates->seconds > 0)
		value = value * (bits ? 8 : 1) / rates->seconds;
	l2tp_stats_short(value, rates->base, text);
	output_text(rates->out, " %6s", text);
}

static void rates_row(const struct rates_output *rates, const char *title,
		      const struct l2tp_stats *stats)
{
	output_text(rates->out, "%-21.21s", title);
	rates_column(rates, stats->rx_packets, false);
	rates_column(rates, stats->rx_bytes, true);
	rates_column(rates, stats->tx_packets, false);
	rates_column(rates, stats->tx_bytes, true);
	rates_column(rates, stats->rx_errors + stats->tx_errors, false);
	rates_column(rates, stats->rx_seq_discards, false);
	rates_column(rates, stats->rx_cookie_discards, false);
	rates_column(rates, stats->rx_invalid, false);
	output_text(rates->out, "\n");
}

static void rates_members(const struct rates_output *rates, const struct l2tp_stats *stats)
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

static void rates_tunnel(const struct rates_output *rates, const struct l2tp_tunnel *tunnel,
			 const struct l2tp_stats *stats)
{
	char title[32];

	snprintf(title, sizeof(title), "tunnel %u", tunnel->tunnel_id);
	output_begin(rates->out);
	output_string(rates->out, "object", "tunnel");
	output_number(rates->out, "tunnel_id", tunnel->tunnel_id);
	rates_members(rates, stats);
	rates_row(rates, title, stats);
	output_end(rates->out);
}

static void rates_session(const struct rates_output *rates, const struct l2tp_session *session,
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
	rates_members(rates, stats);
	rates_row(rates, title, stats);
	output_end(rates->out);
}

static void rates_heading(const struct rates_output *rates)
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

void rates_write(const struct rates_output *rates, const struct rates_sample *before,
		 const struct rates_sample *now)
{
	const struct l2tp_stats none = { 0 };
	struct l2tp_stats since;
	size_t i;

	rates_heading(rates);
	for (i = 0; i < now->tunnels.count; i++) {
		const struct l2tp_tunnel *tunnel = sorted_at(&now->tunnels, i), *old;

		old = before ? sorted_find(&before->tunnels, tunnel) : NULL;
		since = l2tp_stats_since(&tunnel->stats, old ? &old->stats : &none);
		rates_tunnel(rates, tunnel, &since);
	}
	for (i = 0; i < now->sessions.count; i++) {
		const struct l2tp_session *session = sorted_at(&now->sessions, i), *old;

		old = before ? sorted_find(&before->sessions, session) : NULL;
		since = l2tp_stats_since(&session->stats, old ? &old->stats : &none);
		rates_session(rates, session, &since);
	}
}
