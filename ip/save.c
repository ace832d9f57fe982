// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * save.c - print the commands that add the kernel's objects, here or at the peer
 */
#include "ip/save.h"

#include <errno.h>

#include "lib/config/gather.h"
#include "lib/config/write.h"
#include "lib/kernel/pending_delete.h"

static int print_config(struct context *ctx, const struct config *config, struct error *err)
{
	struct output_options options = ctx->options.output;
	struct output *out;

	if (!options.json) {
		config_write(config, context_prefix(ctx), stdout);
		return 0;
	}
	options.lines = true; /* one document instead of an array */
	if (output_open(&out, stdout, &options, err) < 0)
		return err->code;
	config_json(config, out);
	return output_close(out, err);
}

static int save_run(struct context *ctx, const struct command *command, const char *const *argv,
		    struct error *err)
{
	struct l2tp_tunnel tunnels = { 0 };
	struct l2tp_session sessions = { 0 };
	struct config config;
	struct kernel *kernel;
	int status;

	if (command_parse_filters(command, argv, &tunnels, &sessions, err) < 0)
		return err->code;
	kernel = context_kernel(ctx, err);
	if (!kernel || kernel_settle(kernel, err) < 0)
		return err->code;
	status = config_gather(kernel, &tunnels, &sessions, &config, err);
	/* an empty file would pass for a saved one */
	if (status == 0 && (tunnels.fields || sessions.fields) && !config.tunnel_count &&
	    !config.session_count)
		status = error_set(err, -ENODEV, "no tunnel and no session matches");
	if (status == 0)
		status = config_reduce(&config, err);
	if (status == 0 && command == &mirror_command)
		status = config_mirror(&config, err);
	if (status == 0)
		status = print_config(ctx, &config, err);
	config_free(&config);
	return status;
}

const struct command save_command = {
	.word = "save",
	.synonyms = "export",
	.verb = VERB_FILTER,
	.filters = true,
	.summary = "print commands that re-create the tunnels and sessions",
	.group = "configuration",
	.manual = "l2tp-apply(8)",
	.run = save_run,
};

const struct command mirror_command = {
	.word = "mirror",
	.verb = VERB_FILTER,
	.filters = true,
	.summary = "print commands for the peer",
	.group = "configuration",
	.manual = "l2tp-apply(8)",
	.run = save_run,
};
