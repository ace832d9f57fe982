// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * show.c - print records for `show`; the text follows iproute2's ip/ipl2tp.c
 */
#include "lib/text/show.h"

#include <stdio.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/escape.h"
#include "lib/text/address_value.h"
#include "lib/text/link_value.h"
#include "lib/text/object_keywords.h"

/* Print the counters whose names begin with PREFIX on one line. */
static void stats_line(const struct l2tp_stats *stats, const char *prefix, const char *title,
		       struct output *out)
{
	const size_t length = strlen(prefix);
	const struct l2tp_counter *counter;
	char count[OUTPUT_COUNT_SIZE];

	if (output_is_json(out))
		return;
	output_text(out, "  %s:", title);
	for (counter = l2tp_counters; counter->word; counter++) {
		if (strncmp(counter->word, prefix, length) != 0)
			continue;
		output_count(out, l2tp_counter_get(counter, stats), count);
		output_text(out, " %s %s", counter->word + length, count);
	}
	output_text(out, "\n");
}

static void stats_show(const struct l2tp_stats *stats, struct output *out)
{
	const struct l2tp_counter *counter;

	output_object_begin(out, "stats");
	for (counter = l2tp_counters; counter->word; counter++)
		output_number(out, counter->word, l2tp_counter_get(counter, stats));
	output_object_end(out);
	stats_line(stats, "rx_", "RX", out);
	stats_line(stats, "tx_", "TX", out);
}

static void address_show(const struct l2tp_address *address, const char *before, struct output *out)
{
	char text[TEXT_SIZE];

	l2tp_address_print(address, text);
	output_text(out, "%s%s", before, text);
}

static const char *checksum_words(const struct l2tp_tunnel *tunnel)
{
	if (tunnel->fields & L2TP_TUNNEL_UDP_CSUM)
		return tunnel->udp_csum ? "enabled" : "disabled";
	if (tunnel->udp6_csum_tx && tunnel->udp6_csum_rx)
		return "enabled";
	if (tunnel->udp6_csum_tx || tunnel->udp6_csum_rx)
		return tunnel->udp6_csum_tx ? "tx" : "rx";
	return "disabled";
}

static void tunnel_lines(const struct l2tp_tunnel *tunnel, struct output *out)
{
	const char *encap = value_label(&value_encap, tunnel->encap);

	if (output_is_json(out))
		return;
	output_text(out, "Tunnel %u, encap %s\n", tunnel->tunnel_id, encap ? encap : "??");
	address_show(&tunnel->local, "  From ", out);
	address_show(&tunnel->remote, " to ", out);
	output_text(out, "\n  Peer tunnel %u\n", tunnel->peer_tunnel_id);
	if (tunnel->encap != L2TP_ENCAPTYPE_UDP)
		return;
	output_text(out, "  UDP source / dest ports: %u/%u\n", tunnel->udp_sport,
		    tunnel->udp_dport);
	output_text(out, "  UDP checksum: %s\n", checksum_words(tunnel));
}

static void begin_record(const struct show_options *options, const char *object, struct output *out)
{
	const struct show_event *event = options->event;

	output_begin(out);
	if (!event)
		return;
	output_text(out, "%s%s", event->time, event->title);
	output_string(out, "event", event->word);
	output_string(out, "object", object);
	if (event->stamp)
		output_string(out, "timestamp", event->stamp);
}

void l2tp_tunnel_show(const struct l2tp_tunnel *tunnel, const struct show_options *options,
		      struct output *out)
{
	begin_record(options, "tunnel", out);
	keywords_json(&tunnel_keywords, tunnel, out);
	tunnel_lines(tunnel, out);
	if (options->details)
		keywords_detail(&tunnel_keywords, tunnel, out);
	if (options->stats)
		stats_show(&tunnel->stats, out);
	output_end(out);
}

static void cookie_show(const struct l2tp_cookie *cookie, const char *before, struct output *out)
{
	char text[TEXT_SIZE];

	value_cookie.print(&value_cookie, cookie, sizeof(*cookie), text);
	output_text(out, "%s%s", before, text);
}

/*
 * Print cookies and timeout on one line. `ip l2tp` prints the newline even if the line is empty: a blank line at the
 * end of a plain record, or before the sequence numbers.
 */
