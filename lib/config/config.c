// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * config.c - tunnels, sessions and their interfaces as a whole: kept, mirrored, written
 */
#include "lib/config/config.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/error.h"
#include "lib/base/escape.h"
#include "lib/config/config_internal.h"
#include "lib/model/link.h"
#include "lib/model/mirror.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/text/keyword.h"
#include "lib/text/output.h"
#include "lib/text/session_keywords.h"
#include "lib/text/tunnel_keywords.h"

void config_free(struct config *config)
{
	size_t i;

	for (i = 0; i < config->tunnel_count; i++)
		free(config->tunnels[i].comment);
	for (i = 0; i < config->session_count; i++) {
		free(config->sessions[i].comment);
		link_settings_free(&config->sessions[i].link);
	}
	free(config->tunnels);
	free(config->sessions);
	*config = (struct config){ 0 };
}

int config_comment(char **comment, struct error *err, const char *format, ...)
{
	char *line = NULL, *all = NULL;
	va_list args;
	int length;

	va_start(args, format);
	length = vasprintf(&line, format, args);
	va_end(args);
	if (length >= 0)
		length = asprintf(&all, "%s%s\n", *comment ? *comment : "", line);
	if (length >= 0) {
		free(*comment);
		*comment = all;
		free(line);
		return 0;
	}
	free(line);
	return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
}

/* What the peer's addresses are where they can be told; the others go, with a comment. */
static int mirror_addresses(struct config_session *session, struct error *err)
{
	struct link_addresses *addresses = &session->link.addresses;
	char text[TEXT_SIZE];
	size_t i, kept = 0;

	for (i = 0; i < addresses->count; i++) {
		struct link_address address = addresses->list[i];

		if (link_address_mirror(&address)) {
			addresses->list[kept++] = address;
			continue;
		}
		link_address_print(&address, text);
		if (config_comment(&session->comment, err,
				   "addr %s: the peer's address in that network is not known",
				   text) < 0)
			return err->code;
	}
	addresses->count = kept;
	if (!kept)
		session->link.fields &= ~(uint32_t)LINK_ADDRESSES;
	return 0;
}

static int mirror_session(struct config_session *session, struct error *err)
{
	l2tp_session_mirror(&session->session);
	if (session->link.fields & LINK_LLADDR &&
	    config_comment(&session->comment, err, "lladdr is this host's own") < 0)
		return err->code;
	session->link.fields &= ~(uint32_t)LINK_LLADDR;
	return mirror_addresses(session, err);
}

/* Two that have one id are those of two peers: whose a session is its lines could not say. */
static int refuse_two_peers(const struct config *config, struct error *err)
{
	size_t i;

	for (i = 1; i < config->tunnel_count; i++) {
		const struct config_tunnel *one = &config->tunnels[i - 1], *other = one + 1;

		if (!one->left_out && !other->left_out &&
		    one->tunnel.tunnel_id == other->tunnel.tunnel_id)
			return error_set(err, -EEXIST,
					 "tunnels %u and %u have peers that both call theirs %u; "
					 "give the fields of one, as remote or tunnel_id",
					 one->tunnel.peer_tunnel_id, other->tunnel.peer_tunnel_id,
					 one->tunnel.tunnel_id);
	}
	return 0;
}

int config_mirror(struct config *config, struct error *err)
{
	size_t i;

	for (i = 0; i < config->tunnel_count; i++)
		l2tp_tunnel_mirror(&config->tunnels[i].tunnel);
	for (i = 0; i < config->session_count; i++)
		if (mirror_session(&config->sessions[i], err) < 0)
			return err->code;
	if (config->tunnel_count)
		qsort(config->tunnels, config->tunnel_count, sizeof(*config->tunnels),
		      l2tp_tunnel_compare);
	if (config->session_count)
		qsort(config->sessions, config->session_count, sizeof(*config->sessions),
		      l2tp_session_compare);
	return refuse_two_peers(config, err);
}

static void write_comment(const char *comment, FILE *file)
{
	while (comment && *comment) {
		size_t length = strcspn(comment, "\n");

		fprintf(file, "# %.*s\n", (int)length, comment);
		comment += length + (comment[length] == '\n');
	}
}

/* The words of both, borrowed from SESSION. */
static struct l2tp_setup setup_of(const struct config_session *session)
{
	return (struct l2tp_setup){ .session = session->session, .link = session->link };
}

static void write_session(const struct config_session *session, const char *prefix, FILE *file)
{
	struct l2tp_setup setup = setup_of(session);

	write_comment(session->comment, file);
	fprintf(file, "%ssession add", prefix);
	keywords_write(&session_keywords, VERB_ADD, &setup, file);
	fputc('\n', file);
}

void config_write(const struct config *config, const char *prefix, FILE *file)
{
	size_t i, j = 0;

	for (i = 0; i < config->tunnel_count; i++) {
		const struct config_tunnel *tunnel = &config->tunnels[i];

		write_comment(tunnel->comment, file);
		if (!tunnel->left_out) {
			fprintf(file, "%stunnel add", prefix);
			keywords_write(&tunnel_keywords, VERB_ADD, &tunnel->tunnel, file);
			fputc('\n', file);
		}
		for (; j < config->session_count &&
		       config->sessions[j].session.tunnel_id == tunnel->tunnel.tunnel_id;
		     j++)
			write_session(&config->sessions[j], prefix, file);
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
