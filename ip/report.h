/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * report.h - print an error on stderr and turn it into an exit status
 */
#ifndef IP_REPORT_H
#define IP_REPORT_H

#include <stdbool.h>

#include "lib/base/error.h"

/* Exit statuses, as in ip(8). */
enum status {
	STATUS_DONE = 0,
	STATUS_NOT_UNDERSTOOD = 1, /* nothing was sent */
	STATUS_REFUSED = 2,	   /* by the kernel or the system */
	STATUS_FOUND = 3,	   /* -dry-run has changes to make, check has findings */
};

/* Print the warnings of ERR, then ERR, one a line, on stderr. WHERE precedes each: "" or "FILE:LINE: ". */
void report(const struct error *err, const char *where);

/* Print each line of LINES, which may be NULL, as a warning on stderr. */
void report_notes(const char *lines);

/* Clear an ERR of -EPIPE and discard the remaining output: a reader that closes standard output is no failure. */
void report_forgive_pipe(struct error *err);

/* The exit status for ERR. */
enum status report_status(const struct error *err);

/* Whether FD is a terminal that supports escape sequences: TERM(7) is set and is not "dumb". */
bool report_has_escapes(int fd);

#endif
