// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * session.c - add, set and show of sessions
 */
#include "ip/session.h"

#include "lib/base/cleanup.h"
#include "lib/config/change.h"
#include "lib/kernel/find.h"
#include "lib/kernel/lookup.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/queue.h"
#include "lib/kernel/select.h"
#include "lib/text/object_keywords.h"

static void tell_debug(const struct context *ctx, const struct l2tp_session *session,
		       struct error *err)
{
	struct error ignored = { 0 };
	struct l2tp_session now;

	if (ctx->options.show.details && session->fields & L2TP_SESSION_DEBUG &&
	    kernel_get_session(ctx->kernel, session, &now, &ignored) == 0)
		context_tell_debug(ctx, session->debug, now.debug, err);
}

static int session_add(struct context *ctx, const struct command *command, const char *const *argv,
		       struct error *err)
{
	CLEANUP(l2tp_setup_free) struct l2tp_setup setup = { 0 };
	struct kernel *kernel;

	if (keywords_parse(&session_keywords, VERB_ADD, argv, &setup, err) < 0 ||
	    l2tp_setup_check_alone(&setup, err) < 0)
		return err->code;
	if (command_dry_run(ctx, command, &setup))
		return 0;
	if (!ctx->options.show.details && !setup.link.fields) {
		kernel = context_queue(ctx, err);
		return kernel ? kernel_queue_session(kernel, &setup.session, ctx->line, err)
			      : err->code;
	}
	kernel = context_kernel(ctx, err);
	if (!kernel || config_add_session(kernel, &setup, err) < 0)
		return err->code;
	tell_debug(ctx, &setup.session, err);
	return 0;
}

/* What says which session, and nothing of how it is to be. */
static int check_key(const struct l2tp_session *key, struct error *err)
{
	if (l2tp_session_is_named(key))
		return 0;
	return error_usage(err, "missing: %s, or name alone",
			   key->fields & L2TP_SESSION_ID	  ? "tunnel_id"
			   : key->fields & L2TP_SESSION_TUNNEL_ID ? "session_id"
								  : "tunnel_id, session_id");
}

static int session_set(struct context *ctx, const struct command *command, const char *const *argv,
		       struct error *err)
{
	const uint32_t key = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID | L2TP_SESSION_NAME;
	CLEANUP(l2tp_setup_free) struct l2tp_setup setup = { 0 };
	struct kernel *kernel;

	if (keywords_parse(&session_keywords, VERB_SET, argv, &setup, err) < 0 ||
	    check_key(&setup.session, err) < 0)
		return err->code;
	if (!(setup.session.fields & ~key) && !setup.link.fields)
		return error_usage(err, "missing: what to change; l2tp session set help lists it");
	if (command_dry_run(ctx, command, &setup))
		return 0;
	kernel = context_kernel(ctx, err);
	if (!kernel || config_set_session(kernel, &setup, err) < 0)
		return err->code;
	tell_debug(ctx, &setup.session, err);
	return 0;
}

static int show_list(struct context *ctx, const struct l2tp_session *list, size_t count,
		     struct error *err)
{
	CLEANUP(lookup_free) struct lookup lookup = { 0 };
	struct output *out;
	size_t i;

	if ((ctx->options.show.details && lookup_gather(ctx->kernel, &lookup, err) < 0) ||
	    output_open(&out, stdout, &ctx->options.output, err) < 0)
		return err->code;
	for (i = 0; i < count; i++) {
		struct session_lookup of_one = { 0 };

		if (ctx->options.show.details) {
			of_one.tunnel = lookup_tunnel(&lookup, &list[i]);
			of_one.link = lookup_link(&lookup, &list[i]);
		}
		l2tp_session_show(&list[i], &of_one, &ctx->options.show, out);
	}
	return output_close(out, err);
}

static int session_show(struct context *ctx, const struct command *command, const char *const *argv,
			struct error *err)
{
	CLEANUP(memory_freep) struct l2tp_session *list = NULL;
	struct l2tp_session filter = { 0 };
	struct kernel *kernel;
	size_t count = 0;

	if (keywords_parse(command->table, VERB_FILTER, argv, &filter, err) < 0)
		return err->code;
	kernel = context_kernel(ctx, err);
	if (!kernel || kernel_settle(kernel, err) < 0 ||
	    select_sessions(kernel, &filter, &list, &count, err) < 0)
		return err->code;
	return show_list(ctx, list, count, err);
}

const struct command session_add_command = {
	.object = "session",
	.word = "add",
	.verb = VERB_ADD,
	.table = &session_keywords,
	.summary = "add a session to a tunnel",
	.run = session_add,
};

const struct command session_set_command = {
	.object = "session",
	.word = "set",
	.verb = VERB_SET,
	.table = &session_keywords,
	.summary = "change a session and its interface",
	.run = session_set,
};

const struct command session_show_command = {
	.object = "session",
	.word = "show",
	.aliases = (const char *const[]){ "list", "lst", NULL },
	.verb = VERB_FILTER,
	.table = &session_keywords,
	.summary = "show sessions, all or those with these fields",
	.run = session_show,
};
