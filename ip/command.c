// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * command.c - a command: its words, its fields, its function
 */
#include "ip/command.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/cleanup.h"
#include "lib/text/object_keywords.h"
#include "lib/text/split.h"

bool command_matches(const char *prefix, const char *word)
{
	/* comparing the first character avoids a call for most words */
	return *prefix && *prefix == *word && strncmp(prefix, word, strlen(prefix)) == 0;
}

bool command_is_object(const char *word)
{
	return strcmp(word, "tunnel") == 0 || strcmp(word, "session") == 0 ||
	       strcmp(word, "debug") == 0;
}

bool command_is_of(const struct command *command, const char *object)
{
	return object ? command->object && strcmp(command->object, object) == 0 : !command->object;
}

static bool is_called(const struct command *command, const char *word)
{
	const char *const *alias;

	for (alias = command->aliases; alias && *alias; alias++)
		if (command_matches(word, *alias))
			return true;
	return command_matches(word, command->word);
}

const struct command *command_find(const struct command *const *list, const char *object,
				   const char *word)
{
	for (; *list; list++)
		if (is_called(*list, word) && command_is_of(*list, object))
			return *list;
	return NULL;
}

const struct command_word *command_word_find(const struct command_word *words, const char *word)
{
	for (; words && words->word; words++)
		if (strcmp(words->word, word) == 0)
			return words;
	return NULL;
}

int command_take_word(const struct command *command, const char *const *words, void *into,
		      struct error *err)
{
	const struct command_word *own = command_word_find(command->words, words[0]);
	uint64_t number;

	if (!own)
		return 0;
	if (!own->value) {
		*(bool *)((char *)into + own->offset) = true;
		return 1;
	}
	if (!words[1] || value_number(words[1], &number) < 0 || number < 1 || number > 86400)
		return error_usage(err, "%s: a number from 1 to 86400 is to follow", words[0]);
	*(uint64_t *)((char *)into + own->offset) = number;
	return 2;
}

static bool command_filters_tunnels(const struct keyword_table *table, const char *word)
{
	return keyword_find(table, word);
}

/* What neither table has is for the sessions', which will refuse it. */
static bool command_filters_sessions(const struct keyword_table *table, const char *word)
{
	return keyword_find(table, word) || !keyword_find(table->other, word);
}

int command_parse_filters(const char *const *argv, struct l2tp_tunnel *tunnels,
			  struct l2tp_session *sessions, struct error *err)
{
	CLEANUP(memory_freep)
	const char **of_tunnels =
		keywords_split(&tunnel_keywords, argv, command_filters_tunnels, err);
	CLEANUP(memory_freep)
	const char **of_sessions =
		keywords_split(&session_keywords, argv, command_filters_sessions, err);

	if (!of_tunnels || !of_sessions ||
	    keywords_parse(&tunnel_keywords, VERB_FILTER, of_tunnels, tunnels, err) < 0)
		return err->code;
	return keywords_parse(&session_keywords, VERB_FILTER, of_sessions, sessions, err);
}

bool command_dry_run(struct context *ctx, const struct command *command, const void *object)
{
	if (!ctx->options.dry_run)
		return false;
	printf("%s%s %s", context_prefix(ctx), command->object, command->word);
	keywords_write(command->table, command->verb, object, stdout);
	putchar('\n');
	ctx->found = true;
	return true;
}
