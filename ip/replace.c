// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * replace.c - make a tunnel or a session what it should be, whatever is there
 */
#include "ip/replace.h"

#include <stdio.h>
#include "lib/base/cleanup.h"
#include "lib/config/change.h"
#include "lib/text/object_keywords.h"

/* Under -details: what it took. */
static void tell(const struct context *ctx, const char *object, uint32_t id, enum replaced what)
{
	static const char *const words[] = {
		[REPLACED_NOTHING] = "unchanged",
		[REPLACED_ADDED] = "added",
		[REPLACED_SET] = "set",
		[REPLACED_MADE] = "deleted and added",
	};

	if (ctx->options.show.details)
		printf("%s %u: %s\n", object, id, words[what]);
}

static int tunnel_replace(struct context *ctx, const struct command *command,
			  const char *const *argv, struct error *err)
{
	struct l2tp_tunnel tunnel = { 0 };
	struct kernel *kernel;
	enum replaced what;

	if (keywords_parse(&tunnel_keywords, VERB_ADD, argv, &tunnel, err) < 0 ||
	    l2tp_tunnel_prepare(&tunnel, err) < 0)
		return err->code;
	if (command_dry_run(ctx, command, &tunnel))
		return 0;
	kernel = context_kernel(ctx, err);
	if (!kernel || config_replace_tunnel(kernel, &tunnel, &what, err) < 0)
		return err->code;
	tell(ctx, "tunnel", tunnel.tunnel_id, what);
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
	if (!kernel || config_replace_session(kernel, &setup, &what, err) < 0)
		return err->code;
	tell(ctx, "session", setup.session.session_id, what);
	return 0;
}

const struct command tunnel_replace_command = {
	.object = "tunnel",
	.word = "replace",
	.verb = VERB_ADD,
	.table = &tunnel_keywords,
	.summary = "add a tunnel, or make it so where there is one",
	.run = tunnel_replace,
};

const struct command session_replace_command = {
	.object = "session",
	.word = "replace",
	.verb = VERB_ADD,
	.table = &session_keywords,
	.summary = "add a session, or make it so where there is one",
	.run = session_replace,
};
