// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * help.c - usage and help, from the tables
 */
#include "ip/help.h"

#include <string.h>

#include "ip/help_next.h"
#include "lib/base/escape.h"

/* Write the object and the word of COMMAND as they are typed. */
static const char *help_words_of(const struct command *command, char words[32])
{
	snprintf(words, 32, "%s%s%s", command->object ? command->object : "",
		 command->object ? " " : "", command->word);
	return words;
}

/* What COMMAND takes beside the fields of its table, each with a blank before it. */
static void help_own_words(const struct command *command, FILE *file)
{
	const struct command_word *word;
	bool begun = false;

	if (command->file && !command->filters)
		fputs(" FILE|-", file);
	for (word = command->words; word && word->word; word++) {
		if (word->unlisted)
			continue;
		fprintf(file, "%s %s%s%s%s", begun ? "" : " [", word->word, word->value ? " " : "",
			word->value ? word->value : "", word->or_next ? " |" : " ]");
		begun = word->or_next;
	}
	if (command->filters)
		fputs(command->file ? " [ FIELD VALUE ]... | FILE|-" : " [ FIELD VALUE ]...", file);
}

/* The summary of COMMAND, and, where it has no usage, what it takes. */
static void help_summary(const struct command *command, FILE *file)
{
	fputs(command->summary, file);
	if (!command->table && (command->words || command->filters || command->file)) {
		fputc(':', file);
		help_own_words(command, file);
	}
	fputc('\n', file);
}

static void help_usage(const struct command *command, FILE *file)
{
	char words[32];
	int indent = fprintf(file, "  l2tp %s", help_words_of(command, words));

	if (command->table)
		keywords_usage(command->table, command->verb, indent, file);
	else
		fputc('\n', file);
	if (command->table && command->words) {
		fprintf(file, "%*s", indent, "");
		help_own_words(command, file);
		fputc('\n', file);
	}
}

void help_one(const struct command *command, FILE *file)
{
	const char *const *alias;
	char words[32];

	fprintf(file, "%s: %s\n", help_words_of(command, words), command->summary);
	help_usage(command, file);
	if (command->table) {
		fputc('\n', file);
		keywords_help(command->table, command->verb, file);
	}
	if (!command->aliases)
		return;
	fputs("\nalso called:", file);
	for (alias = command->aliases; *alias; alias++)
		fprintf(file, " %s", *alias);
	fputc('\n', file);
}

void help_object(const struct command *const *list, const char *object, FILE *file)
{
	for (; *list; list++)
		if (command_is_of(*list, object))
			help_usage(*list, file);
	fprintf(file, "\nl2tp %s COMMAND help tells what the fields are\n", object);
}

void help_all(const struct command *const *list, FILE *file)
{
	char words[32];

	fputs("usage: l2tp [OPTION]... OBJECT COMMAND [FIELD VALUE]...\n"
	      "       l2tp [OPTION]... COMMAND OBJECT [FIELD VALUE]...    as ip l2tp has it\n"
	      "       l2tp [OPTION]... -batch FILE\n\n",
	      file);
	for (; *list; list++) {
		fprintf(file, "  %-17s ", help_words_of(*list, words));
		help_summary(*list, file);
	}
	fputs("\noptions, one or two dashes, as short as ip takes them:\n", file);
	options_help(file);
	fputs("\nl2tp OBJECT COMMAND help tells what the fields are\n", file);
}

/* `help words`: all commands with all their fields; the test of the manual reads it. */
static void help_fields(const struct command *const *list, FILE *file)
{
	const struct keyword *row;
	char words[32];

	for (; *list; list++)
		for (row = (*list)->table ? (*list)->table->rows : NULL; row && row->word; row++)
			if (row->use[(*list)->verb] >= OPTIONAL)
				fprintf(file, "%s\t%s\n", help_words_of(*list, words), row->word);
}

/* Help on OBJECT, on OBJECT COMMAND or COMMAND OBJECT, or on a command without an object. */
static int help_on(const struct context *ctx, const char *const *argv, struct error *err)
{
	bool object_first = command_is_object(argv[0]);
	const char *object = object_first ? argv[0] : argv[1];
	const char *word = object_first ? argv[1] : argv[0];
	const struct command *command;
	char quoted[TEXT_SIZE];

	if (!word) {
		help_object(ctx->commands, object, stdout);
		return 0;
	}
	command = command_find(ctx->commands, object, word);
	if (!command) {
		escape_text(word, quoted, sizeof(quoted));
		return error_usage(err, "there is none on \"%s\"; l2tp help lists the commands",
				   quoted);
	}
	if (object || command->table) {
		help_one(command, stdout);
	} else {
		printf("l2tp %s: ", command->word);
		help_summary(command, stdout); /* what it takes is its summary */
	}
	return 0;
}

static int help_run(struct context *ctx, const struct command *command, const char *const *argv,
		    struct error *err)
{
	if (!argv[0])
		help_all(ctx->commands, stdout);
	else if (strcmp(argv[0], "next") == 0)
		help_next(ctx, argv + 1);
	else if (strcmp(argv[0], "words") == 0)
		help_fields(ctx->commands, stdout);
	else
		return help_on(ctx, argv, err);
	return 0;
}

const struct command help_command = {
	.word = "help",
	.summary = "this text; help OBJECT COMMAND: the fields",
	.run = help_run,
};
