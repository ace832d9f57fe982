/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * words.h - a line of a file into words
 *
 * As in the files of `ip -batch`: blanks separate words, # begins a comment, a backslash at the end
 * of a line continues it, quotes (' or ") keep blanks and # and join with what stands beside them. $'...'
 * does too and knows \xHH and \ before any other character, as in bash.
 */
#ifndef LIB_TEXT_WORDS_H
#define LIB_TEXT_WORDS_H

#include <stddef.h>
#include <stdio.h>

#include "lib/base/error.h"

struct words_reader;

/* A reader of FILE, which stays the caller's. Returns 0 or -ENOMEM. */
int words_open(struct words_reader **reader, FILE *file, struct error *err);
void words_close(struct words_reader *reader);

/*
 * The words of the next line that has any: *WORDS ends with NULL and is the reader's, until the next
 * call. Returns 1, 0 at the end of the file, or negative errno: a quote that does not end, a NUL byte
 * (ERROR_USAGE; the next call goes on after that line), a failure to read.
 */
int words_next(struct words_reader *reader, const char *const **words, struct error *err);

/* The number of the line that words_next() gave, from 1; of its last line if it was continued. */
unsigned long words_line(const struct words_reader *reader);

/* The line that words_next() gave, as it stood, its continuations joined and without a newline. */
const char *words_text(const struct words_reader *reader);

/* How many words there are in WORDS, which end with NULL. */
size_t words_count(const char *const *words);

/* Write WORD so that words_next() gives it back as one word. */
void words_quote(const char *word, FILE *file);

#endif
