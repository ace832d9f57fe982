// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * apply.c - make the kernel match files, in the fewest steps
 */
#include "ip/apply.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ip/apply_lock.h"
#include "ip/progress.h"
#include "ip/report.h"
#include "lib/base/nearest.h"
#include "lib/config/gather.h"
#include "lib/config/loss.h"
#include "lib/config/read.h"
#include "lib/config/run.h"
#include "lib/config/write.h"
#include "lib/kernel/pending_delete.h"
#include "lib/text/words.h"

struct request {
	const char **paths; /* ends with NULL */
	bool prune, strict;
};

static const struct command_word apply_words[] = {
	{ .word = "prune",
	  .help = "delete tunnels and sessions that no FILE mentions",
	  .offset = offsetof(struct request, prune) },
	{ .word = "strict",
	  .help = "refuse a FILE that others than root can change",
	  .offset = offsetof(struct request, strict) },
	{ .word = NULL },
};

/* Whether WORD, after the first FILE, is a mistyped word rather than a file. */
static bool apply_is_mistyped(const char *word)
{
	struct nearest nearest = { .typed = word };
	const struct command_word *own;

	for (own = apply_words; own->word; own++)
		nearest_consider(&nearest, own->word);
	return (word[0] == '-' && word[1]) ||
	       (nearest.word && access(word, F_OK) < 0 && errno == ENOENT);
}

static int apply_parse(const struct command *command, const char *const *argv,
		       struct request *request, struct error *err)
{
	size_t count = 0, i;
	int taken;

	if (!argv[0])
		return error_usage(err, "FILE is required, or - for standard input");
	request->paths = calloc(words_count(argv) + 1, sizeof(*request->paths));
	if (!request->paths)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	request->paths[count++] = argv[0];
	for (i = 1; argv[i]; i++) {
		taken = command_take_word(command, argv + i, request, err);
		if (taken < 0 || (!taken && apply_is_mistyped(argv[i])))
			return command_refuse_word(command, argv[i], err);
		if (!taken)
			request->paths[count++] = argv[i];
	}
	return 0;
}

/* The arguments of plan_run()'s callback: the signals to watch, and the progress. */
struct run {
	const struct signals *signals;
	struct progress progress;
};

/* Callback for plan_run() with a struct run. */
static bool apply_go_on(void *data, size_t done)
{
	struct run *run = data;

	progress_at(&run->progress, done);
	return !signals_came(run->signals);
}

/* A signal takes effect at the end, after the plan is done, or rolled back and reported. */
static int apply_run_plan(struct context *ctx, struct plan *plan, struct run *run,
			  struct error *err)
{
	int status;

	progress_begin(&run->progress, plan->count);
	status = plan_run(plan, apply_go_on, run, err);
	progress_hide(&run->progress);
	return status;
}

/* Plan the steps from HAVE to WANT. A contradiction in the files is reported at its line. */
static int apply_make_plan(struct context *ctx, struct plan *plan, const struct request *request,
			   const struct plan_sides *sides, struct error *err)
{
	const struct plan_options options = { .prune = request->prune,
					      .force = context_takes(ctx),
					      .names = NAME_OBJECTS };

	if (plan_make(plan, sides->want, sides->have, &options, err) == 0)
		return plan_guard(plan, ctx->kernel, err);
	return err->kind == ERROR_USAGE ? config_place(sides->want, plan->line, err) : err->code;
}

/* Compare the files with the kernel; run or print the difference. */
static int apply_to_kernel(struct context *ctx, const struct request *request, struct config *want,
			   struct error *err)
{
	const struct l2tp_tunnel tunnels = { 0 };
	const struct l2tp_session sessions = { 0 };
	struct run run = { .signals = &ctx->signals };
	struct apply_lock *lock = NULL;
	struct kernel *kernel = context_kernel(ctx, err);
	bool dry_run = ctx->options.dry_run;
	struct config have = { 0 };
	const struct plan_sides sides = { want, &have };
	struct plan plan = { 0 };

	signals_hold(&ctx->signals); /* a signal would leave the file of the lock */
	if (kernel && kernel_settle(kernel, err) == 0 &&
	    apply_lock_take(&lock, run.signals, err) == 0 &&
	    config_gather(kernel, &tunnels, &sessions, &have, err) == 0 &&
	    config_complete(kernel, want, &have, err) == 0 &&
	    apply_make_plan(ctx, &plan, request, &sides, err) == 0 &&
	    (dry_run || apply_run_plan(ctx, &plan, &run, err) == 0)) {
		if (dry_run || ctx->options.show.details)
			plan_write(&plan, context_prefix(ctx), stdout);
		ctx->found = ctx->found || (dry_run && plan.count);
		report_notes(plan.notes);
	}
	plan_free(&plan);
	config_free(&have);
	apply_lock_release(lock);
	return err->code;
}

static int apply_run(struct context *ctx, const struct command *command, const char *const *argv,
		     struct error *err)
{
	struct request request = { 0 };
	struct config want = { 0 };
	int status;

	status = apply_parse(command, argv, &request, err);
	if (status == 0)
		status = context_open_config(ctx, (const char *const *)request.paths,
					     request.strict, &want, err);
	if (status == 0)
		status = apply_to_kernel(ctx, &request, &want, err);
	config_free(&want);
	free(request.paths);
	return status;
}

const struct command apply_command = {
	.word = "apply",
	.synonyms = "restore load import",
	.file = true,
	.files = true,
	.words = apply_words,
	.summary = "apply a configuration file",
	.group = "configuration",
	.manual = "l2tp-apply(8)",
	.run = apply_run,
};
