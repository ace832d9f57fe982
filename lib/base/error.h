/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * error.h - an error as a value: its code, its sentence, and the warnings met on the way
 *
 * The library says why and who is to blame (the words, or the system); only ip/ prints it and turns
 * it into an exit status.
 */
#ifndef LIB_BASE_ERROR_H
#define LIB_BASE_ERROR_H

enum error_kind {
	ERROR_SYSTEM, /* the kernel or the system refused */
	ERROR_USAGE,  /* the words were not understood: nothing was sent */
};

struct error {
	int code; /* negative errno, 0 while there is no error */
	enum error_kind kind;
	char text[1024];     /* lower case, no full stop, no newline */
	char warnings[2048]; /* lines, each with its newline */
	unsigned int warnings_left_out;
};

/* Say what failed, as printf, in place of what was said before; returns CODE, a negative errno. */
int error_set(struct error *err, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Say, as printf, which words were not understood (ERROR_USAGE), in place of what was said before; returns -EINVAL. */
int error_usage(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Put "CONTEXT: " before what was said; returns the error's code. */
int error_context(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Add a line to the warnings; what does not fit is counted. */
void error_warn(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Add the warnings of FROM to those of ERR. */
void error_take_warnings(struct error *err, const struct error *from);

/* Forget the error, keep the warnings. */
void error_clear(struct error *err);

/* Forget all, as at the beginning: for a loop to which zeroing 3 KiB each time is dear. */
void error_reset(struct error *err);

#endif
