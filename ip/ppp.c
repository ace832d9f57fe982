// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ppp.c - run pppd, another program or a bridge on the PPPoX socket of a PPP session
 */
#include "ip/ppp.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "ip/ppp_bridge.h"
#include "ip/ppp_program.h"
#include "ip/ppp_wait.h"
#include "lib/base/cleanup.h"
#include "lib/ppp/channel.h"
#include "lib/ppp/pppox.h"
#include "lib/text/split.h"
#include "lib/text/words.h"

enum how { HOW_PPPD, HOW_EXEC, HOW_BRIDGE };

static const struct command_word ppp_words[] = {
	[HOW_PPPD] = { .word = "pppd", .value = "OPTION...", .or_next = true, .takes_rest = true },
	[HOW_EXEC] = { .word = "exec",
		       .value = "PROGRAM ARG...",
		       .or_next = true,
		       .takes_rest = true },
	[HOW_BRIDGE] = { .word = "bridge",
			 .value = "CHANNEL",
			 .takes_rest = true,
			 .rest = &ppp_bridge_rest },
	{ .word = NULL },
};

struct request {
	struct l2tp_ppp ppp;
	enum how how;
	const char *const *tail; /* the words behind that */
};

/* The words of PPP end where one says how; returns their number. */
static size_t ppp_find_tail(const char *const *argv, struct request *request)
{
	const struct command_word *how;
	size_t count;

	for (count = 0; argv[count]; count += keyword_words(&ppp_keywords, argv + count)) {
		how = command_word_find(ppp_words, argv[count]);
		if (how) {
			request->how = (enum how)(how - ppp_words);
			request->tail = argv + count + 1;
			return count;
		}
	}
	request->tail = argv + count;
	return count;
}

/* What ends pppd's first process and leaves the session to another, which -s could not wait for. */
static int ppp_refuse_detaching(const struct context *ctx, const struct request *request,
				struct error *err)
{
	const char *const *word;

	if (request->how != HOW_PPPD || !ctx->options.show.stats)
		return 0;
	for (word = request->tail; *word; word++)
		if (strcmp(*word, "updetach") == 0)
			return error_usage(err, "updetach: -statistics waits for the end of pppd");
	return 0;
}

static int ppp_parse(const char *const *argv, struct request *request, struct error *err)
{
	size_t count = ppp_find_tail(argv, request);
	CLEANUP(memory_freep) const char **words = calloc(count + 1, sizeof(*words));

	if (!words)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	memcpy(words, argv, count * sizeof(*words));
	if (keywords_parse(&ppp_keywords, VERB_ADD, words, &request->ppp, err) < 0)
		return err->code;
	if (request->how == HOW_EXEC && !request->tail[0])
		return error_usage(err, "missing: the program, behind exec");
	return request->how == HOW_BRIDGE ? ppp_check_bridge(request->tail, err) : 0;
}

static void ppp_print_line(struct context *ctx, const struct command *command,
			   const struct request *request)
{
	const char *const *word;

	printf("%s%s", context_prefix(ctx), command->word);
	keywords_write(command->table, command->verb, &request->ppp, stdout);
	if (request->tail[0])
		printf(" %s", ppp_words[request->how].word);
	for (word = request->tail; *word; word++) {
		putchar(' ');
		words_quote(*word, stdout);
	}
	putchar('\n');
	ctx->found = true;
}

/* All that can be missing is looked for before a socket is opened: closing one takes the session along. */
static int ppp_find_all(const struct request *request, struct ppp_program *program,
			struct error *err)
{
	if (pppox_check(err) < 0 || (request->how != HOW_EXEC && pppox_check_device(err) < 0))
		return err->code;
	if (request->how == HOW_PPPD)
		return ppp_find_pppd(program, request->tail, err);
	return request->how == HOW_EXEC ? ppp_find_program(program, request->tail, err) : 0;
}

static int ppp_run_request(struct context *ctx, struct request *request,
			   struct ppp_program *program, struct error *err)
{
	struct ppp_sockets sockets;

	if (ppp_find_all(request, program, err) < 0 || !context_kernel(ctx, err) ||
	    ppp_open(ctx->kernel, &request->ppp, &sockets, err) < 0)
		return err->code;
	if (ctx->options.show.details && ppp_show(ctx, &sockets, false, err) < 0) {
		ppp_give_up(ctx->kernel, &sockets, err);
		return err->code;
	}
	return request->how == HOW_BRIDGE ? ppp_bridge(ctx, &sockets, request->tail, err)
					  : ppp_run(ctx, program, &sockets, err);
}

static int ppp_run_command(struct context *ctx, const struct command *command,
			   const char *const *argv, struct error *err)
{
	struct ppp_program program = { .argv = NULL };
	struct request request = { .how = HOW_PPPD };
	int status;

	if (ppp_parse(argv, &request, err) < 0 || ppp_refuse_detaching(ctx, &request, err) < 0)
		return err->code;
	if (ctx->options.dry_run) {
		struct request checked = request;

		if (l2tp_ppp_prepare(&checked.ppp, err) == 0)
			ppp_print_line(ctx, command, &request);
		return err->code;
	}
	if (l2tp_ppp_prepare(&request.ppp, err) < 0)
		return err->code;
	status = ppp_run_request(ctx, &request, &program, err);
	free(program.argv);
	return status;
}

const struct command ppp_command = {
	.word = "ppp",
	.verb = VERB_ADD,
	.table = &ppp_keywords,
	.words = ppp_words,
	.summary = "run pppd, or another program, on the socket of a PPP session",
	.run = ppp_run_command,
};
