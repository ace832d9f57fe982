// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * tunnel_and_session.c - `add tunnel session FIELD VALUE...`: both in one command
 *
 * The parser of `ip l2tp` lets it be written, so it means the same here; but the tunnel is taken back
 * where the session cannot be added.
 */
#include "ip/tunnel_and_session.h"

#include "ip/session.h"
#include "ip/tunnel.h"
#include "lib/base/cleanup.h"
#include "lib/config/change.h"
#include "lib/text/object_keywords.h"
#include "lib/text/split.h"

/* Whether the field WORD is for TABLE: its own, or nobody's, which it will refuse. */
static bool both_is_for(const struct keyword_table *table, const char *word)
{
	const struct keyword *own = keyword_find(table, word);
	const struct keyword *other = keyword_find(table->other, word);

	return (own && (own->use[VERB_ADD] != REFUSED || !other)) || (!own && !other);
}

static int both_parse(const struct keyword_table *table, const char *const *argv, void *object,
		      struct error *err)
{
	CLEANUP(memory_freep) const char **fields = keywords_split(table, argv, both_is_for, err);

	return fields ? keywords_parse(table, VERB_ADD, fields, object, err) : err->code;
}

static int both_add(struct context *ctx, const char *const *argv, struct error *err)
{
	CLEANUP(l2tp_setup_free) struct l2tp_setup setup = { 0 };
	struct l2tp_tunnel tunnel = { 0 };
	struct kernel *kernel;

	if (both_parse(&tunnel_keywords, argv, &tunnel, err) < 0 ||
	    both_parse(&session_keywords, argv, &setup, err) < 0 ||
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

int tunnel_and_session_add(struct context *ctx, const char *const *argv, struct error *err)
{
	int status = both_add(ctx, argv, err);

	return status < 0 ? error_context(err, "add tunnel session") : status;
}
