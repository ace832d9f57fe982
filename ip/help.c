// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * help.c - usage and help, from the tables
 */
#include "ip/help.h"

#include <string.h>

#include "ip/help_next.h"
#include "lib/text/usage.h"

/* Write the object and the word of COMMAND as they are typed. */
static const char *help_words_of(const struct command *command, char words[32])
{
	snprintf(words, 32, "%s%s%s", command->object ? command->object : "",
		 command->object ? " " : "", command->word);
	return words;
}

/* Write a line for each of COMMAND's own words. */
static void help_of_words(const struct command *command, FILE *file)
{
	const struct command_word *word;

	if (command->words)
		fputs("arguments:\n", file);
	for (word = command->words; word && word->word; word++)
		fprintf(file, "  %-16s %s\n", word->word, word->help);
}

/* Write COMMAND's own words, each after a blank. */
static void help_own_words(const struct command *command, FILE *file)
{
	const struct command_word *word;
	bool begun = false;

	if (command->file && !command->filters)
		fprintf(file, " { FILE | - }%s", command->files ? "..." : "");
	for (word = command->words; word && word->word; word++) {
		fprintf(file, "%s %s%s%s%s", begun ? "" : " [", word->word, word->value ? " " : "",
			word->value ? word->value : "", word->or_next ? " |" : " ]");
		begun = word->or_next;
	}
	if (command->filters)
		fputs(command->file ? " [ FILTER | FILE | - ]" : " [ FILTER ]", file);
}

static void help_usage(const struct command *command, FILE *file)
{
	char words[32];
	int indent = fprintf(file, "  l2tp %s", help_words_of(command, words));

	if (command->table)
		keywords_usage(command->table, command->verb, indent, file);
	if (command->table && command->words)
		fprintf(file, "%*s", indent, "");
	help_own_words(command, file);
	if (!command->table || command->words)
		fputc('\n', file);
}

void help_one(const struct command *command, FILE *file)
{
	const char *const *alias;
	char words[32];

	fprintf(file, "%s: %s\n", help_words_of(command, words), command->summary);
	if (command->unlisted)
		return;
	fputc('\n', file);
	help_usage(command, file);
	fputc('\n', file);
	if (command->table)
		keywords_help(command->table, command->verb, file);
	help_of_words(command, file);
	if (command->note)
		fprintf(file, "%s\n", command->note);
	if (command->filters)
		fputs("FILTER: fields of l2tp help tunnel show and l2tp help session show\n", file);
	if (command->table || command->filters || command->words || command->note)
		fputc('\n', file);
	if (command->aliases)
		fputs("aliases:", file);
	for (alias = command->aliases; alias && *alias; alias++)
		fprintf(file, " %s", *alias);
	fprintf(file, "%ssee %s\n", command->aliases ? "\n" : "",
		command->manual ? command->manual : "l2tp(8)");
}

/* Write the line of COMMAND in a list. */
static void help_line(const struct command *command, FILE *file)
{
	char words[32];

	fprintf(file, "  %-16s  %s\n", help_words_of(command, words), command->summary);
}

/* Write a line for each command of GROUP in LIST. */
static void help_listed(const struct command *const *list, const char *group, FILE *file)
{
	const char *of;

	for (; *list; list++) {
		of = (*list)->group ? (*list)->group : (*list)->object;
		if (of && strcmp(of, group) == 0 && !(*list)->unlisted)
			help_line(*list, file);
	}
}

void help_object(const struct command *const *list, const char *object, FILE *file)
{
	fprintf(file, "usage: l2tp [ OPTIONS ] %s COMMAND [ FIELD VALUE ]...\n\n", object);
	for (; *list; list++)
		if (command_is_of(*list, object) && !(*list)->unlisted)
			help_line(*list, file);
	fprintf(file, "\nl2tp help %s COMMAND explains its fields; see l2tp(8)\n", object);
}

/* Write the usage of each command of `ip l2tp`, in the order of words that ip(8) documents. */
static void help_as_ip(const struct command *const *list, FILE *file)
{
	const char *begin = "Usage:";
	const struct command *command;
	int indent;

	for (; *list; list++) {
		command = *list;
		if (!command->table || !command->object || command->unlisted)
			continue;
		indent = fprintf(file, "%-6s ip l2tp %s %s", begin, command->word, command->object);
		keywords_usage(command->table, command->verb, indent, file);
		begin = "";
	}
}

void help_all(const struct context *ctx, FILE *file)
{
	const struct command *const *list = ctx->commands;

	static const struct {
		const char *group, *heading;
	} groups[] = {
		{ "tunnel", "tunnels" },
		{ "session", "sessions" },
		{ "configuration", "configuration" },
		{ "diagnosis", "diagnosis" },
	};
	size_t i;

	if (ctx->ip_argv) {
		help_as_ip(list, file);
		return;
	}
	fputs("usage: l2tp [ OPTIONS ] OBJECT COMMAND [ FIELD VALUE ]...\n"
	      "       l2tp [ OPTIONS ] COMMAND OBJECT [ FIELD VALUE ]...\n"
	      "       l2tp [ OPTIONS ] -batch FILE\n",
	      file);
	for (i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		fprintf(file, "%s:\n", groups[i].heading);
		help_listed(list, groups[i].group, file);
	}
	fputs("options:\n", file);
	options_help(file);
	fputs("\nl2tp help OBJECT COMMAND explains the fields of a command; see l2tp(8)\n", file);
}

/* `help commands`: all commands that help lists; the test of the manual reads it. */
static void help_commands(const struct command *const *list, FILE *file)
{
	char words[32];

	for (; *list; list++)
		if (!(*list)->unlisted)
			fprintf(file, "%s\n", help_words_of(*list, words));
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
	const struct command *const *list = ctx->commands;
	bool object_first = command_is_object(argv[0]);
	const char *object = object_first ? argv[0] : argv[1];
	const char *word = object_first ? argv[1] : argv[0];
	const struct command *command = object_first ? NULL : command_find(list, NULL, word);
	bool of_objects = word && command_find(list, "tunnel", word);

	if (!word) {
		help_object(list, object, stdout);
		return 0;
	}
	/* what follows a command without an object is ignored, as after OBJECT COMMAND */
	if (!command && object && !command_is_object(object))
		return command_refuse(list, NULL, of_objects ? object : word, err);
	if (!command && !object && of_objects)
		return error_usage(err, "help %s: tunnel or session is required", word);
	if (object && (object_first || command_is_object(object)))
		command = command_find(list, object, word);
	if (!command)
		return command_refuse(list, object, word, err);
	help_one(command, stdout);
	return 0;
}

static int help_run(struct context *ctx, const struct command *command, const char *const *argv,
		    struct error *err)
{
	if (!argv[0])
		help_all(ctx, stdout);
	else if (strcmp(argv[0], "next") == 0)
		help_next(ctx, argv + 1);
	else if (strcmp(argv[0], "commands") == 0)
		help_commands(ctx->commands, stdout);
	else if (strcmp(argv[0], "words") == 0)
		help_fields(ctx->commands, stdout);
	else
		return help_on(ctx, argv, err);
	return 0;
}

const struct command help_command = {
	.word = "help",
	.summary = "explain a command and its fields",
	.note = "l2tp help OBJECT lists its commands, l2tp help OBJECT COMMAND explains one",
	.group = "diagnosis",
	.run = help_run,
};
