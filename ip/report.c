// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * report.c - print an error on stderr and turn it into an exit status
 */
#include "ip/report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void report(const struct error *err, const char *where)
{
	const char *line = err->warnings;

	if (!err->code && !*line)
		return;
	fflush(stdout); /* earlier output first */
	while (*line) {
		int length = (int)strcspn(line, "\n");

		fprintf(stderr, "l2tp: %swarning: %.*s\n", where, length, line);
		line += length + 1;
	}
	if (err->warnings_left_out)
		fprintf(stderr, "l2tp: %swarning: and %u more like these\n", where,
			err->warnings_left_out);
	if (err->code)
		fprintf(stderr, "l2tp: %s%s\n", where, err->text);
}

void report_notes(const char *lines)
{
	if (lines)
		fflush(stdout); /* earlier output first */
	while (lines && *lines) {
		int length = (int)strcspn(lines, "\n");

		fprintf(stderr, "l2tp: warning: %.*s\n", length, lines);
		lines += length + (lines[length] == '\n');
	}
}

void report_forgive_pipe(struct error *err)
{
	FILE *null;

	if (err->code != -EPIPE)
		return;
	error_clear(err);
	null = freopen("/dev/null", "w", stdout);
	(void)null; /* without /dev/null stdout stays closed, and the rest is lost as well */
}

enum status report_status(const struct error *err)
{
	if (!err->code)
		return STATUS_DONE;
	return err->kind == ERROR_USAGE ? STATUS_NOT_UNDERSTOOD : STATUS_REFUSED;
}

bool report_has_escapes(int fd)
{
	const char *terminal = getenv("TERM");

	return isatty(fd) && terminal && *terminal && strcmp(terminal, "dumb") != 0;
}
