// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check.c - find out why no traffic passes, or what differs from the peer
 */
#include "ip/check.h"

#include <errno.h>

#include "lib/base/cleanup.h"
#include "lib/check/check.h"
#include "lib/check/peer.h"
#include "lib/kernel/pending_delete.h"
#include "lib/text/object_keywords.h"

static int check_print(struct context *ctx, const struct findings *findings, struct error *err)
{
	struct output *out;

	if (output_open(&out, stdout, &ctx->options.output, err) < 0)
		return err->code;
	findings_write(findings, out);
	ctx->found = ctx->found || findings->count;
	return output_close(out, err);
}

/* Compare this host with FILE, the peer's configuration. */
static int check_file(struct context *ctx, const char *path, struct findings *findings,
		      struct error *err)
{
	const char *const paths[] = { path, NULL };
	struct config peer = { 0 };
	int status = context_open_config(ctx, paths, false, &peer, err);

	/* an empty file usually means that reading it from the peer failed */
	if (status == 0 && !peer.tunnel_count)
		status = error_usage(err, "FILE has no tunnel");
	if (status == 0 && context_kernel(ctx, err))
		status = check_peer(ctx->kernel, &peer, findings, err);
	config_free(&peer);
	return status < 0 ? status : err->code;
}

/* Turn "the kernel has no L2TP" into a finding. */
static int find_no_kernel(struct findings *findings, struct error *err)
{
	struct finding finding = { .severity = SEVERITY_ERROR, .code = "modules" };

	if (err->code != -ENOENT)
		return err->code;
	error_clear(err);
	finding_say(&finding, "the kernel has no L2TP");
	finding_advise(&finding, "modprobe l2tp_netlink");
	findings_add(findings, &finding);
	return 0;
}

static int check_filtered(struct context *ctx, const char *const *argv, struct findings *findings,
			  struct error *err)
{
	struct l2tp_tunnel tunnels = { 0 };
	struct l2tp_session sessions = { 0 };

	if (command_parse_filters(&check_command, argv, &tunnels, &sessions, err) < 0)
		return err->code;
	if (!context_kernel(ctx, err))
		return find_no_kernel(findings, err);
	if (kernel_settle(ctx->kernel, err) < 0)
		return err->code;
	return check_host(ctx->kernel, &tunnels, &sessions, findings, err);
}

static bool is_field(const struct keyword_table *table, const char *word)
{
	const struct keyword *row = keyword_find(table, word);

	return row && row->use[VERB_FILTER] == OPTIONAL;
}

/* Whether ARGV is a single file name and no field. */
static bool is_file(const char *const *argv)
{
	return argv[0] && !argv[1] && !is_field(&session_keywords, argv[0]) &&
	       !is_field(&tunnel_keywords, argv[0]);
}

static int check_run(struct context *ctx, const struct command *command, const char *const *argv,
		     struct error *err)
{
	CLEANUP(findings_free) struct findings findings = { 0 };
	int status;

	status = is_file(argv) ? check_file(ctx, argv[0], &findings, err)
			       : check_filtered(ctx, argv, &findings, err);
	return status < 0 ? status : check_print(ctx, &findings, err);
}

const struct command check_command = {
	.word = "check",
	.verb = VERB_FILTER,
	.filters = true,
	.file = true,
	.summary = "find out why no traffic passes",
	.group = "diagnosis",
	.manual = "l2tp-check(8)",
	.run = check_run,
};
