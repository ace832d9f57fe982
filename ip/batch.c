// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * batch.c - run command lines from a file
 *
 * All lines share one kernel handle, and adds are queued and sent many in one message. Their results arrive later, so
 * any other error is reported after the results of the lines before it. Without -force, the first failing line ends
 * the batch, and later lines sent in the same message are rolled back. With -force, every line runs, and the exit
 * status is the worst of them.
 *
 * A signal ends the batch between two lines, after the results of the lines before are reported. Before it waits for
 * more input, the batch runs its queue and waits for deletions, so that a program which writes line by line sees each
 * result at once, and what other processes do meanwhile is taken into account.
 */
#include "ip/batch.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ip/as_ip.h"
#include "ip/dispatch.h"
#include "ip/progress.h"
#include "ip/report.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/queue.h"
#include "lib/text/words.h"

struct batch {
	struct context *ctx;
	const char *name; /* in messages */
	FILE *file;
	struct words_reader *reader;
	struct as_ip_child *child; /* the system's ip, while it runs */
	struct progress progress;
	int worst;   /* exit status: ours, or that of the system's ip */
	bool signal; /* one came during a read */
	bool ended;  /* by a line that failed during a read */
};

static void worsen(struct batch *batch, int status)
{
	if (status > batch->worst)
		batch->worst = status;
}

static void report_line(struct batch *batch, unsigned long line, const struct error *err)
{
	char where[TEXT_SIZE + 32];

	if (line)
		snprintf(where, sizeof(where), "%s:%lu: ", batch->name, line);
	else
		snprintf(where, sizeof(where), "%s: ", batch->name);
	progress_hide(&batch->progress);
	report(err, where);
	worsen(batch, report_status(err));
}

/* Run the queued lines. Returns whether to continue. */
static bool batch_run_queue(struct batch *batch)
{
	struct error ended = { 0 };

	return !batch->ctx->kernel || kernel_queue_run(batch->ctx->kernel, &ended) == 0;
}

/* Report the result of a line. Returns whether to continue. */
static bool line_done(struct batch *batch, const struct error *err)
{
	if (!err->code && !*err->warnings)
		return true;
	if (!batch_run_queue(batch))
		return false;
	report_line(batch, words_line(batch->reader), err);
	return !err->code || batch->ctx->options.force;
}

/* Callback: a queued line failed or has warnings. */
static void queued_done(void *data, unsigned long line, const char *object, struct error *err)
{
	if (err->code)
		error_context(err, "%s add", object);
	if (err->code || *err->warnings)
		report_line(data, line, err);
}

/* Wait for pending deletions and for the system's ip, which have errors of their own. */
static bool batch_settle(struct batch *batch)
{
	struct error err = { 0 };
	bool go_on = batch_run_queue(batch);

	if (batch->ctx->kernel)
		kernel_settle(batch->ctx->kernel, &err);
	if (batch->child)
		worsen(batch, as_ip_finish(&batch->child));
	return line_done(batch, &err) && go_on &&
	       (batch->worst == STATUS_DONE || batch->ctx->options.force);
}

/* Run a line. Called as `ip`, only lines that begin with l2tp are ours. */
static bool run_line(struct batch *batch, const char *const *words, struct error *err)
{
	int fed;

	if (as_ip_is_l2tp(words[0]))
		words++;
	else if (batch->ctx->ip_argv) {
		if (batch->ctx->options.dry_run) {
			puts(words_text(batch->reader));
			batch->ctx->found = true;
			return true;
		}
		/* the system's ip does not wait for our deletions */
		if (!batch_run_queue(batch))
			return false;
		if (batch->ctx->kernel && kernel_settle(batch->ctx->kernel, err) < 0)
			return line_done(batch, err);
		fed = as_ip_feed(batch->ctx, &batch->child, words_line(batch->reader),
				 words_text(batch->reader), err);
		return line_done(batch, err) && fed > 0;
	}
	if (batch->child && !batch_settle(batch))
		return false; /* the system's ip printed the error */
	batch->ctx->line = words_line(batch->reader);
	dispatch_run(batch->ctx, words, err);
	return line_done(batch, err);
}

