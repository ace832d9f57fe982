// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * command.c - a command: its words, its fields, its function
 */
#include "ip/command.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/base/nearest.h"
#include "lib/text/object_keywords.h"
#include "lib/text/split.h"

bool command_matches(const char *prefix, const char *word)
{
	/* comparing the first character avoids a call for most words */
	return *prefix && *prefix == *word && strncmp(prefix, word, strlen(prefix)) == 0;
}

const char *const command_objects[] = { "tunnel", "session", "debug", NULL };

bool command_is_object(const char *word)
{
	const char *const *object = command_objects;

	while (*object && strcmp(*object, word) != 0)
		object++;
	return *object;
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

int command_refuse(const struct command *const *list, const char *object, const char *word,
		   struct error *err)
{
	struct nearest nearest = { .typed = word };
	char quoted[TEXT_SIZE], list_them[TEXT_SIZE], hint[TEXT_SIZE];
	const char *const *known;

	/* the first word may be an object, or a command of one */
	for (known = command_objects; !object && *known; known++)
		nearest_consider(&nearest, *known);
	for (; *list; list++) {
		if ((*list)->unlisted || (object && !command_is_of(*list, object)))
			continue;
		nearest_consider(&nearest, (*list)->word);
		nearest_consider_synonyms(&nearest, (*list)->word, (*list)->synonyms);
		for (known = (*list)->aliases; known && *known; known++)
			nearest_consider(&nearest, *known);
	}
	escape_text(word, quoted, sizeof(quoted));
	snprintf(list_them, sizeof(list_them), "; l2tp help%s%s lists the commands",
		 object ? " " : "", object ? object : "");
	error_usage(err, "unknown command \"%s\"%s", quoted,
		    nearest_hint(&nearest, list_them, hint, sizeof(hint)));
	return object ? error_context(err, "%s", object) : err->code;
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
	char quoted[TEXT_SIZE];
	uint64_t number;

	if (!own)
		return 0;
	if (!own->value) {
		*(bool *)((char *)into + own->offset) = true;
		return 1;
	}
	if (!words[1])
		return error_usage(err, "%s: a number from 1 to 86400 is required", words[0]);
	if (value_number(words[1], &number) < 0 || number < 1 || number > 86400) {
		escape_text(words[1], quoted, sizeof(quoted));
		return error_usage(err, "%s: \"%s\" is not in the range 1..86400", words[0],
				   quoted);
	}
	*(uint64_t *)((char *)into + own->offset) = number;
	return 2;
}

int command_refuse_word(const struct command *command, const char *word, struct error *err)
{
	struct nearest nearest = { .typed = word };
	char quoted[TEXT_SIZE], list_them[TEXT_SIZE], hint[TEXT_SIZE];
	const struct command_word *own;

	for (own = command->words; own && own->word; own++)
		nearest_consider(&nearest, own->word);
	if (command->table)
		keywords_consider(command->table, command->verb, &nearest);
	if (command->filters) {
		keywords_consider(&tunnel_keywords, VERB_FILTER, &nearest);
		keywords_consider(&session_keywords, VERB_FILTER, &nearest);
	}
	escape_text(word, quoted, sizeof(quoted));
	snprintf(list_them, sizeof(list_them), "; l2tp help %s%s%s shows the usage",
		 command->object ? command->object : "", command->object ? " " : "", command->word);
	return error_usage(err, "unknown %s \"%s\"%s",
			   command->filters || command->table ? "field" : "word", quoted,
			   nearest_hint(&nearest, list_them, hint, sizeof(hint)));
}

int command_take_filter(const struct command *command, const char *const *words, struct error *err)
{
	return keyword_find(&tunnel_keywords, words[0]) || keyword_find(&session_keywords, words[0])
		       ? (int)keyword_words(&session_keywords, words)
		       : command_refuse_word(command, words[0], err);
}

static bool has_word(const struct keyword_table *table, const char *word)
{
	return keyword_find(table, word);
}

int command_parse_filters(const struct command *command, const char *const *argv,
			  struct l2tp_tunnel *tunnels, struct l2tp_session *sessions,
			  struct error *err)
{
	CLEANUP(memory_freep)
	const char **of_tunnels = keywords_split(&tunnel_keywords, argv, has_word, err);
	CLEANUP(memory_freep)
	const char **of_sessions = keywords_split(&session_keywords, argv, has_word, err);
	int taken;

	for (; *argv; argv += taken) {
		taken = command_take_filter(command, argv, err);
		if (taken < 0)
			return taken;
	}
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
