// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * context.c - what a command runs in: the options, the kernel, the batch that its line is of
 */
#include "ip/context.h"

#include <string.h>

#include "lib/base/escape.h"
#include "lib/config/read.h"

struct kernel *context_queue(struct context *ctx, struct error *err)
{
	if (!ctx->kernel &&
	    (kernel_open(&ctx->kernel, err) < 0 ||
	     (ctx->queued_done && kernel_queue_open(ctx->kernel, ctx->options.force,
						    ctx->queued_done, ctx->queued_data, err) < 0)))
		return NULL;
	return ctx->kernel;
}

struct kernel *context_kernel(struct context *ctx, struct error *err)
{
	struct kernel *kernel = context_queue(ctx, err);

	return kernel && kernel_queue_run(kernel, err) == 0 ? kernel : NULL;
}

const char *context_prefix(const struct context *ctx)
{
	return ctx->ip_argv ? "l2tp " : "";
}

int context_open_config(const struct context *ctx, const char *path, struct config *config,
			struct error *err)
{
	*config = (struct config){ 0 };
	if (strcmp(path, "-") == 0 && ctx->options.batch && strcmp(ctx->options.batch, "-") == 0)
		return error_usage(err, "-: standard input has the lines of the batch");
	return config_open(path, config, err);
}

void context_tell_debug(const struct context *ctx, const struct object_type *type,
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
	error_warn(err, "debug %s: this kernel takes the mask and does nothing with it", names);
}
