// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * debug.c - show debug: what debugfs has for L2TP
 */
#include "ip/debug.h"

#include <stdio.h>
#include "lib/kernel/debugfs.h"

static int debug_show(struct context *ctx, const struct command *command, const char *const *argv,
		      struct error *err)
{
	struct error closing = { 0 };
	struct output *out;
	int status;

	(void)command;
	if (argv[0])
		return error_usage(err, "it takes no fields");
	if (debugfs_check(err) < 0 || output_open(&out, stdout, &ctx->options.output, err) < 0)
		return err->code;
	status = debugfs_show(out, err);
	if (output_close(out, &closing) < 0 && status == 0)
		*err = closing;
	return err->code;
}

const struct command debug_show_command = {
	.object = "debug",
	.word = "show",
	.summary = "show what debugfs has for L2TP",
	.run = debug_show,
};
