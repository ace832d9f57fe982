// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * batch.c - command lines from a file
 *
 * The kernel is opened once for all lines, and gets many adds in one message: what became of them is known a
 * little later, so a line that fails otherwise waits for those before it to be told of. Without -force the first
 * line that fails ends the batch, and those after it that were sent along are taken back; with it each is tried,
 * and the exit status is that of the worst.
 *
 * A signal ends it between two lines, when those before are done and told of. So that who writes line by line
 * and looks what it did need not wait, what there is is done before the wait for more.
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
	int worst;   /* exit status: ours, or the system's ip's */
	bool signal; /* came while more was read */
	bool ended;  /* by a line that failed while more was read */
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

/* What the lines have queued is done. Returns whether to go on. */
static bool batch_run_queue(struct batch *batch)
{
	struct error ended = { 0 };

	return !batch->ctx->kernel || kernel_queue_run(batch->ctx->kernel, &ended) == 0;
}

/* Say what became of a line. Returns whether to go on. */
static bool line_done(struct batch *batch, const struct error *err)
{
	if (!err->code && !*err->warnings)
		return true;
	if (!batch_run_queue(batch))
		return false;
	report_line(batch, words_line(batch->reader), err);
	return !err->code || batch->ctx->options.force;
}

/* A line that was queued has failed, or has something to say. */
static void queued_done(void *data, unsigned long line, const char *object, struct error *err)
{
	if (err->code)
		error_context(err, "%s add", object);
	if (err->code || *err->warnings)
		report_line(data, line, err);
}

/* What is still being deleted, and what the system's ip still does, has its errors too. */
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

/* A line is ours unless we were called as `ip`, where it then begins with the object. */
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
		/* the system's ip does not wait for what we delete */
		if (!batch_run_queue(batch))
			return false;
		if (batch->ctx->kernel && kernel_settle(batch->ctx->kernel, err) < 0)
			return line_done(batch, err);
		fed = as_ip_feed(batch->ctx, &batch->child, words_line(batch->reader),
				 words_text(batch->reader), err);
		return line_done(batch, err) && fed > 0;
	}
	if (batch->child && !batch_settle(batch))
		return false; /* the system's ip has said why */
	batch->ctx->line = words_line(batch->reader);
	dispatch_run(batch->ctx, words, err);
	return line_done(batch, err);
}

/* The read function of a stream; see fopencookie(3). */
static ssize_t read_more(void *data, char *buffer, size_t size)
{
	struct batch *batch = data;
	struct pollfd in = { .fd = fileno(batch->file), .events = POLLIN };

	if (poll(&in, 1, 0) == 0) {
		batch->ended = !batch_run_queue(batch);
		if (fflush(stdout) != 0)
			batch->ctx->output_error = errno;
	}
	batch->signal = !batch->ended && !signals_wait_for_input(&batch->ctx->signals, in.fd);
	/* what any of this has left there is no failure to read; of an end run_lines() knows why */
	errno = 0;
	return batch->ended || batch->signal ? 0 : read(in.fd, buffer, size);
}

/* How many lines FILE has, as far as that can be told before it is read; 0 where it cannot. */
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

/* LINE and those after it are not done. */
static void batch_interrupt(struct batch *batch, unsigned long line)
{
	struct error err = { 0 };

	progress_hide(&batch->progress);
	if (batch_settle(batch) && !batch->ctx->options.dry_run) {
		error_set(&err, -EINTR, "interrupted; the lines before it are done");
		report_line(batch, line, &err);
	}
}

/* To look for a signal costs what queuing a line costs: while lines wait it is enough to when more is read. */
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
		/* of the line that was being read there may be no more than a part */
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
		error_set(&err, -errno, "batch \"%s\": %s", quoted, strerror(errno));
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