static void session_tail(const struct l2tp_session *session, bool keep_blank, struct output *out)
{
	const uint32_t fields = L2TP_SESSION_COOKIE | L2TP_SESSION_PEER_COOKIE;
	bool empty = !(session->fields & fields) && !session->reorder_timeout;

	if (session->fields & L2TP_SESSION_COOKIE)
		cookie_show(&session->cookie, "  cookie ", out);
	if (session->fields & L2TP_SESSION_PEER_COOKIE)
		cookie_show(&session->peer_cookie, "  peer cookie ", out);
	if (session->reorder_timeout)
		output_text(out, "  reorder timeout: %u", session->reorder_timeout);
	if (!empty || keep_blank)
		output_text(out, "\n");
	if (session->seq)
		output_text(out, "  sequence numbering:%s%s\n",
			    session->seq & L2TP_SEQ_SEND ? " send" : "",
			    session->seq & L2TP_SEQ_RECV ? " recv" : "");
}

static void session_lines(const struct l2tp_session *session, bool keep_blank, struct output *out)
{
	char name[TEXT_SIZE];

	if (output_is_json(out))
		return;
	output_text(out, "Session %u in tunnel %u\n  Peer session %u, tunnel %u\n",
		    session->session_id, session->tunnel_id, session->peer_session_id,
		    session->peer_tunnel_id);
	if (session->fields & L2TP_SESSION_NAME) {
		escape_text(session->name, name, sizeof(name));
		output_color(out, OUTPUT_IFNAME, "  interface name: %s", name);
		output_text(out, "\n");
	}
	output_text(out, "  offset 0, peer offset 0\n");
	session_tail(session, keep_blank, out);
}

/* `ip -j l2tp show` has a member only for each enabled direction. */
static void session_seq_json(const struct l2tp_session *session, struct output *out)
{
	if (session->seq & L2TP_SEQ_SEND)
		output_boolean(out, "send_seq", true);
	if (session->seq & L2TP_SEQ_RECV)
		output_boolean(out, "recv_seq", true);
}

/* Print the tunnel's fields, except ids, which the session has, and counters. */
static void tunnel_of_session(const struct l2tp_tunnel *tunnel, struct output *out)
{
	struct l2tp_tunnel shown = *tunnel;

	shown.fields &= ~(uint32_t)(L2TP_TUNNEL_ID | L2TP_TUNNEL_PEER_ID | L2TP_TUNNEL_DEBUG);
	output_object_begin(out, "tunnel");
	keywords_json(&tunnel_keywords, &shown, out);
	output_object_end(out);
	keywords_line(&tunnel_keywords, &shown, "  tunnel:", out);
}

static void addresses_of_link(const struct link_state *link, struct output *out)
{
	const struct link_addresses *addresses = &link->now.addresses;
	char text[TEXT_SIZE];
	size_t i;

	output_array_begin(out, "addr");
	for (i = 0; i < addresses->count; i++) {
		link_address_print(&addresses->list[i], text);
		output_string(out, NULL, text);
		output_text(out, "  addr %s\n", text);
	}
	output_array_end(out);
}

static void link_of_session(const struct link_state *link, struct output *out)
{
	const char *state = !link->now.up ? "down" : link->running ? "up" : "up, no carrier";
	char text[TEXT_SIZE];

	output_object_begin(out, "link");
	output_number(out, "ifindex", link->index);
	output_boolean(out, "up", link->now.up);
	output_boolean(out, "running", link->running);
	output_number(out, "mtu", link->now.mtu);
	output_text(out, "  interface %u: %s, mtu %u", link->index, state, link->now.mtu);
	if (link->now.fields & LINK_LLADDR) { /* PPP has no lladdr */
		value_lladdr.print(&value_lladdr, &link->now.lladdr, sizeof(link->now.lladdr),
				   text);
		output_string(out, "lladdr", text);
		output_text(out, ", lladdr %s", text);
	}
	if (link->master) {
		escape_json(link->now.master, text, sizeof(text));
		output_string(out, "master", text);
		escape_text(link->now.master, text, sizeof(text));
		output_text(out, ", master %s", text);
	}
	output_text(out, "\n");
	addresses_of_link(link, out);
	output_object_end(out);
}

static void session_details(const struct l2tp_session *session, const struct session_lookup *lookup,
			    struct output *out)
{
	keywords_detail(&session_keywords, session, out);
	if (session->using_ipsec)
		output_text(out, "  ipsec policy on the tunnel's socket\n");
	if (lookup->tunnel)
		tunnel_of_session(lookup->tunnel, out);
	if (lookup->link)
		link_of_session(lookup->link, out);
}

void l2tp_session_show(const struct l2tp_session *session, const struct session_lookup *lookup,
		       const struct show_options *options, struct output *out)
{
	begin_record(options, "session", out);
	keywords_json(&session_keywords, session, out);
	session_seq_json(session, out);
	session_lines(session, !options->details && !options->stats, out);
	if (options->details)
		session_details(session, lookup, out);
	if (options->stats)
		stats_show(&session->stats, out);
	output_end(out);
}
