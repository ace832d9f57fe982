// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * read.c - read a configuration from batch lines or a JSON document
 */
#include "lib/config/read.h"

#include <errno.h>
#include <string.h>

#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/config/conflict.h"
#include "lib/config/document.h"
#include "lib/text/object_keywords.h"
#include "lib/text/words.h"

struct reading {
	struct config *config;
	unsigned long line; /* current line, or 0 */
};

static int read_tunnel(const struct reading *reading, const char *const *pairs, struct error *err)
{
	struct config_tunnel *item = config_append_tunnel(reading->config, err);

	if (!item || keywords_parse(&tunnel_keywords, VERB_ADD, pairs, &item->tunnel, err) < 0 ||
	    l2tp_tunnel_prepare(&item->tunnel, err) < 0)
		return err->code;
	item->line = reading->line;
	return 0;
}

static int read_session(const struct reading *reading, const char *const *pairs, struct error *err)
{
	CLEANUP(l2tp_setup_free) struct l2tp_setup setup = { 0 };
	struct config_session *item;

	if (keywords_parse(&session_keywords, VERB_ADD, pairs, &setup, err) < 0 ||
	    l2tp_setup_check_alone(&setup, err) < 0)
		return err->code;
	item = config_append_session(reading->config, err);
	if (!item)
		return err->code;
	item->session = setup.session;
	item->link = setup.link;
	item->line = reading->line;
	setup.link = (struct link_settings){ 0 }; /* the config owns it now */
	return 0;
}

/* A document_callback for a struct reading: parse PAIRS as `tunnel add` or `session add` does. */
static int read_object(void *reading, bool tunnel, const char *const *pairs, struct error *err)
{
	return tunnel ? read_tunnel(reading, pairs, err) : read_session(reading, pairs, err);
}

static bool is_add_word(const char *word)
{
	return strcmp(word, "add") == 0 || strcmp(word, "replace") == 0;
}

/* Parse a batch line: `tunnel add`, `add tunnel` or the like, and its pairs. */
static int read_line(struct reading *reading, const char *const *words, struct error *err)
{
	const char *object, *command;
	char quoted[TEXT_SIZE];

	if (strcmp(words[0], "l2tp") == 0)
		words++;
	object = words[0] && is_add_word(words[0]) ? words[1] : words[0];
	command = object == words[0] && object ? words[1] : words[0];
	if (object && command && is_add_word(command) &&
	    (strcmp(object, "tunnel") == 0 || strcmp(object, "session") == 0))
		return read_object(reading, strcmp(object, "tunnel") == 0, words + 2, err);
	escape_text(words[0] ? words[0] : "l2tp", quoted, sizeof(quoted));
	return error_usage(err, "\"%s\": only tunnel add and session add lines are valid", quoted);
}

static int read_lines(struct reading *reading, FILE *file, struct error *err)
{
	struct words_reader *reader = NULL;
	const char *const *words;
	int got = words_open(&reader, file, err);

	if (got < 0)
		return got;
	while ((got = words_next(reader, &words, err)) > 0) {
		reading->line = words_line(reader);
		if (read_line(reading, words, err) < 0)
			break;
	}
	if (err->code && words_line(reader))
		reading->line = words_line(reader);
	words_close(reader);
	return err->code;
}

int config_read(FILE *file, const char *name, struct config *config, struct error *err)
{
	struct reading reading = { .config = config };
	int first = getc(file);

	*config = (struct config){ 0 };
	if (first != EOF)
		ungetc(first, file);
	if (first == '{') /* a batch line never begins with it */
		document_read(file, read_object, &reading, err);
	else if (ferror(file)) /* an empty file is valid, a read error is not */
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
	/* a second read would see an empty file */
	if (standard && feof(file))
		return error_usage(err, "-: standard input can be read only once");
	return file ? config_read(file, quoted, config, err)
		    : error_set(err, -errno, "%s: %s", quoted, strerror(errno));
}
