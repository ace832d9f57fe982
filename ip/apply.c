// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * apply.c - make the kernel match a file, in the fewest steps
 */
#include "ip/apply.h"

#include <stdio.h>

#include "ip/apply_lock.h"
#include "ip/progress.h"
#include "ip/report.h"
#include "lib/base/escape.h"
#include "lib/config/gather.h"
#include "lib/config/loss.h"
#include "lib/config/run.h"
#include "lib/config/write.h"
#include "lib/kernel/pending_delete.h"

struct request {
	const char *path;
	bool prune;
};

static const struct command_word apply_words[] = {
	{ .word = "prune",
	  .help = "delete tunnels and sessions that FILE does not mention",
	  .offset = offsetof(struct request, prune) },
	{ .word = NULL },
};

static int apply_parse(const struct command *command, const char *const *argv,
		       struct request *request, struct error *err)
{
	request->path = *argv;
	if (!request->path)
		return error_usage(err, "FILE is required, or - for standard input");
	while (*++argv)
		if (command_take_word(command, argv, request, err) <= 0)
			return command_refuse_word(command, *argv, err);
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

/* Plan the steps from HAVE to WANT. A contradiction in the file is reported at its line. */
static int apply_make_plan(struct context *ctx, struct plan *plan, const struct request *request,
			   const struct plan_sides *sides, struct error *err)
{
	const struct plan_options options = { .prune = request->prune,
					      .force = context_takes(ctx),
					      .names = NAME_OBJECTS };
	char quoted[TEXT_SIZE];

	if (plan_make(plan, sides->want, sides->have, &options, err) == 0)
		return plan_guard(plan, ctx->kernel, err);
	if (err->kind != ERROR_USAGE)
		return err->code;
	escape_text(request->path, quoted, sizeof(quoted));
	return plan->line ? error_context(err, "%s:%lu", quoted, plan->line)
			  : error_context(err, "%s", quoted);
}

/* Compare the file with the kernel; run or print the difference. */
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

	if (apply_parse(command, argv, &request, err) < 0)
		return err->code;
	status = context_open_config(ctx, request.path, &want, err);
	if (status == 0)
		status = apply_to_kernel(ctx, &request, &want, err);
	config_free(&want);
	return status;
}

const struct command apply_command = {
	.word = "apply",
	.synonyms = "restore load import",
	.file = true,
	.words = apply_words,
	.summary = "apply a configuration file",
	.group = "configuration",
	.manual = "l2tp-apply(8)",
	.run = apply_run,
};
