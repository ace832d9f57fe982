// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * command_fuzz.c - a command line, one word per line, options first, without sockets
 *
 * `apply`, `check` and `-batch` can read the command line itself as their file (files.h).
 */
#include <stdlib.h>
#include <string.h>

#include "ip/batch.h"
#include "ip/command_list.h"
#include "ip/dispatch.h"
#include "ip/report.h"
#include "lib/base/error.h"
#include "testsuite/fuzz/files.h"
#include "testsuite/fuzz/fuzz.h"

/* Split TEXT in place. The caller frees the result. */
static const char **split(char *text)
{
	size_t count = 0;
	const char **words = calloc(strlen(text) + 2, sizeof(*words));

	if (!words)
		abort();
	while (*text) {
		size_t length = strcspn(text, "\n");

		words[count++] = text;
		text += length;
		if (*text)
			*text++ = '\0';
	}
	return words;
}

static void run(struct context *ctx, const char *const *argv)
{
	const char *const *words = argv;
	struct error err = { 0 };

	if (options_parse(&ctx->options, argv, &words, &err) < 0)
		return;
	ctx->options.output.human = ctx->options.iec ? 1024 : ctx->options.human ? 1000 : 0;
	if (ctx->options.batch)
		batch_run(ctx, ctx->options.batch);
	else
		dispatch_run(ctx, words, &err);
	report(&err, "");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = strndup((const char *)data, size);
	const char **words = split(text);
	struct context ctx = { .commands = commands };

	files_begin(data, size);
	run(&ctx, words);
	files_end();
	fuzz_hold(!ctx.kernel);
	free(words);
	free(text);
	return 0;
}
