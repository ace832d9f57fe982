// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * delete.c - del and flush of tunnels and sessions
 *
 * del wants to be told which: an object in full, whose other fields are then of no interest, or fields
 * that several have. flush takes all.
 */
#include "ip/delete.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "lib/base/cleanup.h"
#include "lib/kernel/delete.h"
#include "lib/kernel/list.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/select.h"
#include "lib/text/object_keywords.h"

/* Under -details: how many have gone since BEFORE. */
static void tell(const struct context *ctx, const struct kernel_counts *before)
{
	struct kernel_counts now = kernel_deleted(ctx->kernel);
	size_t tunnels = now.tunnels - before->tunnels, sessions = now.sessions - before->sessions;

	if (ctx->options.show.details)
		printf("deleted %zu tunnel%s and %zu session%s\n", tunnels, tunnels == 1 ? "" : "s",
		       sessions, sessions == 1 ? "" : "s");
}

/* `ip l2tp del tunnel ... session_id N` deletes the session, which nobody means. */
static int refuse_session_id(const char *const *argv, struct error *err)
{
	for (; argv[0] && argv[1]; argv += 2)
		if (strcmp(argv[0], "session_id") == 0 || strcmp(argv[0], "sid") == 0)
			return error_usage(err, "session_id: a tunnel has none; to delete the "
						"session: session del");
	return 0;
}

/*
 * What `ip l2tp` would ignore may be ignored where an object is named in full; of others it may be the field that
 * keeps them from being deleted.
 */
static int refuse_ignored(const struct keyword_table *table, const char *const *argv,
			  struct error *err)
{
	error_reset(err); /* of the warnings that it is ignored */
	return keywords_refuse_ignored(table, VERB_FILTER, argv, err);
}

/* Fields that `ip l2tp del` takes and ignores, since it is told by KEY which object is meant. */
static void drop_others(const struct keyword_table *table, uint32_t *fields, uint32_t key,
			struct error *err)
{
	const struct keyword *row;

	for (row = table->rows; row->word; row++)
		if (row->use[VERB_FILTER] >= OPTIONAL && *fields & row->field & ~key)
			error_warn(err, "%s is ignored: the %s is named in full", row->word,
				   table->object);
	*fields &= key;
}

static int delete_tunnels(struct context *ctx, const struct l2tp_tunnel *filter, bool must_match,
			  struct error *err)
{
	CLEANUP(memory_freep) struct l2tp_tunnel *list = NULL;
	struct kernel *kernel = context_kernel(ctx, err);
	struct kernel_counts before;
	size_t count = 0;

	if (!kernel || kernel_settle(kernel, err) < 0 ||
	    (select_tunnels(kernel, filter, &list, &count, err) < 0 &&
	     (must_match || err->code != -ENODEV)))
		return err->code;
	if (err->code) { /* none to flush */
		error_clear(err);
		count = 0;
	}
	if (must_match && count == 0)
		return error_set(err, -ENODEV, "there is no such tunnel");
	before = kernel_deleted(kernel);
	if (kernel_delete_tunnels(kernel, list, count, must_match, err) < 0)
		return err->code;
	tell(ctx, &before);
	return 0;
}

static int tunnel_del(struct context *ctx, const struct command *command, const char *const *argv,
		      struct error *err)
{
	struct l2tp_tunnel filter = { 0 };

	if (refuse_session_id(argv, err) < 0 ||
	    keywords_parse(&tunnel_keywords, VERB_FILTER, argv, &filter, err) < 0)
		return err->code;
	if (!filter.fields)
		return error_usage(err, "missing: tunnel_id; tunnel flush deletes all");
	if (filter.fields & L2TP_TUNNEL_ID)
		drop_others(&tunnel_keywords, &filter.fields, L2TP_TUNNEL_ID, err);
	else if (refuse_ignored(&tunnel_keywords, argv, err) < 0)
		return err->code;
	if (command_dry_run(ctx, command, &filter))
		return 0;
	return delete_tunnels(ctx, &filter, true, err);
}

static int tunnel_flush(struct context *ctx, const struct command *command, const char *const *argv,
			struct error *err)
{
	struct l2tp_tunnel filter = { 0 };

	if (refuse_ignored(&tunnel_keywords, argv, err) < 0 ||
	    keywords_parse(&tunnel_keywords, VERB_FILTER, argv, &filter, err) < 0)
		return err->code;
	if (command_dry_run(ctx, command, &filter))
		return 0;
	return delete_tunnels(ctx, &filter, false, err);
}

