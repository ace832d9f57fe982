/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * files.h - replace the file system by a single file, the input
 *
 * The linker replaces the C library's functions (--wrap, see the Makefile). While a target runs, a command line cannot
 * open other files, wait, or run programs.
 */
#ifndef FUZZ_FILES_H
#define FUZZ_FILES_H

#include <stddef.h>
#include <stdint.h>

/* The name of the input in a command line. */
#define FILES_INPUT "input"

/* From files_begin() to files_end(), FILES_INPUT holds DATA and no other file exists. */
void files_begin(const uint8_t *data, size_t size);
void files_end(void);

#endif
