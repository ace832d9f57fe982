// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ppp_bridge.c - hand the frames of a PPP session to another channel: what a LAC does (RFC 2661, 2)
 */
#include "ip/ppp_bridge.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "ip/ppp_wait.h"
#include "lib/base/cleanup.h"
#include "lib/base/member.h"
#include "lib/ppp/channel.h"
#include "lib/text/link_value.h"

/* The other side: a session of L2TP, one of PPPoE, or a channel that another program holds. */
struct other {
	enum { OTHER_L2TP, OTHER_PPPOE, OTHER_CHANNEL } kind;
	struct l2tp_ppp ppp;
	struct pppoe pppoe;
	uint64_t channel;
};

static const char channel_word[] = "channel", pppoe_word[] = "pppoe_session";

#define PPPOE(bit, member) .field = (bit), MEMBER(struct pppoe, member)

/* clang-format off */
static const struct keyword rows[] = {
	{ .word = pppoe_word, .type = &value_port, PPPOE(PPPOE_SESSION, session),
	  .use = { [VERB_ADD] = REQUIRED }, .help = "its number, 1..65535" },
	{ .word = "dev", .type = &value_interface, PPPOE(PPPOE_INTERFACE, interface),
	  .use = { [VERB_ADD] = REQUIRED }, .help = "the interface that it is on" },
	{ .word = "lladdr", .type = &value_lladdr, PPPOE(PPPOE_PEER, peer),
	  .use = { [VERB_ADD] = REQUIRED }, .help = "the peer's Ethernet address" },
	{ .word = NULL },
};

/* clang-format on */
static const struct keyword_table pppoe_keywords = {
	.object = "ppp",
	.rows = rows,
};

const struct command ppp_bridge_rest = {
	.verb = VERB_ADD,
	.table = &ppp_keywords,
	.words =
		(const struct command_word[]){
			{ .word = channel_word, .value = "N", .first = true },
			{ .word = pppoe_word, .value = "N", .first = true },
			{ .word = NULL } },
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
			       : error_usage(err, "channel: a number is to follow, and no more");
	}
	other->kind = OTHER_L2TP;
	if (keywords_parse(&ppp_keywords, VERB_ADD, words, &other->ppp, err) < 0)
		return err->code;
	return l2tp_ppp_prepare(&other->ppp, err);
}

int ppp_check_bridge(const char *const *words, struct error *err)
{
	struct other other = { 0 };

	return bridge_parse(words, &other, err) < 0 ? error_context(err, "bridge") : 0;
}

/* Bridge, and wait for the signal that ends it. */
static int bridge_channels(struct context *ctx, struct ppp_sockets *const *sockets, size_t count,
			   int other, struct error *err)
{
	int channel = pppox_channel(sockets[0]->session, err), status;
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

static int bridge_l2tp(struct context *ctx, struct ppp_sockets *sockets, const struct other *other,
		       struct error *err)
{
	struct ppp_sockets far, *both[] = { sockets, &far };
	int channel;

	if (ppp_open(ctx->kernel, &other->ppp, &far, err) < 0)
		return error_context(err, "bridge");
	if (!ctx->options.show.details || ppp_show(ctx, &far, false, err) == 0) {
		channel = pppox_channel(far.session, err);
		if (channel >= 0)
			bridge_channels(ctx, both, 2, channel, err);
	}
	if (err->code)
		ppp_give_up(ctx->kernel, &far, err);
	else
		ppp_close(&far);
	return err->code;
}

static int bridge_channel(struct context *ctx, struct ppp_sockets *sockets,
			  const struct other *other, struct error *err)
{
	CLEANUP(fd_closep) int fd = -1;
	int channel = (int)other->channel;

	if (other->kind == OTHER_PPPOE) {
		fd = pppox_pppoe(&other->pppoe, err);
		channel = fd < 0 ? fd : pppox_channel(fd, err);
	}
	return channel < 0 ? err->code : bridge_channels(ctx, &sockets, 1, channel, err);
}

int ppp_bridge(struct context *ctx, struct ppp_sockets *sockets, const char *const *words,
	       struct error *err)
{
	struct other other = { 0 };

	if (bridge_parse(words, &other, err) == 0) {
		if (other.kind == OTHER_L2TP)
			bridge_l2tp(ctx, sockets, &other, err);
		else
			bridge_channel(ctx, sockets, &other, err);
	}
	if (err->code)
		ppp_give_up(ctx->kernel, sockets, err);
	else
		ppp_close(sockets);
	return err->code;
}
