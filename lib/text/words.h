/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * words.h - split the lines of a file into words
 *
 * The syntax of `ip -batch` files: blanks separate words, # begins a comment, a final backslash continues the line.
 * Quotes (' or ") keep blanks and # and join adjacent text. $'...' also accepts \xHH, and \ before any other character,
 * like bash.
 */
#ifndef LIB_TEXT_WORDS_H
#define LIB_TEXT_WORDS_H

#include <stddef.h>
#include <stdio.h>

#include "lib/base/error.h"

struct words_reader;

/* Open a reader of FILE, which the caller owns. Returns 0, or -ENOMEM and err set. */
int words_open(struct words_reader **reader, FILE *file, struct error *err);
void words_close(struct words_reader *reader);

/*
 * Read the words of the next line that has any. *WORDS ends with NULL and is valid until the next call. Returns 1, 0 at
 * the end of the file, or a negative errno and err set: an unterminated quote, a NUL byte or a line of over 1 MiB (ERROR_USAGE; the next call
 * continues after that line), or a read error.
 */
int words_next(struct words_reader *reader, const char *const **words, struct error *err);

/* The line number of the last words_next(), from 1; for a continued line, that of its last line. */
unsigned long words_line(const struct words_reader *reader);

/* The line of the last words_next(), unsplit, continuations joined, without a newline. */
const char *words_text(const struct words_reader *reader);

/* The number of WORDS, which end with NULL. */
size_t words_count(const char *const *words);

/* Write WORD in a form that words_next() and a shell read as one word (escape_shell_to). */
void words_quote(const char *word, FILE *file);

#endif
