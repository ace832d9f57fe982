// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ppp.c - run pppd, another program or a bridge on the PPPoX socket of a PPP session
 *
 * A bridge forwards the session's frames to another channel, as a LAC does (RFC 2661, 2).
 */
#include "ip/ppp.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ip/ppp_program.h"
#include "ip/ppp_wait.h"
#include "lib/base/cleanup.h"
#include "lib/base/member.h"
#include "lib/ppp/channel.h"
#include "lib/ppp/pppox.h"
#include "lib/text/link_value.h"
#include "lib/text/split.h"
#include "lib/text/words.h"

/* The other side of a bridge: an L2TP session, a PPPoE session, or a channel that another program holds. */
struct other {
	enum { OTHER_L2TP, OTHER_PPPOE, OTHER_CHANNEL } kind;
	struct l2tp_ppp ppp;
	struct pppoe pppoe;
	uint64_t channel;
};

static const char channel_word[] = "channel", pppoe_word[] = "pppoe_session";

#define PPPOE(bit, member) .field = (bit), MEMBER(struct pppoe, member)

/* clang-format off */
static const struct keyword pppoe_rows[] = {
	{ .word = pppoe_word, .type = &value_port, PPPOE(PPPOE_SESSION, session),
	  .use = { [VERB_ADD] = REQUIRED }, .help = "PPPoE session ID, 1..65535" },
	{ .word = "dev", .type = &value_interface, PPPOE(PPPOE_INTERFACE, interface),
	  .use = { [VERB_ADD] = REQUIRED }, .help = "interface that carries PPPoE" },
	{ .word = "lladdr", .type = &value_lladdr, PPPOE(PPPOE_PEER, peer),
	  .use = { [VERB_ADD] = REQUIRED }, .help = "the peer's Ethernet address" },
	{ .word = NULL },
};

/* clang-format on */
static const struct keyword_table pppoe_keywords = { .object = "ppp", .rows = pppoe_rows };

static const struct command_word bridge_words[] = {
	{ .word = channel_word, .value = "N", .first = true },
	{ .word = pppoe_word, .value = "N", .first = true },
	{ .word = NULL },
};

/* Completion of the words after `bridge`. */
static const struct command bridge_rest = {
	.verb = VERB_ADD,
	.table = &ppp_keywords,
	.words = bridge_words,
};

enum how { HOW_PPPD, HOW_EXEC, HOW_BRIDGE };

static const struct command_word ppp_words[] = {
	[HOW_PPPD] = { .word = "pppd",
		       .value = "OPTION...",
		       .help = "run pppd with these options, the default",
		       .or_next = true,
		       .takes_rest = true },
	[HOW_EXEC] = { .word = "exec",
		       .value = "PROGRAM ARG...",
		       .help = "run this program",
		       .or_next = true,
		       .takes_rest = true },
	[HOW_BRIDGE] = { .word = "bridge",
			 .value = "CHANNEL",
			 .help = "forward all frames to another PPP channel and back",
			 .takes_rest = true,
			 .rest = &bridge_rest },
	{ .word = NULL },
};

struct request {
	struct l2tp_ppp ppp;
	enum how how;
	const char *const *tail; /* the words after `how` */
	struct other other;	 /* for a bridge */
};

static int bridge_parse(const char *const *words, struct other *other, struct error *err)
{
	if (words[0] && keyword_find(&pppoe_keywords, words[0])) {
		other->kind = OTHER_PPPOE;
		return keywords_parse(&pppoe_keywords, VERB_ADD, words, &other->pppoe, err);
	}
	if (words[0] && strcmp(words[0], channel_word) == 0) {
		other->kind = OTHER_CHANNEL;
		return words[1] && !words[2] && value_number(words[1], &other->channel) == 0 &&
				       other->channel <= INT32_MAX
			       ? 0
			       : error_usage(err, "channel: one number is required");
	}
	other->kind = OTHER_L2TP;
	if (keywords_parse(&ppp_keywords, VERB_ADD, words, &other->ppp, err) < 0)
		return err->code;
	return l2tp_ppp_prepare(&other->ppp, err);
}

/* Find the word that says how to run, which ends the fields. Returns the number of fields and values. */
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

static int ppp_parse(const struct context *ctx, const char *const *argv, struct request *request,
		     struct error *err)
{
	size_t count = ppp_find_tail(argv, request);
	CLEANUP(memory_freep) const char **words = calloc(count + 1, sizeof(*words));
	const char *const *word;

	if (!words)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	memcpy(words, argv, count * sizeof(*words));
	for (word = words; *word; word += keyword_words(&ppp_keywords, word))
		if (!keyword_find(&ppp_keywords, *word))
			return command_refuse_word(&ppp_command, *word, err);
	if (keywords_parse(&ppp_keywords, VERB_ADD, words, &request->ppp, err) < 0)
		return err->code;
	if (request->how == HOW_EXEC && !request->tail[0])
		return error_usage(err, "exec: a program is required");
	if (request->how == HOW_BRIDGE && bridge_parse(request->tail, &request->other, err) < 0)
		return error_context(err, "bridge");
	/* updetach ends pppd's first process and leaves the session to another, which -statistics could not wait for */
	for (word = request->tail; *word && request->how == HOW_PPPD; word++)
		if (ctx->options.show.stats && strcmp(*word, "updetach") == 0)
			return error_usage(
				err,
				"updetach cannot be used with -statistics, which waits for pppd to "
				"end");
	return 0;
}

