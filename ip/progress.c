// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * progress.c - show the progress of long work on a terminal
 *
 * One line on stderr, redrawn in place, shown after one second and removed at the end. The cursor stays at its start,
 * so that other output overwrites it.
 */
#include "ip/progress.h"

#include <inttypes.h>
#include <stdio_ext.h>
#include <unistd.h>

#include "ip/report.h"
#include "lib/base/clock.h"

#define SILENT_MS 1000
#define REDRAW_MS 100

void progress_begin(struct progress *progress, uint64_t total)
{
	*progress = (struct progress){ .on = report_has_escapes(STDERR_FILENO),
				       .total = total,
				       .begun = clock_milliseconds() };
}

void progress_hide(struct progress *progress)
{
	if (progress->shown)
		fputs("\033[K", stderr);
	progress->shown = false;
}

static void draw(struct progress *progress, uint64_t done, int64_t elapsed)
{
	uint64_t rate = done * 1000 / (uint64_t)elapsed;

	fprintf(stderr, "\033[K%" PRIu64, done);
	if (progress->total)
		fprintf(stderr, " of %" PRIu64, progress->total);
	fprintf(stderr, " done, %" PRIu64 "/s", rate);
	if (rate && progress->total >= done)
		fprintf(stderr, ", %" PRIu64 " s left", (progress->total - done + rate - 1) / rate);
	fputs("\r", stderr);
	progress->shown = true;
}

void progress_at(struct progress *progress, uint64_t done)
{
	int64_t now;

	if (!progress->on)
		return;
	if (progress->shown && __fpending(stdout) && isatty(STDOUT_FILENO)) {
		progress_hide(progress);
		fflush(stdout);
	}
	now = clock_milliseconds();
	if (now - progress->begun < SILENT_MS || now - progress->drawn < REDRAW_MS)
		return;
	progress->drawn = now;
	draw(progress, done, now - progress->begun);
}
