// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * help_next.c - `help next WORD...`: what may follow, one word a line, for completion
 *
 * From the tables and from what the kernel has now: where a value is to come that some object has,
 * those of the objects that the words so far let pass. It says nothing where it knows nothing.
 */
#include "ip/help_next.h"

#include <dirent.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>

#include "ip/command.h"
#include "ip/netns.h"
#include "ip/ppp.h"
#include "ip/session.h"
#include "ip/show.h"
#include "ip/tunnel.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/kernel/list.h"
#include "lib/kernel/request.h"
#include "lib/ppp/keywords.h"
#include "lib/text/link_value.h"
#include "lib/text/object_keywords.h"
#include "lib/text/words.h"

static void namespaces(void)
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

/* A callback of interface_list(). */
static int put_interface(void *data, unsigned int index, const char *name, struct error *err)
{
	char text[TEXT_SIZE];

	(void)data;
	(void)index;
	(void)err;
	escape_text(name, text, sizeof(text));
	puts(text);
	return 0;
}

static void commands_of(const struct context *ctx, const char *object)
{
	const struct command *const *command;

	for (command = ctx->commands; *command; command++)
		if (object ? (*command)->object && strcmp((*command)->object, object) == 0
			   : !(*command)->object)
			puts((*command)->word);
}

/* The commands of tunnel are those of session: one list serves `l2tp COMMAND OBJECT`. */
static void first_words(const struct context *ctx)
{
	puts("tunnel\nsession\ndebug");
	commands_of(ctx, "tunnel");
	commands_of(ctx, NULL);
	options_list(stdout);
}

/* Whether the member that ROW sets is set by a word already; what may be repeated never is. */
static bool is_given(const struct command *command, const struct keyword *row,
		     const char *const *words)
{
	const struct keyword *given;

	for (; !row->repeatable && words[0]; words += keyword_words(command->table, words)) {
		given = keyword_find(command->table, words[0]);
		if (given && keyword_same_member(given, row))
			return true;
	}
	return false;
}

static void fields(const struct command *command, const char *const *words)
{
	const struct keyword *row;

	for (row = command->table->rows; row->word; row++)
		if (row->use[command->verb] >= OPTIONAL && !is_given(command, row, words))
			puts(row->word);
}

/* Objects of one kind that the kernel has. */
struct objects {
	const struct keyword_table *table;
	const char *list;
	size_t count, size;
};

/* The value of the field WORD in each of OBJECTS that passes FILTER. */
static void values(const struct objects *objects, const char *word, const void *filter)
{
	const struct keyword *row = keyword_find(objects->table, word);
	char text[TEXT_SIZE], last[TEXT_SIZE] = "";
	size_t i;

	for (i = 0; i < objects->count; i++) {
		const char *object = objects->list + i * objects->size;

		if (row->use[VERB_FILTER] < OPTIONAL || !keyword_is_set(row, object) ||
		    !keywords_match(objects->table, filter, object))
			continue;
		row->type->print(row->type, object + row->offset, row->size, text);
		if (strcmp(text, last) != 0)
			puts(text);
		memcpy(last, text, sizeof(last));
	}
}

static void tunnel_values(struct kernel *kernel, const char *word, const char *const *words)
{
	CLEANUP(memory_freep) struct l2tp_tunnel *list = NULL;
	struct objects objects = { .table = &tunnel_keywords, .size = sizeof(*list) };
	struct l2tp_tunnel filter = { 0 };
	struct error ignored = { 0 };

	keywords_parse(&tunnel_keywords, VERB_FILTER, words, &filter, &ignored);
	if (kernel_list_tunnels(kernel, &list, &objects.count, &ignored) < 0)
		return;
	objects.list = (const char *)list;
	values(&objects, word, &filter);
}

static void session_values(struct kernel *kernel, const char *word, const char *const *words)
{
	CLEANUP(memory_freep) struct l2tp_session *list = NULL;
	struct objects objects = { .table = &session_keywords, .size = sizeof(*list) };
	struct l2tp_session filter = { 0 };
	struct error ignored = { 0 };

	keywords_parse(&session_keywords, VERB_FILTER, words, &filter, &ignored);
	if (kernel_list_sessions(kernel, &list, &objects.count, &ignored) < 0)
		return;
	objects.list = (const char *)list;
	values(&objects, word, &filter);
}

/* Values that live objects have; a session is added to a tunnel that exists. */
static void live_values(struct context *ctx, const struct command *command,
			const struct keyword *row, const char *const *words)
{
	bool tunnel = command->table == &tunnel_keywords;
	const char *const none[] = { NULL };
	struct error ignored = { 0 };
	struct kernel *kernel;

	if (command == &ppp_command && !keyword_find(&session_keywords, row->word))
		return;
	if (command != &ppp_command && command->verb == VERB_ADD &&
	    (tunnel || strcmp(row->word, "tunnel_id") != 0))
		return;
	kernel = context_kernel(ctx, &ignored);
	if (!kernel)
		return;
	if (tunnel)
		tunnel_values(kernel, row->word, words);
	else if (command != &ppp_command && command->verb == VERB_ADD)
		tunnel_values(kernel, row->word, none);
	else
		session_values(kernel, row->word, words);
}

