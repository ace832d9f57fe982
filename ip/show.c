// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * show.c - show of tunnels, sessions and the L2TP state in debugfs
 */
#include "ip/show.h"

#include <string.h>

#include "lib/base/cleanup.h"
#include "lib/kernel/debugfs.h"
#include "lib/kernel/debugfs_show.h"
#include "lib/kernel/list.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/select.h"
#include "lib/text/object_keywords.h"

static void show_session(const struct context *ctx, const struct l2tp_session *session,
			 const struct lookup *lookup, struct output *out)
{
	const struct session_lookup known = { .tunnel = lookup_tunnel(lookup, session),
					      .link = lookup_link(lookup, session) };

	l2tp_session_show(session, &known, &ctx->options.show, out);
}

static int show_run(struct context *ctx, const struct command *command, const char *const *argv,
		    struct error *err)
{
	const struct object_type *type = object_type_of(command->table);
	bool looked_up = type == &session_type && ctx->options.show.details;
	CLEANUP(sorted_free) struct sorted found = { 0 };
	CLEANUP(lookup_free) struct lookup lookup = { 0 };
	union object filter;
	struct kernel *kernel;
	struct output *out;
	size_t i;

	memset(&filter, 0, sizeof(filter));
	if (keywords_parse(command->table, VERB_FILTER, argv, &filter, err) < 0)
		return err->code;
	kernel = context_kernel(ctx, err);
	if (!kernel || kernel_settle(kernel, err) < 0 ||
	    select_objects(kernel, type, &filter, &found, err) < 0 ||
	    (looked_up &&
	     (lookup_gather(kernel, &lookup, err) < 0 ||
	      lookup_identify(kernel, sorted_at(&found, 0), found.count, &lookup, err) < 0)) ||
	    output_open(&out, stdout, &ctx->options.output, err) < 0)
		return err->code;
	for (i = 0; i < found.count; i++)
		if (type == &tunnel_type)
			l2tp_tunnel_show(sorted_at(&found, i), &ctx->options.show, out);
		else
			show_session(ctx, sorted_at(&found, i), &lookup, out);
	return output_close(out, err);
}

static int debug_show_run(struct context *ctx, const struct command *command,
			  const char *const *argv, struct error *err)
{
	struct error closing = { 0 };
	struct output *out;
	int status;

	if (argv[0])
		return command_refuse_word(command, argv[0], err);
	if (debugfs_check(err) < 0 || output_open(&out, stdout, &ctx->options.output, err) < 0)
		return err->code;
	status = debugfs_show(out, err);
	if (output_close(out, &closing) < 0 && status == 0)
		*err = closing;
	return err->code;
}

const struct command tunnel_show_command = {
	.object = "tunnel",
	.word = "show",
	.synonyms = "get ls",
	.aliases = (const char *const[]){ "list", "lst", NULL },
	.verb = VERB_FILTER,
	.table = &tunnel_keywords,
	.summary = "show tunnels",
	.run = show_run,
};

const struct command session_show_command = {
	.object = "session",
	.word = "show",
	.synonyms = "get ls",
	.aliases = (const char *const[]){ "list", "lst", NULL },
	.verb = VERB_FILTER,
	.table = &session_keywords,
	.summary = "show sessions",
	.run = show_run,
};

const struct command debug_show_command = {
	.object = "debug",
	.word = "show",
	.synonyms = "get ls",
	.summary = "show the L2TP state in debugfs",
	.group = "diagnosis",
	.run = debug_show_run,
};
