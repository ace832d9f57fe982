// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * tunnel.c - add and set of tunnels
 */
#include "ip/tunnel.h"

#include "lib/kernel/add.h"
#include "lib/kernel/queue.h"
#include "lib/text/object_keywords.h"

static int tunnel_add(struct context *ctx, const struct command *command, const char *const *argv,
		      struct error *err)
{
	struct l2tp_tunnel tunnel = { 0 };
	struct kernel *kernel;

	if (keywords_parse(&tunnel_keywords, VERB_ADD, argv, &tunnel, err) < 0 ||
	    l2tp_tunnel_prepare(&tunnel, err) < 0)
		return err->code;
	if (command_dry_run(ctx, command, &tunnel))
		return 0;
	if (ctx->queued_done && !ctx->options.show.details) {
		kernel = context_queue(ctx, err);
		return kernel ? kernel_queue_tunnel(kernel, &tunnel, ctx->line, err) : err->code;
	}
	kernel = context_kernel(ctx, err);
	if (!kernel || kernel_add_tunnel(kernel, &tunnel, err) < 0)
		return err->code;
	context_tell_debug(ctx, &tunnel_type, &tunnel, err);
	return 0;
}

static int tunnel_set(struct context *ctx, const struct command *command, const char *const *argv,
		      struct error *err)
{
	(void)ctx;
	(void)command;
	(void)argv;
	return error_usage(err,
			   "no kernel of today changes a tunnel; tunnel replace does, by deleting "
			   "and adding");
}

const struct command tunnel_add_command = {
	.object = "tunnel",
	.word = "add",
	.verb = VERB_ADD,
	.table = &tunnel_keywords,
	.summary = "add a tunnel",
	.run = tunnel_add,
};

const struct command tunnel_set_command = {
	.object = "tunnel",
	.word = "set",
	.verb = VERB_SET,
	.table = &tunnel_keywords,
	.summary = "says that a tunnel cannot be changed, and what can be done",
	.run = tunnel_set,
};
