// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * add.c - add, set and replace of tunnels and sessions
 */
#include "ip/add.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/config/change.h"
#include "lib/kernel/add.h"
#include "lib/kernel/queue.h"
#include "lib/kernel/select.h"
#include "lib/text/object_keywords.h"
#include "lib/text/split.h"

/* Under -details, warn if the kernel accepted the debug mask of OBJECT and reports another one. */
static void add_tell_debug(const struct context *ctx, const struct object_type *type,
			   const void *object, struct error *err)
{
	const struct keyword *row = keyword_find(type->table, "debug");
	struct error ignored = { 0 };
	char names[TEXT_SIZE];
	union object now;

	if (!ctx->options.show.details || !keyword_is_set(row, object) ||
	    select_get(ctx->kernel, type, object, &now, &ignored) < 0 ||
	    memcmp((const char *)object + row->offset, (char *)&now + row->offset, row->size) == 0)
		return;
	row->type->print(row->type, (const char *)object + row->offset, row->size, names);
	error_warn(err, "debug %s: this kernel accepts the mask and logs nothing", names);
}

/* Under -details, print what `replace` did. */
static void add_tell_replaced(const struct context *ctx, const char *object, uint32_t id,
			      enum replaced what)
{
	static const char *const words[] = {
		[REPLACED_NOTHING] = "unchanged",
		[REPLACED_ADDED] = "added",
		[REPLACED_SET] = "changed",
		[REPLACED_MADE] = "re-created",
	};

	if (ctx->options.show.details)
		printf("%s %u: %s\n", object, id, words[what]);
}

static int tunnel_add(struct context *ctx, const struct command *command, const char *const *argv,
		      struct error *err)
{
	bool replace = command == &tunnel_replace_command;
	struct l2tp_tunnel tunnel = { 0 };
	struct kernel *kernel;
	enum replaced what;

	if (keywords_parse(&tunnel_keywords, VERB_ADD, argv, &tunnel, err) < 0 ||
	    l2tp_tunnel_prepare(&tunnel, err) < 0)
		return err->code;
	if (command_dry_run(ctx, command, &tunnel))
		return 0;
	if (ctx->queued_done && !ctx->options.show.details && !replace) {
		kernel = context_queue(ctx, err);
		return kernel ? kernel_queue_tunnel(kernel, &tunnel, ctx->line, err) : err->code;
	}
	kernel = context_kernel(ctx, err);
	if (!kernel ||
	    (replace ? config_replace_tunnel(kernel, &tunnel, context_takes(ctx), &what, err)
		     : kernel_add_tunnel(kernel, &tunnel, err)) < 0)
		return err->code;
	if (replace)
		add_tell_replaced(ctx, "tunnel", tunnel.tunnel_id, what);
	else
		add_tell_debug(ctx, &tunnel_type, &tunnel, err);
	return 0;
}

static int tunnel_set(struct context *ctx, const struct command *command, const char *const *argv,
		      struct error *err)
{
	return error_usage(err, "a tunnel cannot be changed; l2tp tunnel replace re-creates it");
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
	add_tell_debug(ctx, &session_type, &setup.session, err);
	return 0;
}

static int session_replace(struct context *ctx, const struct command *command,
			   const char *const *argv, struct error *err)
{
	CLEANUP(l2tp_setup_free) struct l2tp_setup setup = { 0 };
	struct kernel *kernel;
	enum replaced what;

	if (keywords_parse(&session_keywords, VERB_ADD, argv, &setup, err) < 0 ||
	    l2tp_setup_check_alone(&setup, err) < 0)
		return err->code;
	if (command_dry_run(ctx, command, &setup))
		return 0;
	kernel = context_kernel(ctx, err);
	if (!kernel || config_replace_session(kernel, &setup, context_takes(ctx), &what, err) < 0)
		return err->code;
	add_tell_replaced(ctx, "session", setup.session.session_id, what);
	return 0;
}

static int session_set(struct context *ctx, const struct command *command, const char *const *argv,
		       struct error *err)
{
	const uint32_t key = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID | L2TP_SESSION_NAME;
	CLEANUP(l2tp_setup_free) struct l2tp_setup setup = { 0 };
	const struct l2tp_session *session = &setup.session;
	struct kernel *kernel;

