/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * error.h - an error value: code, message and warnings
 *
 * The library sets the cause and the kind; only ip/ prints them and derives the exit status.
 */
#ifndef LIB_BASE_ERROR_H
#define LIB_BASE_ERROR_H

#include <stdbool.h>

enum error_kind {
	ERROR_SYSTEM, /* the kernel or the system refused */
	ERROR_USAGE,  /* the words are invalid; nothing was sent */
};

/*
 * The code of a request that was sent and whose answer was lost: it may have been run or not. No errno of the kernel
 * (include/linux/err.h, MAX_ERRNO), so that it is not taken for a refusal.
 */
#define ERROR_UNKNOWN (-4096)

struct error {
	int code; /* negative errno, 0 if there is no error, or ERROR_UNKNOWN */
	enum error_kind kind;
	char text[1024];     /* lower case, no full stop, no newline */
	char warnings[2048]; /* lines, each with its newline */
	unsigned int warnings_left_out;
	bool quiet; /* error_ignored() appends nothing: `ip l2tp` ignores fields silently */
};

/* Set the message, formatted like printf, replacing any earlier one. Returns CODE, a negative errno. */
int error_set(struct error *err, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Set a message about invalid words (ERROR_USAGE), formatted like printf, replacing any other. Returns -EINVAL. */
int error_usage(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prefix the message with "CONTEXT: ". Returns the code of ERR. */
int error_context(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Append a warning line; lines that do not fit are counted. */
void error_warn(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Append a warning that a field is ignored, unless ERR is quiet. */
void error_ignored(struct error *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Append the warnings of FROM to ERR. */
void error_take_warnings(struct error *err, const struct error *from);

/* Clear the error and keep the warnings. */
void error_clear(struct error *err);

/* Clear the error and the warnings, and keep `quiet`; cheaper in a loop than zeroing 3 KiB. */
void error_reset(struct error *err);

#endif