/* Print PPP as given, without defaults. */
static void ppp_print_line(struct context *ctx, const struct command *command,
			   const struct l2tp_ppp *ppp, const struct request *request)
{
	const char *const *word;

	printf("%s%s", context_prefix(ctx), command->word);
	keywords_write(command->table, command->verb, ppp, stdout);
	if (request->tail[0])
		printf(" %s", ppp_words[request->how].word);
	for (word = request->tail; *word; word++) {
		putchar(' ');
		words_quote(*word, stdout);
	}
	putchar('\n');
	ctx->found = true;
}

/* Find all that may be missing before a socket is opened: closing one deletes the session. */
static int ppp_find_all(const struct request *request, struct ppp_program *program,
			struct error *err)
{
	if (pppox_check(err) < 0 || (request->how != HOW_EXEC && pppox_check_device(err) < 0))
		return err->code;
	if (request->how == HOW_PPPD)
		return ppp_find_pppd(program, request->tail, err);
	return request->how == HOW_EXEC ? ppp_find_program(program, request->tail, err) : 0;
}

/* Close SOCKETS; after a failure, give them up. */
static void bridge_close(struct context *ctx, struct ppp_sockets *sockets, struct error *err)
{
	if (err->code)
		ppp_give_up(ctx->kernel, sockets, err);
	else
		ppp_close(sockets);
}

/* Bridge to the channel OTHER and wait for a signal. */
static int bridge_channels(struct context *ctx, struct ppp_sockets *const *sockets, size_t count,
			   int other, struct error *err)
{
	int channel = other < 0 ? other : pppox_channel(sockets[0]->session, err), status;
	struct ppp_signals signals;

	if (channel < 0 || pppox_bridge(channel, other, err) < 0)
		return err->code;
	if (ctx->options.show.details && !ctx->options.output.json)
		printf("bridged PPP channels %d and %d\n", channel, other);
	fflush(stdout);
	ppp_hold_signals(&signals);
	ppp_wait(ctx, sockets, count, -1, &status);
	ppp_release_signals(&signals);
	return 0;
}

static void bridge_l2tp(struct context *ctx, struct ppp_sockets *sockets,
			const struct l2tp_ppp *other, struct error *err)
{
	struct ppp_sockets far, *both[] = { sockets, &far };

	if (ppp_open(ctx->kernel, other, &far, err) < 0) {
		error_context(err, "bridge");
		return;
	}
	if (!ctx->options.show.details || ppp_show(ctx, &far, false, err) == 0)
		bridge_channels(ctx, both, 2, pppox_channel(far.session, err), err);
	bridge_close(ctx, &far, err);
}

/* Closes the PPPoE socket before those of L2TP. */
static void bridge_channel(struct context *ctx, struct ppp_sockets *sockets,
			   const struct other *other, struct error *err)
{
	CLEANUP(fd_closep) int fd = -1;
	int channel = (int)other->channel;

	if (other->kind == OTHER_PPPOE) {
		fd = pppox_pppoe(&other->pppoe, err);
		channel = fd < 0 ? fd : pppox_channel(fd, err);
	}
	bridge_channels(ctx, &sockets, 1, channel, err);
}

/* Bridge the channel of SOCKETS to OTHER until a signal, then close SOCKETS or give them up. */
static int bridge_run(struct context *ctx, struct ppp_sockets *sockets, const struct other *other,
		      struct error *err)
{
	if (other->kind == OTHER_L2TP)
		bridge_l2tp(ctx, sockets, &other->ppp, err);
	else
		bridge_channel(ctx, sockets, other, err);
	bridge_close(ctx, sockets, err);
	return err->code;
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
	return request->how == HOW_BRIDGE ? bridge_run(ctx, &sockets, &request->other, err)
					  : ppp_run(ctx, program, &sockets, err);
}

static int ppp_run_command(struct context *ctx, const struct command *command,
			   const char *const *argv, struct error *err)
{
	struct ppp_program program = { .argv = NULL };
	struct request request = { .how = HOW_PPPD };
	struct l2tp_ppp given;
	int status;

	if (ppp_parse(ctx, argv, &request, err) < 0)
		return err->code;
	given = request.ppp;
	if (l2tp_ppp_prepare(&request.ppp, err) < 0)
		return err->code;
	if (ctx->options.dry_run) {
		ppp_print_line(ctx, command, &given, &request);
		return 0;
	}
	status = ppp_run_request(ctx, &request, &program, err);
	free(program.argv);
	return status;
}

const struct command ppp_command = {
	.word = "ppp",
	.verb = VERB_ADD,
	.table = &ppp_keywords,
	.words = ppp_words,
	.summary = "run pppd or another program on a PPP session",
	.note = "CHANNEL: { tunnel_id ID session_id ID ... | channel N |\n"
		"           pppoe_session ID dev IFNAME lladdr MAC }",
	.group = "session",
	.manual = "l2tp-ppp(8)",
	.run = ppp_run_command,
};