static void value_of(struct context *ctx, const struct command *command, const char **words,
		     size_t count)
{
	const struct keyword *row = keyword_find(command->table, words[count - 1]);
	const struct choice *choice;
	struct error ignored = { 0 };

	if (!row || row->use[command->verb] < OPTIONAL)
		return;
	for (choice = row->type->choices; choice && choice->word; choice++)
		puts(choice->word);
	if (row->type->choices)
		return;
	if (row->type == &value_master) {
		interface_list(put_interface, NULL, &ignored);
		return;
	}
	words[count - 1] = NULL; /* the pairs before it */
	live_values(ctx, command, row, words);
}

/* Whether the word at INDEX stands where a field does, and not a value. */
static bool is_field_at(const struct command *command, const char **words, size_t index)
{
	size_t at = 0;

	while (at < index)
		at += keyword_words(command->table, (const char *const *)words + at);
	return at == index;
}

static void after_command(struct context *ctx, const struct command *command, const char **words)
{
	size_t count = 0;

	if (!command || !command->table)
		return;
	while (words[count])
		count += keyword_words(command->table, (const char *const *)words + count);
	if (count && keyword_has_value(command->table, words[count - 1]) &&
	    is_field_at(command, words, count - 1))
		value_of(ctx, command, words, count);
	else
		fields(command, (const char *const *)words);
}

/* `ppp` goes on with what is to be run, which for a bridge is another session. */
static void after_ppp(struct context *ctx, const char **words)
{
	size_t count = 0;

	while (words[count]) {
		if (strcmp(words[count], "pppd") == 0 || strcmp(words[count], "exec") == 0)
			return; /* what they take is theirs */
		if (strcmp(words[count], "bridge") == 0) {
			if (!words[count + 1])
				puts("channel\npppoe_session");
			after_command(ctx, &ppp_command, words + count + 1);
			return;
		}
		count += keyword_words(&ppp_keywords, (const char *const *)words + count);
	}
	if (!count || !keyword_has_value(ppp_command.table, words[count - 1]) ||
	    !is_field_at(&ppp_command, words, count - 1))
		puts("pppd\nexec\nbridge");
	after_command(ctx, &ppp_command, words);
}

/* The fields that objects of both kinds are to pass; EXTRA are lines of what else may be said, or NULL. */
static void after_filter(struct context *ctx, const char *extra, const char **words)
{
	const struct command *session = &session_show_command, *tunnel = &tunnel_show_command;
	const struct keyword *row;
	size_t count = 0;

	while (extra && words[0] && command_is_object(words[0]))
		words++;
	while (words[count])
		count += keyword_words(session->table, words + count);
	if (count && is_field_at(session, words, count - 1)) {
		value_of(ctx, keyword_find(session->table, words[count - 1]) ? session : tunnel,
			 words, count);
		return;
	}
	if (extra)
		puts(extra);
	fields(session, words);
	for (row = tunnel->table->rows; row->word; row++)
		if (row->use[VERB_FILTER] == OPTIONAL && !keyword_find(session->table, row->word) &&
		    !is_given(tunnel, row, words))
			puts(row->word);
}

/* Words behind the options: OBJECT COMMAND ..., COMMAND OBJECT ..., or the start of one. */
static void after_options(struct context *ctx, const char **words)
{
	bool object_first = words[0] && command_is_object(words[0]);
	const char *object, *word;

	if (!words[0]) {
		first_words(ctx);
		return;
	}
	object = object_first ? words[0] : words[1];
	word = object_first ? words[1] : words[0];
	if (object_first && !word)
		commands_of(ctx, object);
	else if (!object && command_find(ctx->commands, "tunnel", word))
		puts("tunnel\nsession");
	else if (strcmp(words[0], "ppp") == 0)
		after_ppp(ctx, words + 1);
	else if (strcmp(words[0], "monitor") == 0)
		puts("tunnel\nsession\npoll");
	else if (strcmp(words[0], "stats") == 0)
		after_filter(ctx, "tunnel\nsession\ninterval\ncount", words + 1);
	else if (strcmp(words[0], "save") == 0 || strcmp(words[0], "mirror") == 0 ||
		 strcmp(words[0], "check") == 0)
		after_filter(ctx, NULL, words + 1);
	else if (strcmp(words[0], "apply") == 0 && words[1] && !words[2])
		puts("prune"); /* the file before it is bash's to complete */
	else if (object && command_is_object(object))
		after_command(ctx, command_find(ctx->commands, object, word), words + 2);
}

void help_next(struct context *ctx, const char *const *argv)
{
	struct options options = { 0 };
	struct error ignored = { 0 };
	const char *const *rest;
	size_t count = words_count(argv);

	if (count && options_take_value(argv[count - 1])) {
		if (options_is_netns(argv[count - 1]))
			namespaces();
		return;
	}
	if (options_parse(&options, argv, &rest, &ignored) < 0)
		return;
	if (options.netns && netns_enter(options.netns, &ignored) < 0)
		return;
	/* the caller's array, whose words may be cut here: it is read no more after this */
	after_options(ctx, (const char **)rest);
}
