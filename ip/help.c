// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * help.c - usage, from the tables
 */
#include <errno.h>
#include <string.h>

#include "ip/command_list.h"
#include "lib/base/escape.h"

static void usage(const struct command *command, FILE *file)
{
	const char *object = command->object ? command->object : "";
	int indent = fprintf(file, "  l2tp %s%s%s", object, *object ? " " : "", command->word);

	if (command->table)
		keywords_usage(command->table, command->verb, indent, file);
	else
		fputc('\n', file);
	if (command->tail)
		fprintf(file, "%*s %s\n", indent, "", command->tail);
}

void help_command(const struct command *command, FILE *file)
{
	const char *const *alias;

	fprintf(file, "%s%s%s: %s\n", command->object ? command->object : "",
		command->object ? " " : "", command->word, command->summary);
	usage(command, file);
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

void help_object(const char *object, FILE *file)
{
	const struct command *const *command;

	for (command = commands; *command; command++)
		if ((*command)->object && strcmp((*command)->object, object) == 0)
			usage(*command, file);
	fprintf(file, "\nl2tp %s COMMAND help tells what the fields are\n", object);
}

void help_all(FILE *file)
{
	const struct command *const *command;
	char words[32];

	fputs("usage: l2tp [OPTION]... OBJECT COMMAND [FIELD VALUE]...\n"
	      "       l2tp [OPTION]... COMMAND OBJECT [FIELD VALUE]...    as ip l2tp has it\n"
	      "       l2tp [OPTION]... -batch FILE\n\n",
	      file);
	for (command = commands; *command; command++) {
		snprintf(words, sizeof(words), "%s%s%s",
			 (*command)->object ? (*command)->object : "",
			 (*command)->object ? " " : "", (*command)->word);
		fprintf(file, "  %-17s %s\n", words, (*command)->summary);
	}
	fputs("\noptions, one or two dashes, as short as ip takes them:\n", file);
	options_help(file);
	fputs("\nl2tp OBJECT COMMAND help tells what the fields are\n", file);
}

/* `help words`: every command with every field it takes, for the test of the manual. */
static void help_words(FILE *file)
{
	const struct command *const *command;
	const struct keyword *row;

	for (command = commands; *command; command++)
		for (row = (*command)->table ? (*command)->table->rows : NULL; row && row->word;
		     row++)
			if (row->use[(*command)->verb] >= OPTIONAL)
				fprintf(file, "%s%s%s\t%s\n",
					(*command)->object ? (*command)->object : "",
					(*command)->object ? " " : "", (*command)->word, row->word);
}

/* A command without an object: what it takes is its summary. */
static bool help_verb(const char *word)
{
	const struct command *command = command_find(NULL, word);

	if (!command)
		return false;
	if (command->table)
		help_command(command, stdout);
	else
		printf("l2tp %s: %s\n", command->word, command->summary);
	return true;
}

static int help_on(const char *const *argv, struct error *err)
{
	const struct command *command;
	bool object_first = command_is_object(argv[0]);
	const char *object = object_first ? argv[0] : argv[1];
	const char *word = object_first ? argv[1] : argv[0];
	char quoted[TEXT_SIZE];

	if (object_first && !word) {
		help_object(object, stdout);
		return 0;
	}
	command = object && command_is_object(object) ? command_find(object, word) : NULL;
	if (!command && !argv[1] && help_verb(argv[0]))
		return 0;
	if (!command) {
		escape_text(object && word && command_is_object(object) ? word : argv[0], quoted,
			    sizeof(quoted));
		return error_usage(err, "there is none on \"%s\"; l2tp help lists the commands",
				   quoted);
	}
	help_command(command, stdout);
	return 0;
}

static int help(struct context *ctx, const char *const *argv, struct error *err)
{
	if (argv[0] && strcmp(argv[0], "next") == 0)
		return help_next(ctx, argv + 1, err);
	if (argv[0] && strcmp(argv[0], "words") == 0)
		help_words(stdout);
	else if (argv[0])
		return help_on(argv, err);
	else
		help_all(stdout);
	return 0;
}

const struct command help_command_entry = {
	.word = "help",
	.summary = "this text; help OBJECT COMMAND: the fields",
	.run = help,
};
