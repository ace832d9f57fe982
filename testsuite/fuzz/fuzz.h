/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz.h - what the fuzzers share: a target for each door by which bytes from outside come in
 *
 * NAME_fuzz.c has the target NAME, corpus/NAME what it is replayed on. A target holds more against the code
 * than that it does not crash: fuzz_hold() ends the program where something is not so. Built by clang it is
 * libFuzzer's (make fuzz), else replay.c's (make check-fast).
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/text/output.h"

/* libFuzzer's names: the first is called once, the second for each input. Both return 0. */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* End the program where CONDITION is not so, with what it was. */
#define fuzz_hold(condition) \
	do { \
		if (!(condition)) \
			fuzz_fail(__FILE__, __LINE__, #condition); \
	} while (0)
void fuzz_fail(const char *file, int line, const char *what) __attribute__((noreturn));

/* DATA in memory of just its size, where a sanitizer sees a byte too many being read; freed by the caller. */
void *fuzz_copy(const uint8_t *data, size_t size);

/* DATA to be read; closed by the caller. */
FILE *fuzz_file(const uint8_t *data, size_t size);

/* What was written to FILE, which fuzz_text_open() opened into *TEXT; freed by the caller. */
struct fuzz_text {
	char *bytes; /* ends with a NUL */
	size_t length;
	FILE *file;
};
void fuzz_text_open(struct fuzz_text *text);
void fuzz_text_close(struct fuzz_text *text);
void fuzz_text_free(struct fuzz_text *text);

/* An output of text or JSON into TEXT, and its end: what it wrote is then held to be JSON, if it was that. */
struct output *fuzz_output_open(struct fuzz_text *text, bool json);
void fuzz_output_close(struct fuzz_text *text, struct output *out, bool json);

/* Whether TEXT is one JSON value, and nothing else. */
bool fuzz_is_json(const char *text);

#endif
