// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * help_next.c - `help next WORD...`: possible next words for completion, one a line
 *
 * From the tables and the kernel: values of existing objects are those of the objects that match the words so far.
 * Names are escaped as everywhere (escape_text). A line / says that a file name may come as well. Prints nothing if
 * nothing is known.
 */
#include "ip/help_next.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "ip/command.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/kernel/select.h"
#include "lib/netlink/interface.h"
#include "lib/text/link_value.h"
#include "lib/text/object_keywords.h"
#include "lib/text/split.h"
#include "lib/text/words.h"

static void next_namespaces(void)
{
	DIR *folder = opendir("/run/netns");
	const struct dirent *entry;
	char name[2 * TEXT_SIZE];

	while (folder && (entry = readdir(folder))) {
		escape_text(entry->d_name, name, sizeof(name));
		if (name[0] != '.')
			puts(name);
	}
	if (folder)
		closedir(folder);
}

/* Callback for interface_list(). */
static int next_interface(void *data, unsigned int index, const char *name, struct error *err)
{
	char text[TEXT_SIZE];

	escape_text(name, text, sizeof(text));
	puts(text);
	return 0;
}

static void next_commands(const struct context *ctx, const char *object)
{
	const struct command *const *command;

	for (command = ctx->commands; *command; command++)
		if (command_is_of(*command, object) && !(*command)->unlisted)
			puts((*command)->word);
}

/* Print the objects that have the command WORD; all for NULL. */
static void next_objects(const struct context *ctx, const char *word)
{
	const char *const *object;

	for (object = command_objects; *object; object++)
		if (!word || command_find(ctx->commands, *object, word))
			puts(*object);
}

/* Print COMMAND's own words that may follow WORDS. */
static void next_own_words(const struct command *command, const char *const *words)
{
	const struct command_word *word;
	const char *const *given;

	for (word = command->words; word && word->word; word++) {
		for (given = words; *given && strcmp(*given, word->word) != 0; given++)
			;
		if (!*given && (!words[0] || !word->first))
			puts(word->word);
	}
}

/* Whether the last of WORDS is an own word of COMMAND whose value is missing. */
static bool lacks_value(const struct command *command, const char *const *words)
{
	const struct command_word *own = NULL;

	for (; *words; words++)
		own = own && own->value ? NULL : command_word_find(command->words, *words);
	return own && own->value;
}

/* Whether a word has already set the member of ROW; false for fields that may be repeated. */
static bool is_given(const struct keyword_table *table, const struct keyword *row,
		     const char *const *words)
{
	const struct keyword *given;

	for (; !row->repeatable && words[0]; words += keyword_words(table, words)) {
		given = keyword_find(table, words[0]);
		if (given && keyword_same_member(given, row))
			return true;
	}
	return false;
}

/* Print the fields of TABLE that are not in WORDS and not in OTHER, which may be NULL. */
static void next_fields(const struct keyword_table *table, enum verb verb, const char *const *words,
			const struct keyword_table *other)
{
	const struct keyword *row;

	for (row = table->rows; row->word; row++)
		if (row->use[verb] >= OPTIONAL && !(other && keyword_find(other, row->word)) &&
		    !is_given(table, row, words))
			puts(row->word);
}

/* Print the value of the field WORD of each object of TYPE that matches WORDS. */
static void next_values_of(struct kernel *kernel, const struct object_type *type, const char *word,
			   const char *const *words)
{
	const struct keyword *row = keyword_find(type->table, word);
	CLEANUP(sorted_free) struct sorted found = { 0 };
	char text[TEXT_SIZE], last[TEXT_SIZE] = "";
	struct error ignored = { 0 };
	union object filter;
	size_t i;

	memset(&filter, 0, sizeof(filter));
	keywords_parse(type->table, VERB_FILTER, words, &filter, &ignored);
	error_clear(&ignored);
	if (select_objects(kernel, type, &filter, &found, &ignored) < 0)
		return;
	for (i = 0; i < found.count; i++) {
		const char *object = sorted_at(&found, i);

		if (row->use[VERB_FILTER] < OPTIONAL || !keyword_is_set(row, object))
			continue;
		row->type->print(row->type, object + row->offset, row->size, text);
		if (strcmp(text, last) != 0)
			puts(text);
		memcpy(last, text, sizeof(last));
	}
}

/* Print values of existing objects; for session add, those of existing tunnels. */
static void next_live_values(struct context *ctx, const struct command *command,
			     const struct object_type *type, const char *word,
			     const char *const *words)
{
	const char *const none[] = { NULL };
	bool add = command->object && command->verb == VERB_ADD;
	struct error ignored = { 0 };
	struct kernel *kernel;

	if (!keyword_find(type->table, word) ||
	    (add && (type == &tunnel_type || strcmp(word, "tunnel_id") != 0)))
		return;
	kernel = context_kernel(ctx, &ignored);
	if (kernel)
		next_values_of(kernel, add ? &tunnel_type : type, word, add ? none : words);
}

