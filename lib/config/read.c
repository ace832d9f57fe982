// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * read.c - read a configuration from batch lines or a JSON document
 */
#include "lib/config/read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/base/strict_file.h"
#include "lib/config/conflict.h"
#include "lib/config/document.h"
#include "lib/text/object_keywords.h"
#include "lib/text/words.h"

/*
 * The lines of all files are numbered in one sequence, so that a number is a place in any of them. Each file begins with
 * a line 0, which is the whole file: a JSON document has no other.
 */
struct reading {
	struct config *config;
	unsigned long first; /* line 0 of the current file */
	unsigned long line;  /* the current line */
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
		reading->line = reading->first + words_line(reader);
		if (read_line(reading, words, err) < 0)
			break;
	}
	if (err->code)
		reading->line = reading->first + words_line(reader);
	words_close(reader);
	return err->code;
}

/* Add what FILE describes to the configuration. */
static int read_file(struct reading *reading, FILE *file, struct error *err)
{
	int first = getc(file);

	if (first != EOF)
		ungetc(first, file);
	if (first == '{') /* a batch line never begins with it */
		return document_read(file, read_object, reading, err);
	if (ferror(file)) /* an empty file is valid, a read error is not */
		return error_set(err, -errno, "%s", strerror(errno));
	return read_lines(reading, file, err);
}

/* Prefix the error with the name of a file and LINE of it; 0: the whole file. */
static int add_place(const char *name, unsigned long line, struct error *err)
{
	char quoted[4 * TEXT_SIZE];

	escape_text(name, quoted, sizeof(quoted));
	return line ? error_context(err, "%s:%lu", quoted, line) : error_context(err, "%s", quoted);
}

int config_read(FILE *file, const char *name, struct config *config, struct error *err)
{
	struct reading reading = { .config = config };

	*config = (struct config){ 0 };
	if (read_file(&reading, file, err) < 0 || config_check(config, &reading.line, err) < 0)
		return add_place(name, reading.line, err);
	return 0;
}

/* Open PATH, or standard input if it is "-". Returns NULL and err set on failure. */
static FILE *open_file(const char *path, bool strict, struct error *err)
{
	FILE *file;

	if (strict)
		return strict_open(path, err);
	if (strcmp(path, "-") != 0) {
		file = fopen(path, "re");
		if (!file)
			error_set(err, -errno, "%s", strerror(errno));
		return file;
	}
	/* a second read would see an empty file */
	if (feof(stdin))
		error_usage(err, "standard input can be read only once");
	return err->code ? NULL : stdin;
}

/* Add what the file PATH describes to the configuration. */
static int read_path(struct reading *reading, const char *path, bool strict, struct error *err)
{
	CLEANUP(file_closep) FILE *file = open_file(path, strict, err);

	if (!file || read_file(reading, file, err) < 0)
		add_place(path, reading->line - reading->first, err);
	return err->code;
}

int config_open(const char *const *paths, bool strict, struct config *config, struct error *err)
{
	unsigned long *first = calloc(words_count(paths) + 1, sizeof(*first));
	struct reading reading = { .config = config };
	size_t i;

	*config = (struct config){ .paths = paths, .first = first };
	if (!first)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	for (i = 0; paths[i]; i++) {
		reading.first = first[i] = reading.line;
		if (read_path(&reading, paths[i], strict, err) < 0)
			return err->code;
		reading.line++;
	}
	return config_check(config, &reading.line, err) < 0
		       ? config_place(config, reading.line, err)
		       : 0;
}

int config_place(const struct config *config, unsigned long line, struct error *err)
{
	size_t i = words_count(config->paths) - 1;

	while (i && config->first[i] > line)
		i--;
	return add_place(config->paths[i], line - config->first[i], err);
}
