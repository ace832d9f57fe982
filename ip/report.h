/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * report.h - an error as lines on stderr and as an exit status
 */
#ifndef IP_REPORT_H
#define IP_REPORT_H

#include "lib/base/error.h"

/* As ip(8) documents them. */
enum status {
	STATUS_DONE = 0,
	STATUS_NOT_UNDERSTOOD = 1, /* nothing was sent */
	STATUS_REFUSED = 2,	   /* by the kernel or the system */
	STATUS_FOUND = 3,	   /* -dry-run has changes to make, check has findings */
};

/* Print the warnings of ERR, then ERR itself, a line each, on stderr. WHERE comes before each: "" or "FILE:LINE: ". */
void report(const struct error *err, const char *where);

/* Where ERR is -EPIPE, which is no failure, since the reader of standard output has read enough: forget it and what is left. */
void report_forgive_pipe(struct error *err);

/* The exit status that ERR stands for. */
enum status report_status(const struct error *err);

#endif
