// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * debugfs_show.c - show the L2TP state in debugfs
 */
#include "lib/kernel/debugfs_show.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/kernel/debugfs.h"

/* Maximum numbers per line. */
#define NUMBERS 8

/* A line of numbers (net/l2tp/l2tp_debugfs.c): its sscanf(3) format and the output keys, in order. */
struct line_form {
	const char *format;
	const char *keys[NUMBERS];
};

/* The kernel labels both directions of a tunnel "rx"; transmit comes first. */
static const struct line_form tunnel_lines[] = {
	{ " source port %llu, dest port %llu", { "udp_sport", "udp_dport" } },
	{ " L2TPv%llu,", { "version" } },
	{ " %llu sessions, refcnt %llu/%llu", { "session_count", "refcnt", "socket_refcnt" } },
	{ " %*x rx %llu/%llu/%llu rx %llu/%llu/%llu",
	  { "tx_packets", "tx_bytes", "tx_errors", "rx_packets", "rx_bytes", "rx_errors" } },
	{ .format = NULL },
};

/* The line "nr N, ns N" is ignored: the line of counters has both numbers. */
static const struct line_form session_lines[] = {
	{ " refcnt %llu", { "refcnt" } },
	{ " offset %llu l2specific %llu/%llu", { "offset", "l2spec_type", "l2spec_len" } },
	{ " %llu/%llu tx %llu/%llu/%llu rx %llu/%llu/%llu",
	  { "nr", "ns", "tx_packets", "tx_bytes", "tx_errors", "rx_packets", "rx_bytes",
	    "rx_errors" } },
	{ .format = NULL },
};

struct showing {
	struct output *out;
	bool tunnel, list, session; /* open in the output */
};

/* All formats come from the tables above. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void take_numbers(const struct line_form *form, const char *line, struct output *out)
{
	unsigned long long n[NUMBERS];
	int count, got, i;

	for (; form->format; form++) {
		got = sscanf(line, form->format, &n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &n[6],
			     &n[7]);
		for (count = 0; count < NUMBERS && form->keys[count];)
			count++;
		if (got != count)
			continue;
		for (i = 0; i < count; i++)
			output_number(out, form->keys[i], n[i]);
		return;
	}
}
#pragma GCC diagnostic pop

/* Write the kernel's text as a JSON string. */
static void put_text(struct output *out, const char *key, const char *word)
{
	char text[4 * 64];

	escape_json(word, text, sizeof(text));
	output_string(out, key, text);
}

/* End the previous session, and begin the list of sessions unless it is open. */
static void go_to_list(struct showing *showing)
{
	if (!showing->list)
		output_array_begin(showing->out, "sessions");
	if (showing->session)
		output_object_end(showing->out);
	showing->list = true;
	showing->session = false;
}

static void end_tunnel(struct showing *showing)
{
	if (!showing->tunnel)
		return;
	go_to_list(showing);
	output_array_end(showing->out);
	output_end(showing->out);
	showing->tunnel = showing->list = false;
}

static void begin_tunnel(struct showing *showing, const char *line)
{
	unsigned int id, peer;
	char from[64], to[64];
	int got = sscanf(line, "TUNNEL %u peer %u from %63s to %63s", &id, &peer, from, to);

	end_tunnel(showing);
	if (got < 2)
		return;
	output_begin(showing->out);
	output_number(showing->out, "tunnel_id", id);
	output_number(showing->out, "peer_tunnel_id", peer);
	if (got == 4) {
		put_text(showing->out, "local", from);
		put_text(showing->out, "remote", to);
	}
	showing->tunnel = true;
}

static void begin_session(struct showing *showing, const char *line)
{
	unsigned int id, peer;
	char type[16];
	bool read = sscanf(line, " SESSION %u, peer %u, %15s", &id, &peer, type) == 3;

	if (read || showing->session)
		go_to_list(showing);
	if (!read)
		return;
	output_object_begin(showing->out, NULL);
	output_number(showing->out, "session_id", id);
	output_number(showing->out, "peer_session_id", peer);
	put_text(showing->out, "pwtype", type);
	showing->session = true;
}

/* Parse the session lines that contain text or flags. */
static void take_words(const char *line, struct output *out)
{
	char word[64], recv_seq, send_seq;
	unsigned long long timeout;

	if (sscanf(line, " interface %63s", word) == 1) {
		put_text(out, "interface", word);
	} else if (sscanf(line, " cookie %63s", word) == 1) {
		put_text(out, "cookie", word);
	} else if (sscanf(line, " peer cookie %63s", word) == 1) {
		put_text(out, "peer_cookie", word);
	} else if (sscanf(line, " config %*u/%*u/%c/%c/%*c/%63s %*x %llu", &recv_seq, &send_seq,
			  word, &timeout) == 4) {
		output_boolean(out, "recv_seq", recv_seq == 'R');
		output_boolean(out, "send_seq", send_seq == 'S');
		output_boolean(out, "lns_mode", strcmp(word, "LNS") == 0);
		output_number(out, "reorder_timeout", timeout);
	}
}

static void show_line(struct showing *showing, char *line)
{
	char text[512];

	line[strcspn(line, "\n")] = '\0';
	escape_text(line, text, sizeof(text) - 1);
	memcpy(text + strlen(text), "\n", 2);
	output_heading(showing->out, text);
	if (strncmp(line, "TUNNEL ", 7) == 0)
		begin_tunnel(showing, line);
	else if (showing->tunnel && strncmp(line, "  SESSION ", 10) == 0)
		begin_session(showing, line);
	else if (showing->session) {
		take_numbers(session_lines, line, showing->out);
		take_words(line, showing->out);
	} else if (showing->tunnel)
		take_numbers(tunnel_lines, line, showing->out);
}

int debugfs_show_file(FILE *file, struct output *out, struct error *err)
{
	CLEANUP(memory_freep) char *line = NULL;
	struct showing showing = { .out = out };
	size_t room = 0;
	int status;

	/* show_line() also sets errno if a number overflows */
	for (errno = 0; getline(&line, &room, file) > 0; errno = 0)
		show_line(&showing, line);
	status = errno || !ferror(file) ? -errno : -EIO;
	end_tunnel(&showing);
	return status ? error_set(err, status, "debugfs: %s", strerror(-status)) : 0;
}

int debugfs_show(struct output *out, struct error *err)
{
	CLEANUP(file_closep) FILE *file = debugfs_open(err);

	return file ? debugfs_show_file(file, out, err) : err->code;
}
