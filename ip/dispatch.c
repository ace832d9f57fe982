// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * dispatch.c - find the command that the words name, in either word order, and run it
 *
 * The native order is `tunnel add FIELD VALUE...`. In the order of `ip l2tp`, `add FIELD VALUE... tunnel FIELD
 * VALUE...`, the object may stand wherever a field may.
 */
#include "ip/dispatch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ip/add.h"
#include "ip/help.h"
#include "ip/show.h"
#include "lib/base/escape.h"
#include "lib/base/nearest.h"
#include "lib/text/object_keywords.h"
#include "lib/text/split.h"
#include "lib/text/words.h"

/* The command line, parsed. */
struct request {
	bool tunnel, session, debug;
	bool help;
	const char *word;	  /* the command as typed */
	const char *const *words; /* fields and values */
	const char **sorted;	  /* an allocated array for `words`, or NULL */
};

static bool is_help(const char *word)
{
	/* comparing the first character avoids a call for most words */
	return word[0] == 'h' && command_matches(word, "help");
}

/* Whether one of WORDS is `help`, as a request or as a value. */
static bool has_help(const char *const *words)
{
	for (; *words; words++)
		if (is_help(*words))
			return true;
	return false;
}

/* Sort WORDS into objects, `help`, and pairs of a field and its value. */
static int sort_words(struct request *request, const char *const *words, bool objects,
		      struct error *err)
{
	size_t count = 0, taken;

	request->words = words;
	if (!objects && !has_help(words))
		return 0;
	request->words = request->sorted = calloc(words_count(words) + 1, sizeof(*request->sorted));
	if (!request->sorted)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	for (; *words; words += taken) {
		taken = 1;
		if (objects && strcmp(*words, "tunnel") == 0)
			request->tunnel = true;
		else if (objects && strcmp(*words, "session") == 0)
			request->session = true;
		else if (is_help(*words))
			request->help = true;
		else { /* a field: the next word is its value */
			taken = keyword_words(&session_keywords, words);
			memcpy(request->sorted + count, words, taken * sizeof(*words));
			count += taken;
		}
	}
	return 0;
}

static int run_one(struct context *ctx, const struct command *command, const char *const *words,
		   struct error *err)
{
	int status;

	/* these may send several requests; apply and batch hold signals longer; ppp's session ends with its sockets */
	if (command->object && (command->verb == VERB_ADD || command->verb == VERB_SET))
		signals_hold(&ctx->signals);
	status = command->run(ctx, command, words, err);
	if (status == 0 || command == &help_command)
		return status;
	return command->object ? error_context(err, "%s %s", command->object, command->word)
			       : error_context(err, "%s", command->word);
}

/*
 * `ip l2tp` accepts both objects at once: add adds both, show shows the tunnels. Its del deletes the session if there
 * is a session_id, else the tunnel; this is ambiguous and refused here.
 */
static int run_on_both(struct context *ctx, const struct command *command,
		       const struct request *request, struct error *err)
{
	if (command == &tunnel_show_command)
		return run_one(ctx, command, request->words, err);
	if (command != &tunnel_add_command)
		return error_usage(err, "%s: tunnel and session cannot be combined", command->word);
	return add_tunnel_and_session(ctx, request->words, err) < 0
		       ? error_context(err, "add tunnel session")
		       : 0;
}

static int run_request(struct context *ctx, const struct request *request, struct error *err)
{
	const char *object = request->debug	? "debug"
			     : request->tunnel	? "tunnel"
			     : request->session ? "session"
						: NULL;
	const struct command *command =
		command_find(ctx->commands, object ? object : "tunnel", request->word);
	struct nearest nearest = { .typed = request->words[0] };
	char quoted[TEXT_SIZE], hint[TEXT_SIZE];
	const char *const *known;

	if (!command)
		return command_refuse(ctx->commands, object, request->word, err);
	if (request->help) {
		if (object)
			help_one(command, stdout);
		else
			help_all(ctx, stdout);
		return 0;
	}
	if (request->tunnel && request->session)
		return run_on_both(ctx, command, request, err);
	if (object)
		return run_one(ctx, command, request->words, err);
	if (!request->words[0] || keyword_find(command->table, request->words[0]))
		return error_usage(err, "%s: tunnel or session is required", command->word);
	for (known = command_objects; *known; known++)
		nearest_consider(&nearest, *known);
	escape_text(request->words[0], quoted, sizeof(quoted));
	return error_usage(err, "%s: \"%s\" is not one of tunnel, session%s", command->word, quoted,
			   nearest_hint(&nearest, "", hint, sizeof(hint)));
}

int dispatch_run(struct context *ctx, const char *const *argv, struct error *err)
{
	bool object_first = argv[0] && command_is_object(argv[0]);
	const struct command *verb = NULL;
	struct request request = { 0 };
	int status;

	err->quiet = ctx->ip_argv;
	if (!argv[0])
		return error_usage(err, "a command is required; l2tp help lists them");
	/* `ip l2tp` comes first for prefixes: s is show */
	if (!object_first && !command_find(ctx->commands, "tunnel", argv[0]))
		verb = command_find(ctx->commands, NULL, argv[0]);
	/* a file may be named help */
	if (verb && !verb->file && verb != &help_command && argv[1] && is_help(argv[1]) &&
	    !argv[2]) {
		help_one(verb, stdout);
		return 0;
	}
	if (verb)
		return run_one(ctx, verb, argv + 1, err);
	if (object_first && argv[1] && is_help(argv[1])) {
		help_object(ctx->commands, argv[0], stdout);
		return 0;
	}
	/* an object alone means show, as in ip(8) */
	request.word = !object_first ? argv[0] : argv[1] ? argv[1] : "show";
	request.tunnel = object_first && strcmp(argv[0], "tunnel") == 0;
	request.session = object_first && strcmp(argv[0], "session") == 0;
	request.debug = object_first ? strcmp(argv[0], "debug") == 0
				     : argv[1] && strcmp(argv[1], "debug") == 0 &&
					       (!argv[2] || is_help(argv[2]));
	object_first = object_first || request.debug;
	status = sort_words(&request, argv + (object_first && argv[1] ? 2 : 1), !object_first, err);
	if (status == 0)
		status = run_request(ctx, &request, err);
	free(request.sorted);
	return status;
}
