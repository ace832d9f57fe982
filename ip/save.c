// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * save.c - print the words that make what the kernel has, here or at the peer
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ip/command.h"
#include "ip/command_list.h"
#include "lib/cleanup.h"
#include "lib/config.h"
#include "lib/session_keywords.h"
#include "lib/tunnel_keywords.h"

/* The pairs of ARGV that TABLE has, and, with OWN, those that neither table has, which it will refuse. */
static int parse_for(const struct keyword_table *table, bool own, const char *const *argv,
		     void *filter, struct error *err)
{
	CLEANUP(memory_freep) const char **pairs = NULL;
	const char **end;
	size_t count = 0;

	while (argv[count])
		count++;
	pairs = end = calloc(count + 1, sizeof(*pairs));
	if (!pairs)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	for (; argv[0]; argv += argv[1] ? 2 : 1) {
		if (!keyword_find(table, argv[0]) && !(own && !keyword_find(table->other, argv[0])))
			continue;
		*end++ = argv[0];
		if (argv[1])
			*end++ = argv[1];
	}
	return keywords_parse(table, VERB_FILTER, pairs, filter, err);
}

static int print(struct context *ctx, const struct config *config, struct error *err)
{
	struct output_options options = ctx->options.output;
	struct output *out;

	if (!options.json) {
		config_write(config, context_prefix(ctx), stdout);
		return 0;
	}
	options.lines = true; /* one document, no array of records */
	if (output_open(&out, stdout, &options, err) < 0)
		return err->code;
	config_json(config, out);
	return output_close(out, err);
}

static int run(struct context *ctx, const char *const *argv, bool mirror, struct error *err)
{
	struct l2tp_tunnel tunnels = { 0 };
	struct l2tp_session sessions = { 0 };
	struct config config;
	struct kernel *kernel;
	int status;

	if (parse_for(&tunnel_keywords, false, argv, &tunnels, err) < 0 ||
	    parse_for(&session_keywords, true, argv, &sessions, err) < 0)
		return err->code;
	kernel = context_kernel(ctx, err);
	if (!kernel || kernel_settle(kernel, err) < 0)
		return err->code;
	status = config_gather(kernel, &tunnels, &sessions, &config, err);
	if (status == 0)
		status = config_reduce(&config, err);
	if (status == 0 && mirror)
		status = config_mirror(&config, err);
	if (status == 0)
		status = print(ctx, &config, err);
	config_free(&config);
	return status;
}

static int save(struct context *ctx, const char *const *argv, struct error *err)
{
	return run(ctx, argv, false, err);
}

static int mirror(struct context *ctx, const char *const *argv, struct error *err)
{
	return run(ctx, argv, true, err);
}

const struct command save_command = {
	.word = "save",
	.summary = "print the add lines of what there is: [ FIELD VALUE ]...",
	.run = save,
};

const struct command mirror_command = {
	.word = "mirror",
	.summary = "print the add lines for the peer: [ FIELD VALUE ]...",
	.run = mirror,
};
