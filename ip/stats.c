// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * stats.c - print rates of tunnels and sessions, as vmstat(8) prints those of a machine
 *
 * The first report has the totals since each object was created. A terminal is redrawn; a pipe gets one report after
 * another.
 */
#include "ip/stats.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ip/report.h"
#include "lib/base/cleanup.h"
#include "lib/kernel/select.h"
#include "lib/text/object_keywords.h"
#include "lib/text/rates.h"
#include "lib/text/split.h"
#include "lib/text/words.h"

struct request {
	bool tunnels, sessions;
	uint64_t interval;	   /* seconds */
	uint64_t count;		   /* number of reports; 0: until a signal */
	struct l2tp_tunnel tunnel; /* filters */
	struct l2tp_session session;
};

static int take_sample(struct kernel *kernel, const struct request *request,
		       struct rates_sample *sample, struct error *err)
{
	clock_gettime(CLOCK_MONOTONIC, &sample->time);
	if (request->tunnels &&
	    select_objects(kernel, &tunnel_type, &request->tunnel, &sample->tunnels, err) < 0)
		return err->code;
	if (request->sessions &&
	    select_objects(kernel, &session_type, &request->session, &sample->sessions, err) < 0)
		return err->code;
	return 0;
}

/* Print one report: the totals of NOW, or the rates since BEFORE. */
static int report_once(struct context *ctx, const struct rates_sample *before,
		       const struct rates_sample *now, struct error *err)
{
	struct output_options options = ctx->options.output;
	struct rates_output rates = { .base = ctx->options.iec ? 1024 : 1000 };
	bool redraw = !options.json && report_has_escapes(STDOUT_FILENO);

	options.lines = true;
	options.pretty = false;
	if (output_open(&rates.out, stdout, &options, err) < 0)
		return err->code;
	if (before)
		rates.seconds = rates_between(&before->time, &now->time);
	if (redraw)
		fputs("\033[H\033[J", stdout);
	rates_write(&rates, before, now);
	return output_close(rates.out, err);
}

static int stats_follow(struct context *ctx, const struct request *request, struct error *err)
{
	CLEANUP(rates_sample_free) struct rates_sample before = { 0 };
	CLEANUP(rates_sample_free) struct rates_sample now = { 0 };
	sigset_t mask;
	uint64_t reports;

	signals_begin_waits(&ctx->signals, &mask);
	for (reports = 1;; reports++) {
		if (take_sample(ctx->kernel, request, &now, err) < 0 ||
		    report_once(ctx, reports == 1 ? NULL : &before, &now, err) < 0)
			return err->code;
		if (reports == request->count || !signals_wait_seconds(request->interval, &mask))
			return 0;
		rates_sample_free(&before);
		before = now;
		now = (struct rates_sample){ 0 };
	}
}

static const struct command_word stats_words[] = {
	{ .word = "tunnel",
	  .help = "tunnels only",
	  .offset = offsetof(struct request, tunnels),
	  .or_next = true },
	{ .word = "session",
	  .help = "sessions only",
	  .offset = offsetof(struct request, sessions) },
	{ .word = "interval",
	  .value = "SECONDS",
	  .help = "time between two reports, default: 1",
	  .offset = offsetof(struct request, interval) },
	{ .word = "count",
	  .value = "N",
	  .help = "number of reports, default: until interrupted",
	  .offset = offsetof(struct request, count) },
	{ .word = NULL },
};

/* Read the filters. A field that only sessions have excludes tunnels. */
static int stats_parse_filters(struct request *request, const char *const *fields,
			       struct error *err)
{
	bool both = !request->tunnels && !request->sessions;
	const char *const *field;

	request->sessions = request->sessions || both;
	request->tunnels = request->tunnels || both;
	for (field = fields; both && *field; field += keyword_words(&session_keywords, field)) {
		request->tunnels = request->tunnels && keyword_find(&tunnel_keywords, *field);
		request->sessions = request->sessions && keyword_find(&session_keywords, *field);
	}
	/* neither has fields of the other alone: the session's table refuses the tunnel's */
	request->sessions = request->sessions || !request->tunnels;
	if (request->tunnels &&
	    keywords_parse(&tunnel_keywords, VERB_FILTER, fields, &request->tunnel, err) < 0)
		return err->code;
	if (!request->sessions)
		return 0;
	return keywords_parse(&session_keywords, VERB_FILTER, fields, &request->session, err);
}

/* Read COMMAND's own words into REQUEST; copy the others to FIELDS, which has room for all. */
static int stats_parse(const struct command *command, const char *const *argv,
		       struct request *request, const char **fields, struct error *err)
{
	int taken;

	for (; *argv; argv += taken) {
		taken = command_take_word(command, argv, request, err);
		if (taken < 0)
			return taken;
		if (taken > 0)
			continue;
		taken = command_take_filter(command, argv, err);
		if (taken < 0)
			return taken;
		memcpy(fields, argv, (size_t)taken * sizeof(*argv));
		fields += taken;
	}
	return 0;
}

static int stats_run(struct context *ctx, const struct command *command, const char *const *argv,
		     struct error *err)
{
	CLEANUP(memory_freep) const char **fields = NULL;
	struct request request = { .interval = 1 };

	fields = calloc(words_count(argv) + 1, sizeof(*fields));
	if (!fields)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	if (stats_parse(command, argv, &request, fields, err) < 0 ||
	    stats_parse_filters(&request, fields, err) < 0 || !context_kernel(ctx, err))
		return err->code;
	context_return_memory();
	stats_follow(ctx, &request, err);
	signals_end_waits(&ctx->signals);
	report_forgive_pipe(err);
	return err->code;
}

const struct command stats_command = {
	.word = "stats",
	.verb = VERB_FILTER,
	.filters = true,
	.words = stats_words,
	.summary = "print packet and bit rates",
	.group = "diagnosis",
	.manual = "l2tp-monitor(8)",
	.run = stats_run,
};
