// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * delete.c - del and flush of tunnels and sessions
 *
 * del requires a selection: the key of one object, whose other fields are ignored, or fields that match several
 * objects. flush deletes all.
 */
#include "ip/delete.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "lib/base/cleanup.h"
#include "lib/kernel/delete.h"
#include "lib/kernel/list.h"
#include "lib/kernel/owner.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/select.h"
#include "lib/text/object_keywords.h"

/* `ip l2tp del tunnel ... session_id N` would delete the session, which is hardly intended. */
static int delete_refuse_session_id(const char *const *argv, struct error *err)
{
	for (; argv[0] && argv[1]; argv += 2)
		if (strcmp(argv[0], "session_id") == 0 || strcmp(argv[0], "sid") == 0)
			return error_usage(
				err, "session_id is a field of a session; use l2tp session del to "
				     "delete the session");
	return 0;
}

/* Drop the fields that `ip l2tp del` accepts and ignores when the key of TYPE selects the object. */
static void delete_drop_others(const struct object_type *type, uint32_t *fields, struct error *err)
{
	const struct keyword *row;

	for (row = type->table->rows; row->word; row++)
		if (row->use[VERB_FILTER] >= OPTIONAL && *fields & row->field & ~type->key)
			error_ignored(err, "%s is ignored: the ids identify the %s", row->word,
				      type->table->object);
	*fields &= type->key;
}

/* Delete the objects that match FILTER. With MUST_EXIST, no match is an error. */
static int delete_selected(struct kernel *kernel, const struct object_type *type,
			   const union object *filter, bool must_exist, struct error *err)
{
	CLEANUP(sorted_free) struct sorted found = { 0 };
	const void *list;

	if (kernel_settle(kernel, err) < 0)
		return err->code;
	if (select_objects(kernel, type, filter, &found, err) < 0) {
		if (must_exist || err->code != -ENODEV)
			return err->code;
		error_clear(err); /* nothing to flush */
		found.count = 0;
	}
	if (must_exist && found.count == 0)
		return error_set(err, -ENODEV, "no %s matches", type->table->object);
	list = found.list;
	/* selected by name only */
	if (type == &session_type && found.count == 1 && select_is_named(type, filter) &&
	    !(filter->fields & L2TP_SESSION_ID) && owner_refuse_ambiguous(kernel, list, err) < 0)
		return err->code;
	return type == &tunnel_type
		       ? kernel_delete_tunnels(kernel, list, found.count, must_exist, err)
		       : kernel_delete_sessions(kernel, list, found.count, must_exist, err);
}

/* Delete the objects that match FILTER; print their number under -details. */
static int delete_objects(struct context *ctx, const struct object_type *type,
			  const union object *filter, bool flush, struct error *err)
{
	struct kernel *kernel = context_kernel(ctx, err);
	struct kernel_counts before, now;
	size_t tunnels, sessions;

	if (!kernel)
		return err->code;
	before = kernel_deleted(kernel);
	if ((!flush && type == &session_type && select_is_named(type, filter)
		     ? kernel_delete_session(kernel, &filter->session, err)
		     : delete_selected(kernel, type, filter, !flush, err)) < 0)
		return err->code;
	now = kernel_deleted(kernel);
	tunnels = now.tunnels - before.tunnels;
	sessions = now.sessions - before.sessions;
	if (ctx->options.show.details)
		printf("deleted %zu tunnel%s and %zu session%s\n", tunnels, tunnels == 1 ? "" : "s",
		       sessions, sessions == 1 ? "" : "s");
	return 0;
}

/* Refuse what may be meant to limit a deletion: an option for an address family, or a field that `ip l2tp` ignores. */
static int refuse_other_limits(const struct context *ctx, const struct command *command,
			       const char *const *argv, struct error *err)
{
	if (ctx->options.family)
		return error_usage(err, "an address family selects no %ss; %s", command->object,
				   object_type_of(command->table) == &session_type
					   ? "tunnel_id selects those of a tunnel"
					   : "local 0.0.0.0/0 selects those over IPv4, local ::/0 "
					     "those over IPv6");
	return keywords_refuse_ignored(command->table, VERB_FILTER, argv, err);
}

static int delete_run(struct context *ctx, const struct command *command, const char *const *argv,
		      struct error *err)
{
	const struct object_type *type = object_type_of(command->table);
	bool session = type == &session_type, named;
	union object filter;

	memset(&filter, 0, sizeof(filter));
	if ((!session && delete_refuse_session_id(argv, err) < 0) ||
	    keywords_parse(type->table, VERB_FILTER, argv, &filter, err) < 0)
		return err->code;
	if (!filter.fields)
		return error_usage(err, "a field is required; l2tp %s show lists the %ss",
				   command->object, command->object);
	named = select_is_named(type, &filter);
	/* `ip l2tp` would use tunnel 0: most likely tunnel_id is missing */
	if (session && !named && filter.fields & L2TP_SESSION_ID)
		return error_usage(err, "tunnel_id is required with session_id");
	if (named) {
		delete_drop_others(type, &filter.fields, err);
	} else {
		error_reset(err); /* the warnings of ignored fields */
		if (refuse_other_limits(ctx, command, argv, err) < 0)
			return err->code;
	}
	if (command_dry_run(ctx, command, &filter))
		return 0;
	return delete_objects(ctx, type, &filter, false, err);
}

static int flush_run(struct context *ctx, const struct command *command, const char *const *argv,
		     struct error *err)
{
	union object filter;

	memset(&filter, 0, sizeof(filter));
	if (refuse_other_limits(ctx, command, argv, err) < 0 ||
	    keywords_parse(command->table, VERB_FILTER, argv, &filter, err) < 0)
		return err->code;
	if (command_dry_run(ctx, command, &filter))
		return 0;
	return delete_objects(ctx, object_type_of(command->table), &filter, true, err);
}

const struct command tunnel_del_command = {
	.object = "tunnel",
	.word = "del",
	.synonyms = "remove rm destroy",
	.aliases = (const char *const[]){ "delete", NULL },
	.verb = VERB_FILTER,
	.table = &tunnel_keywords,
	.summary = "delete tunnels and their sessions",
	.note = "a field is required; others beside tunnel_id are ignored; no match is an error",
	.run = delete_run,
};

const struct command tunnel_flush_command = {
	.object = "tunnel",
	.word = "flush",
	.verb = VERB_FILTER,
	.table = &tunnel_keywords,
	.summary = "delete all tunnels, or those that match",
	.note = "no match is a success",
	.run = flush_run,
};

const struct command session_del_command = {
	.object = "session",
	.word = "del",
	.synonyms = "remove rm destroy",
	.aliases = (const char *const[]){ "delete", NULL },
	.verb = VERB_FILTER,
	.table = &session_keywords,
	.summary = "delete sessions",
	.note = "a field is required; others beside name or both ids are ignored",
	.run = delete_run,
};

const struct command session_flush_command = {
	.object = "session",
	.word = "flush",
	.verb = VERB_FILTER,
	.table = &session_keywords,
	.summary = "delete all sessions, or those that match",
	.note = "no match is a success",
	.run = flush_run,
};
