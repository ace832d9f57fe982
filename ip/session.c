// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * session.c - add and set of sessions
 */
#include "ip/session.h"

#include "lib/base/cleanup.h"
#include "lib/config/change.h"
#include "lib/kernel/add.h"
#include "lib/kernel/queue.h"
#include "lib/text/object_keywords.h"

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
	if (ctx->queued_done && !ctx->options.show.details && !setup.link.fields) {
		kernel = context_queue(ctx, err);
		return kernel ? kernel_queue_session(kernel, &setup.session, ctx->line, err)
			      : err->code;
	}
	kernel = context_kernel(ctx, err);
	if (!kernel ||
	    (setup.link.fields ? config_add(kernel, NULL, &setup, err)
			       : kernel_add_session(kernel, &setup.session, NULL, err)) < 0)
		return err->code;
	context_tell_debug(ctx, &session_type, &setup.session, err);
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
	context_tell_debug(ctx, &session_type, &setup.session, err);
	return 0;
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