static int delete_sessions(struct context *ctx, const struct l2tp_session *filter, bool must_match,
			   struct error *err)
{
	CLEANUP(memory_freep) struct l2tp_session *list = NULL;
	struct kernel *kernel = context_kernel(ctx, err);
	struct kernel_counts before;
	size_t count = 0;

	if (!kernel || kernel_settle(kernel, err) < 0 ||
	    (select_sessions(kernel, filter, &list, &count, err) < 0 &&
	     (must_match || err->code != -ENODEV)))
		return err->code;
	if (err->code) { /* none to flush */
		error_clear(err);
		count = 0;
	}
	if (must_match && count == 0)
		return error_set(err, -ENODEV, "there is no such session");
	/* by name alone */
	if (count == 1 && l2tp_session_is_named(filter) && !(filter->fields & L2TP_SESSION_ID) &&
	    kernel_refuse_ambiguous(kernel, list, err) < 0)
		return err->code;
	before = kernel_deleted(kernel);
	if (kernel_delete_sessions(kernel, list, count, must_match, err) < 0)
		return err->code;
	tell(ctx, &before);
	return 0;
}

static int delete_one_session(struct context *ctx, const struct l2tp_session *key,
			      struct error *err)
{
	struct kernel *kernel = context_kernel(ctx, err);
	struct kernel_counts before;

	if (!kernel)
		return err->code;
	before = kernel_deleted(kernel);
	if (kernel_delete_session(kernel, key, err) < 0)
		return err->code;
	tell(ctx, &before);
	return 0;
}

static int session_del(struct context *ctx, const struct command *command, const char *const *argv,
		       struct error *err)
{
	const uint32_t key = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID | L2TP_SESSION_NAME;
	struct l2tp_session filter = { 0 };
	bool named;

	if (keywords_parse(&session_keywords, VERB_FILTER, argv, &filter, err) < 0)
		return err->code;
	named = l2tp_session_is_named(&filter);
	if (!filter.fields)
		return error_usage(err, "missing: tunnel_id and session_id, or name; session flush "
					"deletes all");
	/* `ip l2tp` would look for it in tunnel 0: a word was forgotten */
	if (!named && filter.fields & L2TP_SESSION_ID)
		return error_usage(err, "missing: tunnel_id, or name alone");
	if (named)
		drop_others(&session_keywords, &filter.fields, key, err);
	else if (refuse_ignored(&session_keywords, argv, err) < 0)
		return err->code;
	if (command_dry_run(ctx, command, &filter))
		return 0;
	return named ? delete_one_session(ctx, &filter, err)
		     : delete_sessions(ctx, &filter, true, err);
}

static int session_flush(struct context *ctx, const struct command *command,
			 const char *const *argv, struct error *err)
{
	struct l2tp_session filter = { 0 };

	if (refuse_ignored(&session_keywords, argv, err) < 0 ||
	    keywords_parse(&session_keywords, VERB_FILTER, argv, &filter, err) < 0)
		return err->code;
	if (command_dry_run(ctx, command, &filter))
		return 0;
	return delete_sessions(ctx, &filter, false, err);
}

const struct command tunnel_del_command = {
	.object = "tunnel",
	.word = "del",
	.aliases = (const char *const[]){ "delete", NULL },
	.verb = VERB_FILTER,
	.table = &tunnel_keywords,
	.summary = "delete a tunnel, or those with these fields",
	.run = tunnel_del,
};

const struct command tunnel_flush_command = {
	.object = "tunnel",
	.word = "flush",
	.verb = VERB_FILTER,
	.table = &tunnel_keywords,
	.summary = "delete all tunnels, or those with these fields",
	.run = tunnel_flush,
};

const struct command session_del_command = {
	.object = "session",
	.word = "del",
	.aliases = (const char *const[]){ "delete", NULL },
	.verb = VERB_FILTER,
	.table = &session_keywords,
	.summary = "delete a session, or those with these fields",
	.run = session_del,
};

const struct command session_flush_command = {
	.object = "session",
	.word = "flush",
	.verb = VERB_FILTER,
	.table = &session_keywords,
	.summary = "delete all sessions, or those with these fields",
	.run = session_flush,
};