/* Complete all lines before a wait for more input. Returns whether to continue. */
static bool batch_pause(struct batch *batch)
{
	struct error err = { 0 };

	if (batch->ctx->kernel && kernel_queue_pause(batch->ctx->kernel, &err) == -ECANCELED)
		return false;
	return line_done(batch, &err);
}

/* Read function of a stream, for fopencookie(3). */
static ssize_t read_more(void *data, char *buffer, size_t size)
{
	struct batch *batch = data;
	struct pollfd in = { .fd = fileno(batch->file), .events = POLLIN };

	if (poll(&in, 1, 0) == 0) {
		batch->ended = !batch_pause(batch);
		if (fflush(stdout) != 0)
			batch->ctx->output_error = errno;
	}
	batch->signal = !batch->ended && !signals_wait_for_input(&batch->ctx->signals, in.fd);
	/* errno may be set by now, and this is no read error; run_lines() knows why the batch ended */
	errno = 0;
	return batch->ended || batch->signal ? 0 : read(in.fd, buffer, size);
}

/* The number of lines of FILE, if it is known before reading; else 0. */
static uint64_t count_lines(FILE *file)
{
	uint64_t count = 0;
	struct stat status;
	int byte;

	if (!isatty(STDERR_FILENO) || fstat(fileno(file), &status) < 0 || !S_ISREG(status.st_mode))
		return 0;
	while ((byte = getc_unlocked(file)) != EOF)
		count += byte == '\n';
	rewind(file);
	return count;
}

/* Report that LINE and the lines after it were not run. */
static void batch_interrupt(struct batch *batch, unsigned long line)
{
	struct error err = { 0 };

	progress_hide(&batch->progress);
	if (batch_settle(batch) && !batch->ctx->options.dry_run) {
		error_set(&err, -EINTR, "interrupted; the lines before it were run");
		report_line(batch, line, &err);
	}
}

/* Checking for a signal costs as much as queuing a line, so while lines are queued it is checked when more is read. */
static bool is_interrupted(const struct batch *batch)
{
	const struct kernel *kernel = batch->ctx->kernel;

	if (batch->signal)
		return true;
	return !(kernel && kernel_queue_count(kernel)) && signals_came(&batch->ctx->signals);
}

static void run_lines(struct batch *batch)
{
	const char *const *words;
	struct error err = { 0 };
	bool more = true;

	while (more) {
		int got;

		error_reset(&err);
		got = words_next(batch->reader, &words, &err);
		if (is_interrupted(batch)) {
			batch_interrupt(batch, words_line(batch->reader) + (got == 0));
			return;
		}
		/* the last line read may be incomplete */
		if (got == 0 || batch->ended)
			break;
		progress_at(&batch->progress, words_line(batch->reader));
		more = got > 0 ? run_line(batch, words, &err) : line_done(batch, &err);
		if (got < 0 && err.kind == ERROR_SYSTEM)
			break;
	}
	progress_hide(&batch->progress);
	batch_settle(batch);
}

int batch_run(struct context *ctx, const char *path)
{
	const cookie_io_functions_t functions = { .read = read_more };
	bool standard = strcmp(path, "-") == 0;
	CLEANUP(file_closep) FILE *file = standard ? stdin : fopen(path, "re");
	CLEANUP(file_closep) FILE *lines = NULL;
	struct batch batch = { .ctx = ctx, .name = path, .file = file };
	struct error err = { 0 };
	char quoted[TEXT_SIZE];

	escape_text(path, quoted, sizeof(quoted));
	batch.name = quoted;
	if (file)
		lines = fopencookie(&batch, "r", functions);
	else
		error_set(&err, -errno, "option -batch: %s: %s", quoted, strerror(errno));
	if (lines) {
		progress_begin(&batch.progress, count_lines(file));
		words_open(&batch.reader, lines, &err);
	} else if (file) {
		error_set(&err, -errno, "%s", strerror(errno));
	}
	if (err.code) {
		report(&err, "");
		return STATUS_REFUSED;
	}
	ctx->queued_done = queued_done;
	ctx->queued_data = &batch;
	signals_hold(&ctx->signals);
	run_lines(&batch);
	signals_release(&ctx->signals);
	ctx->queued_done = NULL;
	ctx->queued_data = NULL;
	ctx->line = 0;
	words_close(batch.reader);
	if (batch.worst == STATUS_DONE && ctx->found)
		return STATUS_FOUND;
	return batch.worst;
}
