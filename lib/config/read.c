// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * read.c - a whole of tunnels and sessions from lines or a JSON document (declared in config.h)
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/array.h"
#include "lib/base/cleanup.h"
#include "lib/base/error.h"
#include "lib/base/escape.h"
#include "lib/config/config.h"
#include "lib/config/config_internal.h"
#include "lib/model/link.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/text/keyword.h"
#include "lib/text/session_keywords.h"
#include "lib/text/tunnel_keywords.h"
#include "lib/text/words.h"

static int no_memory(struct error *err)
{
	return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
}

static int take_tunnel(struct config_reading *reading, const char *const *pairs, struct error *err)
{
	struct config *config = reading->config;
	struct config_tunnel *list, *item;

	list = array_grow(config->tunnels, config->tunnel_count, &reading->tunnel_room,
			  sizeof(*list));
	if (!list)
		return no_memory(err);
	config->tunnels = list;
	item = &list[config->tunnel_count];
	*item = (struct config_tunnel){ .line = reading->line };
	if (keywords_parse(&tunnel_keywords, VERB_ADD, pairs, &item->tunnel, err) < 0 ||
	    l2tp_tunnel_check(&item->tunnel, err) < 0)
		return err->code;
	config->tunnel_count++;
	return 0;
}

static int take_session(struct config_reading *reading, const char *const *pairs, struct error *err)
{
	CLEANUP(l2tp_setup_free) struct l2tp_setup setup = { 0 };
	struct config *config = reading->config;
	struct config_session *list;

	if (keywords_parse(&session_keywords, VERB_ADD, pairs, &setup, err) < 0 ||
	    l2tp_setup_check_alone(&setup, err) < 0)
		return err->code;
	list = array_grow(config->sessions, config->session_count, &reading->session_room,
			  sizeof(*list));
	if (!list)
		return no_memory(err);
	config->sessions = list;
	list[config->session_count++] = (struct config_session){ .session = setup.session,
								 .link = setup.link,
								 .line = reading->line };
	setup.link = (struct link_settings){ 0 }; /* the config owns it now */
	return 0;
}

int config_take(struct config_reading *reading, bool tunnel, const char *const *pairs,
		struct error *err)
{
	return tunnel ? take_tunnel(reading, pairs, err) : take_session(reading, pairs, err);
}

static bool is_add(const char *word)
{
	return strcmp(word, "add") == 0 || strcmp(word, "replace") == 0;
}

/* A line of a batch: one of `tunnel add`, `add tunnel` and the like, and its pairs. */
static int take_line(struct config_reading *reading, const char *const *words, struct error *err)
{
	const char *object, *command;
	char quoted[TEXT_SIZE];

	if (strcmp(words[0], "l2tp") == 0)
		words++;
	object = words[0] && is_add(words[0]) ? words[1] : words[0];
	command = object == words[0] && object ? words[1] : words[0];
	if (object && command && is_add(command) &&
	    (strcmp(object, "tunnel") == 0 || strcmp(object, "session") == 0))
		return config_take(reading, strcmp(object, "tunnel") == 0, words + 2, err);
	escape_text(words[0] ? words[0] : "l2tp", quoted, sizeof(quoted));
	return error_usage(err, "\"%s\" is not tunnel add or session add", quoted);
}

static int read_lines(struct config_reading *reading, FILE *file, struct error *err)
{
	struct words_reader *reader = NULL;
	const char *const *words;
	int got = words_open(&reader, file, err);

	if (got < 0)
		return got;
	while ((got = words_next(reader, &words, err)) > 0) {
		reading->line = words_line(reader);
		if (take_line(reading, words, err) < 0)
			break;
	}
	if (err->code && words_line(reader))
		reading->line = words_line(reader);
	words_close(reader);
	return err->code;
}

/* Whether what comes is an object of JSON: a line of ours never begins so. */
static bool is_document(FILE *file)
{
	int byte = getc(file);

	if (byte != EOF)
		ungetc(byte, file);
	return byte == '{';
}

int config_read(FILE *file, const char *name, struct config *config, struct error *err)
{
	struct config_reading reading = { .config = config };

	*config = (struct config){ 0 };
	if (is_document(file))
		config_read_document(&reading, file, err);
	else if (ferror(file)) /* which is no file without lines */
		error_set(err, -errno, "%s", strerror(errno));
	else
		read_lines(&reading, file, err);
	if (!err->code)
		config_check(config, &reading.line, err);
	if (!err->code)
		return 0;
	return reading.line ? error_context(err, "%s:%lu", name, reading.line)
			    : error_context(err, "%s", name);
}

int config_open(const char *path, struct config *config, struct error *err)
{
	bool standard = strcmp(path, "-") == 0;
	CLEANUP(file_closep) FILE *file = standard ? stdin : fopen(path, "re");
	char quoted[TEXT_SIZE];

	*config = (struct config){ 0 };
	escape_text(path, quoted, sizeof(quoted));
	/* which would be a file without lines */
	if (standard && feof(file))
		return error_usage(err, "-: standard input has been read to its end already");
	return file ? config_read(file, quoted, config, err)
		    : error_set(err, -errno, "%s: %s", quoted, strerror(errno));
}