	if (keywords_parse(&session_keywords, VERB_SET, argv, &setup, err) < 0)
		return err->code;
	if (!l2tp_session_is_named(session))
		return error_usage(err,
				   session->fields & L2TP_SESSION_ID
					   ? "tunnel_id is required with session_id"
				   : session->fields & L2TP_SESSION_TUNNEL_ID
					   ? "session_id is required with tunnel_id"
					   : "tunnel_id and session_id, or name, are required");
	if (!(session->fields & ~key) && !setup.link.fields)
		return error_usage(
			err, "a field to change is required; l2tp help session set lists them");
	if (command_dry_run(ctx, command, &setup))
		return 0;
	kernel = context_kernel(ctx, err);
	if (!kernel || config_set_session(kernel, &setup, context_takes(ctx), err) < 0)
		return err->code;
	add_tell_debug(ctx, &session_type, session, err);
	return 0;
}

/* Whether WORD belongs to TABLE: one of its fields, or an unknown one, which TABLE then refuses. */
static bool add_is_for(const struct keyword_table *table, const char *word)
{
	const struct keyword *own = keyword_find(table, word);
	const struct keyword *other = keyword_find(table->other, word);

	return own ? own->use[VERB_ADD] != REFUSED || !other : !other;
}

static int add_parse(const struct keyword_table *table, const char *const *argv, void *object,
		     struct error *err)
{
	CLEANUP(memory_freep) const char **fields = keywords_split(table, argv, add_is_for, err);

	return fields ? keywords_parse(table, VERB_ADD, fields, object, err) : err->code;
}

int add_tunnel_and_session(struct context *ctx, const char *const *argv, struct error *err)
{
	CLEANUP(l2tp_setup_free) struct l2tp_setup setup = { 0 };
	struct l2tp_tunnel tunnel = { 0 };
	struct kernel *kernel;

	if (add_parse(&tunnel_keywords, argv, &tunnel, err) < 0 ||
	    add_parse(&session_keywords, argv, &setup, err) < 0 ||
	    l2tp_tunnel_prepare(&tunnel, err) < 0 || l2tp_setup_check_alone(&setup, err) < 0)
		return err->code;
	l2tp_session_complete(&setup.session, &tunnel);
	if (l2tp_session_check(&setup.session, &setup.link, &tunnel, err) < 0)
		return err->code;
	if (command_dry_run(ctx, &tunnel_add_command, &tunnel) &&
	    command_dry_run(ctx, &session_add_command, &setup))
		return 0;
	signals_hold(&ctx->signals);
	kernel = context_kernel(ctx, err);
	return kernel ? config_add(kernel, &tunnel, &setup, err) : err->code;
}

const struct command tunnel_add_command = {
	.object = "tunnel",
	.word = "add",
	.synonyms = "create new",
	.verb = VERB_ADD,
	.table = &tunnel_keywords,
	.summary = "add a tunnel",
	.run = tunnel_add,
};

const struct command tunnel_set_command = {
	.object = "tunnel",
	.word = "set",
	.synonyms = "change modify update",
	.verb = VERB_SET,
	.table = &tunnel_keywords,
	.summary = "a tunnel cannot be changed: l2tp tunnel replace re-creates it",
	.unlisted = true,
	.run = tunnel_set,
};

const struct command tunnel_replace_command = {
	.object = "tunnel",
	.word = "replace",
	.verb = VERB_ADD,
	.table = &tunnel_keywords,
	.summary = "add a tunnel or change it to match",
	.run = tunnel_add,
};

const struct command session_add_command = {
	.object = "session",
	.word = "add",
	.synonyms = "create new",
	.verb = VERB_ADD,
	.table = &session_keywords,
	.summary = "add a session and set up its interface",
	.run = session_add,
};

const struct command session_set_command = {
	.object = "session",
	.word = "set",
	.synonyms = "change modify update",
	.verb = VERB_SET,
	.table = &session_keywords,
	.summary = "change a session and its interface",
	.note = "tunnel_id and session_id, or name, select it; omitted fields keep their value",
	.run = session_set,
};

const struct command session_replace_command = {
	.object = "session",
	.word = "replace",
	.verb = VERB_ADD,
	.table = &session_keywords,
	.summary = "add a session or change it to match",
	.note = "omitted session fields get their default, interface fields keep their value",
	.run = session_replace,
};
