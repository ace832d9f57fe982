/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * files.h - of all files there is one, the input; no program can be run
 *
 * The linker gives these to whoever calls the C library's (--wrap, see the Makefile), as long as the target
 * runs: what a command line names is neither read, nor waited for, nor run.
 */
#ifndef FUZZ_FILES_H
#define FUZZ_FILES_H

#include <stddef.h>
#include <stdint.h>

/* What a command line calls the input. */
#define FILES_INPUT "input"

/* From now on FILES_INPUT is these bytes, and nothing else is there; to the end of it. */
void files_begin(const uint8_t *data, size_t size);
void files_end(void);

#endif
