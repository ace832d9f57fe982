// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * tunnel_and_session.c - `add tunnel session FIELD VALUE...`: both in one command
 *
 * The parser of `ip l2tp` lets it be written, so it means the same here; but the tunnel is taken back
 * where the session cannot be added.
 */
#include "ip/tunnel_and_session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ip/session.h"
#include "ip/tunnel.h"
#include "lib/base/cleanup.h"
#include "lib/config/change.h"
#include "lib/text/object_keywords.h"

/* Whether a pair that begins with WORD is for TABLE: its own, or nobody's, which it will refuse. */
static bool is_for(const struct keyword_table *table, const char *word)
{
	const struct keyword *own = keyword_find(table, word);
	const struct keyword *other = keyword_find(table->other, word);

	return (own && (own->use[VERB_ADD] != REFUSED || !other)) || (!own && !other);
}

/* The pairs of ARGV that are for TABLE, to be freed by the caller; NULL without memory. */
static const char **pairs_for(const struct keyword_table *table, const char *const *argv)
{
	const char **pairs, **end;
	size_t count = 0;

	while (argv[count])
		count++;
	pairs = end = calloc(count + 1, sizeof(*pairs));
	while (pairs && argv[0]) {
		bool has_value = keyword_has_value(&session_keywords, argv[0]) && argv[1];
		bool wanted = is_for(table, argv[0]);

		if (wanted)
			*end++ = argv[0];
		if (wanted && has_value)
			*end++ = argv[1];
		argv += has_value ? 2 : 1;
	}
	return pairs;
}

static int parse(const struct keyword_table *table, const char *const *argv, void *object,
		 struct error *err)
{
	CLEANUP(memory_freep) const char **pairs = pairs_for(table, argv);

	if (!pairs)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	return keywords_parse(table, VERB_ADD, pairs, object, err);
}

static int parse_both_and_add(struct context *ctx, const char *const *argv, struct error *err)
{
	CLEANUP(l2tp_setup_free) struct l2tp_setup setup = { 0 };
	struct l2tp_tunnel tunnel = { 0 };
	struct kernel *kernel;

	if (parse(&tunnel_keywords, argv, &tunnel, err) < 0 ||
	    parse(&session_keywords, argv, &setup, err) < 0 ||
	    l2tp_tunnel_check(&tunnel, err) < 0 || l2tp_setup_check_alone(&setup, err) < 0 ||
	    l2tp_setup_check(&setup, &tunnel, err) < 0)
		return err->code;
	if (command_dry_run(ctx, &tunnel_add_command, &tunnel) &&
	    command_dry_run(ctx, &session_add_command, &setup))
		return 0;
	signals_hold(&ctx->signals);
	kernel = context_kernel(ctx, err);
	return kernel ? config_add_both(kernel, &tunnel, &setup, err) : err->code;
}

int tunnel_and_session_add(struct context *ctx, const char *const *argv, struct error *err)
{
	int status = parse_both_and_add(ctx, argv, err);

	return status < 0 ? error_context(err, "add tunnel session") : status;
}