/* Print values for the field LAST, the last of WORDS, which is cut off. */
static void next_value(struct context *ctx, const struct command *command,
		       const struct keyword_table *table, const char **words, const char **last)
{
	const struct keyword *row = keyword_find(table, *last);
	const struct choice *choice;
	struct error ignored = { 0 };

	if (!row || row->use[command->verb] < OPTIONAL)
		return;
	for (choice = row->type->choices; choice && choice->word; choice++)
		puts(choice->word);
	*last = NULL;
	if (row->type == &value_master)
		interface_list(next_interface, NULL, &ignored);
	else if (!row->type->choices)
		next_live_values(ctx, command, object_type_of(table), row->word,
				 (const char *const *)words);
}

/* COMMAND, or the command for the words after its `takes_rest` word, to which *WORDS moves; NULL: none. */
static const struct command *next_rest(const struct command *command, const char ***words)
{
	const struct command_word *own;
	const char **word = *words;

	while (command && *word) {
		own = command_word_find(command->words, *word);
		if (own && own->takes_rest) {
			command = own->rest;
			*words = ++word;
		} else {
			word += keyword_words(command->table, (const char *const *)word);
		}
	}
	return command;
}

/* Print words that may follow COMMAND and WORDS. */
static void after_command(struct context *ctx, const struct command *command, const char **words)
{
	const char *const *given = (const char *const *)words;
	const struct keyword_table *table;
	const struct command_word *own;
	const char **word;

	if (!command->table && !command->filters) {
		/* bash completes the file */
		if ((command->file && !words[0]) || lacks_value(command, given))
			return;
		next_own_words(command, given);
		if (command->files)
			puts("/");
		return;
	}
	if (command->table)
		command = next_rest(command, &words);
	if (!command)
		return;
	table = command->filters ? &session_keywords : command->table;
	while (*words && (own = command_word_find(command->words, *words)) && !own->value)
		words++;
	for (word = words; *word; word += keyword_words(table, (const char *const *)word)) {
		if (word[1] || !keyword_has_value(table, *word))
			continue;
		if (command->filters && !keyword_find(table, *word))
			table = &tunnel_keywords;
		next_value(ctx, command, table, words, word);
		return;
	}
	next_own_words(command, (const char *const *)words);
	next_fields(table, command->verb, (const char *const *)words, NULL);
	if (command->filters)
		next_fields(&tunnel_keywords, command->verb, (const char *const *)words, table);
}

/* Print words that may follow `help` or, if WORD is not NULL, `help WORD`. */
static void next_of_help(const struct context *ctx, const char *word)
{
	if (word && command_is_object(word)) {
		next_commands(ctx, word);
		return;
	}
	next_objects(ctx, word);
	if (!word) {
		next_commands(ctx, "session"); /* those of the other objects, too */
		next_commands(ctx, NULL);
	}
}

/* Print words that may follow WORDS, which begin after the options. */
static void after_options(struct context *ctx, const char **words)
{
	bool object_first = words[0] && command_is_object(words[0]);
	const struct command *command;
	const char *object, *word;

	if (!words[0]) {
		next_objects(ctx, NULL);
		next_commands(ctx, "session"); /* those of the other objects, too */
		next_commands(ctx, NULL);
		options_list(stdout);
		return;
	}
	/* help takes an object and a command */
	if (strcmp(words[0], "help") == 0) {
		if (!words[1] || !words[2])
			next_of_help(ctx, words[1]);
		return;
	}
	object = object_first ? words[0] : words[1];
	word = object_first ? words[1] : words[0];
	if (object_first && !word) {
		next_commands(ctx, object);
		return;
	}
	if (!object && command_find(ctx->commands, "tunnel", word)) {
		next_objects(ctx, word);
		return;
	}
	command = command_find(ctx->commands, NULL, words[0]);
	if (command && strcmp(command->word, words[0]) == 0) {
		after_command(ctx, command, words + 1);
		return;
	}
	command = object ? command_find(ctx->commands, object, word) : NULL;
	if (command)
		after_command(ctx, command, words + 2);
}

void help_next(struct context *ctx, const char *const *argv)
{
	struct options options = { 0 };
	struct error ignored = { 0 };
	const char *const *rest;
	size_t count = words_count(argv);

	if (count && options_take_value(argv[count - 1])) {
		if (options_is_netns(argv[count - 1]))
			next_namespaces();
		return;
	}
	if (options_parse(&options, argv, &rest, &ignored) < 0 ||
	    options_enter_netns(&options, &ignored) < 0)
		return;
	/* the caller's array may be cut here: it is not read after this */
	after_options(ctx, (const char **)rest);
}
