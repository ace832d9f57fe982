// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * write.c - a configuration as lines of a batch, or as JSON
 */
#include "lib/config/write.h"

#include <string.h>

#include "lib/config/reduce.h"
#include "lib/text/object_keywords.h"

static void write_comment(const char *comment, FILE *file)
{
	while (comment && *comment) {
		size_t length = strcspn(comment, "\n");

		fprintf(file, "# %.*s\n", (int)length, comment);
		comment += length + (comment[length] == '\n');
	}
}

static void write_line(const struct keyword_table *table, const void *object, const char *prefix,
		       FILE *file)
{
	fprintf(file, "%s%s add", prefix, table->object);
	keywords_write(table, VERB_ADD, object, file);
	fputc('\n', file);
}

void config_write_tunnel(const struct l2tp_tunnel *tunnel, const char *prefix, FILE *file)
{
	struct l2tp_tunnel shown = *tunnel;

	config_reduce_tunnel(&shown);
	write_line(&tunnel_keywords, &shown, prefix, file);
}

void config_write_session(const struct l2tp_setup *setup, uint8_t version, const char *prefix,
			  FILE *file)
{
	struct l2tp_setup shown = *setup;

	config_reduce_session(&shown.session, version);
	write_line(&session_keywords, &shown, prefix, file);
}

/* The words of both, borrowed from SESSION. */
static struct l2tp_setup setup_of(const struct config_session *session)
{
	return (struct l2tp_setup){ .session = session->session, .link = session->link };
}

void config_write(const struct config *config, const char *prefix, FILE *file)
{
	size_t i, j = 0;

	for (i = 0; i < config->tunnel_count; i++) {
		const struct config_tunnel *tunnel = &config->tunnels[i];

		write_comment(tunnel->comment, file);
		if (!tunnel->left_out)
			write_line(&tunnel_keywords, &tunnel->tunnel, prefix, file);
		for (; j < config->session_count &&
		       config->sessions[j].session.tunnel_id == tunnel->tunnel.tunnel_id;
		     j++) {
			struct l2tp_setup setup = setup_of(&config->sessions[j]);

			write_comment(config->sessions[j].comment, file);
			write_line(&session_keywords, &setup, prefix, file);
		}
	}
}

static void comment_json(const char *comment, struct output *out)
{
	char line[1024];

	if (!comment)
		return;
	output_array_begin(out, "comment");
	while (*comment) {
		size_t length = strcspn(comment, "\n");

		snprintf(line, sizeof(line), "%.*s", (int)length, comment);
		output_string(out, NULL, line);
		comment += length + (comment[length] == '\n');
	}
	output_array_end(out);
}

void config_json(const struct config *config, struct output *out)
{
	size_t i;

	output_begin(out);
	output_array_begin(out, "tunnels");
	for (i = 0; i < config->tunnel_count; i++) {
		const struct config_tunnel *tunnel = &config->tunnels[i];

		if (tunnel->left_out)
			continue;
		output_object_begin(out, NULL);
		keywords_document(&tunnel_keywords, &tunnel->tunnel, out);
		comment_json(tunnel->comment, out);
		output_object_end(out);
	}
	output_array_end(out);
	output_array_begin(out, "sessions");
	for (i = 0; i < config->session_count; i++) {
		struct l2tp_setup setup = setup_of(&config->sessions[i]);

		output_object_begin(out, NULL);
		keywords_document(&session_keywords, &setup, out);
		comment_json(config->sessions[i].comment, out);
		output_object_end(out);
	}
	output_array_end(out);
	output_end(out);
}
