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
#include "ip/ppp_sockets.h"
#include "lib/base/cleanup.h"
#include "lib/ppp/channel.h"
#include "lib/ppp/pppox.h"
#include "lib/text/words.h"

enum how { HOW_PPPD, HOW_EXEC, HOW_BRIDGE };

static const char *const how_words[] = { "pppd", "exec", "bridge" };

struct request {
	struct l2tp_ppp ppp;
	bool own; /* the tunnel is the sockets' */
	enum how how;
	const char *const *tail; /* the words behind that */
};

/* The words of PPP end where one says how; returns their number. */
static size_t find_tail(const char *const *argv, struct request *request)
{
	size_t count = 0, i;

	while (argv[count]) {
		for (i = 0; i < sizeof(how_words) / sizeof(how_words[0]); i++)
			if (strcmp(argv[count], how_words[i]) == 0) {
				request->how = (enum how)i;
				request->tail = argv + count + 1;
				return count;
			}
		count += keyword_words(&ppp_keywords, argv + count);
	}
	request->tail = argv + count;
	return count;
}

/* What ends pppd's first process and leaves the session to another, which -s could not wait for. */
static int refuse_detaching(const struct context *ctx, const struct request *request,
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

static int parse(const char *const *argv, struct request *request, struct error *err)
{
	size_t count = find_tail(argv, request);
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

static void print_line(struct context *ctx, const struct request *request)
{
	const char *const *word;

	printf("%sppp", context_prefix(ctx));
	keywords_write(&ppp_keywords, VERB_ADD, &request->ppp, stdout);
	if (request->tail[0])
		printf(" %s", how_words[request->how]);
	for (word = request->tail; *word; word++) {
		putchar(' ');
		words_quote(*word, stdout);
	}
	putchar('\n');
	ctx->found = true;
}

/* All that can be missing is looked for before a socket is opened: closing one takes the session along. */
static int find(const struct request *request, struct ppp_program *program, struct error *err)
{
	if (pppox_check(err) < 0 || (request->how != HOW_EXEC && pppox_check_device(err) < 0))
		return err->code;
	if (request->how == HOW_PPPD)
		return ppp_find_pppd(program, request->tail, err);
	return request->how == HOW_EXEC ? ppp_find_program(program, request->tail, err) : 0;
}

static int run(struct context *ctx, struct request *request, struct ppp_program *program,
	       struct error *err)
{
	struct ppp_sockets sockets;

	if (find(request, program, err) < 0 ||
	    ppp_open_sockets(ctx, &request->ppp, request->own, &sockets, err) < 0)
		return err->code;
	if (ctx->options.show.details && ppp_show(ctx, &sockets, false, err) < 0) {
		ppp_give_up(ctx->kernel, &sockets, err);
		return err->code;
	}
	return request->how == HOW_BRIDGE ? ppp_bridge(ctx, &sockets, request->tail, err)
					  : ppp_run(ctx, program, &sockets, err);
}

static int ppp(struct context *ctx, const struct command *command, const char *const *argv,
	       struct error *err)
{
	struct ppp_program program = { .argv = NULL };
	struct request request = { .how = HOW_PPPD };
	int status;

	(void)command;
	if (parse(argv, &request, err) < 0 || refuse_detaching(ctx, &request, err) < 0)
		return err->code;
	if (ctx->options.dry_run) {
		struct request checked = request;

		if (l2tp_ppp_check(&checked.ppp, &checked.own, err) == 0)
			print_line(ctx, &request);
		return err->code;
	}
	if (l2tp_ppp_check(&request.ppp, &request.own, err) < 0)
		return err->code;
	status = run(ctx, &request, &program, err);
	free(program.argv);
	return status;
}

const struct command ppp_command = {
	.word = "ppp",
	.verb = VERB_ADD,
	.table = &ppp_keywords,
	.tail = "[ pppd OPTION... | exec PROGRAM ARG... | bridge CHANNEL ]",
	.summary = "run pppd, or another program, on the socket of a PPP session",
	.run = ppp,
};
