// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * context.c - the context of a command: options, kernel, batch
 */
#include "ip/context.h"

#include <malloc.h>
#include <string.h>

#include "lib/config/read.h"

struct kernel *context_queue(struct context *ctx, struct error *err)
{
	if (ctx->kernel || kernel_open(&ctx->kernel, err) < 0)
		return ctx->kernel;
	if (ctx->queued_done && kernel_queue_open(ctx->kernel, ctx->options.force, ctx->queued_done,
						  ctx->queued_data, err) < 0) {
		kernel_close(ctx->kernel);
		ctx->kernel = NULL;
	}
	return ctx->kernel;
}

struct kernel *context_kernel(struct context *ctx, struct error *err)
{
	struct kernel *kernel = context_queue(ctx, err);

	return kernel && kernel_queue_run(kernel, err) == 0 ? kernel : NULL;
}

void context_return_memory(void)
{
#ifdef M_MMAP_THRESHOLD /* glibc raises it when the first list is freed; later lists then stay in the heap */
	mallopt(M_MMAP_THRESHOLD, 128 * 1024);
#endif
}

bool context_takes(const struct context *ctx)
{
	return ctx->options.force && !ctx->options.batch;
}

const char *context_prefix(const struct context *ctx)
{
	return ctx->ip_argv ? "l2tp " : "";
}

int context_open_config(const struct context *ctx, const char *const *paths, bool strict,
			struct config *config, struct error *err)
{
	bool batch_has_it = ctx->options.batch && strcmp(ctx->options.batch, "-") == 0;
	size_t i;

	*config = (struct config){ 0 };
	for (i = 0; paths[i] && batch_has_it && !strict; i++)
		if (strcmp(paths[i], "-") == 0)
			return error_usage(err, "-: standard input is in use by the batch");
	return config_open(paths, strict, config, err);
}
