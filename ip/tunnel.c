// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * tunnel.c - add, set and show of tunnels
 */
#include "ip/tunnel.h"

#include "lib/base/cleanup.h"
#include "lib/kernel/add.h"
#include "lib/kernel/find.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/queue.h"
#include "lib/kernel/select.h"
#include "lib/text/object_keywords.h"

static void tell_debug(const struct context *ctx, const struct l2tp_tunnel *tunnel,
		       struct error *err)
{
	struct error ignored = { 0 };
	struct l2tp_tunnel now;

	if (tunnel->fields & L2TP_TUNNEL_DEBUG &&
	    kernel_get_tunnel(ctx->kernel, tunnel->tunnel_id, &now, &ignored) == 0)
		context_tell_debug(ctx, tunnel->debug, now.debug, err);
}

static int tunnel_add(struct context *ctx, const struct command *command, const char *const *argv,
		      struct error *err)
{
	struct l2tp_tunnel tunnel = { 0 };
	struct kernel *kernel;

	if (keywords_parse(&tunnel_keywords, VERB_ADD, argv, &tunnel, err) < 0 ||
	    l2tp_tunnel_check(&tunnel, err) < 0)
		return err->code;
	if (command_dry_run(ctx, command, &tunnel))
		return 0;
	if (!ctx->options.show.details) {
		kernel = context_queue(ctx, err);
		return kernel ? kernel_queue_tunnel(kernel, &tunnel, ctx->line, err) : err->code;
	}
	kernel = context_kernel(ctx, err);
	if (!kernel || kernel_add_tunnel(kernel, &tunnel, err) < 0)
		return err->code;
	tell_debug(ctx, &tunnel, err);
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

static int tunnel_show(struct context *ctx, const struct command *command, const char *const *argv,
		       struct error *err)
{
	CLEANUP(memory_freep) struct l2tp_tunnel *list = NULL;
	struct l2tp_tunnel filter = { 0 };
	struct kernel *kernel;
	struct output *out;
	size_t count = 0, i;

	if (keywords_parse(command->table, VERB_FILTER, argv, &filter, err) < 0)
		return err->code;
	kernel = context_kernel(ctx, err);
	if (!kernel || kernel_settle(kernel, err) < 0 ||
	    select_tunnels(kernel, &filter, &list, &count, err) < 0 ||
	    output_open(&out, stdout, &ctx->options.output, err) < 0)
		return err->code;
	for (i = 0; i < count; i++)
		l2tp_tunnel_show(&list[i], &ctx->options.show, out);
	return output_close(out, err);
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

const struct command tunnel_show_command = {
	.object = "tunnel",
	.word = "show",
	.aliases = (const char *const[]){ "list", "lst", NULL },
	.verb = VERB_FILTER,
	.table = &tunnel_keywords,
	.summary = "show tunnels, all or those with these fields",
	.run = tunnel_show,
};
