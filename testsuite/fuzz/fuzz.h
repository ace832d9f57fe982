/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz.h - shared code of the fuzzers, one for each parser of untrusted input
 *
 * NAME_fuzz.c has target NAME; corpus/NAME has its inputs. Targets assert invariants of the result with fuzz_hold().
 * `make fuzz` links them with libFuzzer (clang), `make check-fast` with replay.c.
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/text/output.h"

/* Called by libFuzzer: the first once, the second for each input. Both return 0. */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Print CONDITION and abort if it is false. */
#define fuzz_hold(condition) \
	do { \
		if (!(condition)) \
			fuzz_fail(__FILE__, __LINE__, #condition); \
	} while (0)
void fuzz_fail(const char *file, int line, const char *what) __attribute__((noreturn));

/* A copy of DATA without spare bytes, so that a sanitizer detects overruns. The caller frees it. */
void *fuzz_copy(const uint8_t *data, size_t size);

/* A stream that reads DATA. The caller closes it. */
FILE *fuzz_file(const uint8_t *data, size_t size);

/* The text written to FILE between fuzz_text_open() and fuzz_text_close(). */
struct fuzz_text {
	char *bytes; /* ends with a NUL */
	size_t length;
	FILE *file;
};
void fuzz_text_open(struct fuzz_text *text);
void fuzz_text_close(struct fuzz_text *text);
void fuzz_text_free(struct fuzz_text *text);

/* Open an output of text or JSON to TEXT; closing it asserts that JSON output is valid. */
struct output *fuzz_output_open(struct fuzz_text *text, bool json);
void fuzz_output_close(struct fuzz_text *text, struct output *out, bool json);

/* Whether TEXT is exactly one JSON value. */
bool fuzz_is_json(const char *text);

#endif
