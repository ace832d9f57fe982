/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * escape.h - untrusted text made safe for a terminal or a shell
 */
#ifndef LIB_BASE_ESCAPE_H
#define LIB_BASE_ESCAPE_H

#include <stddef.h>
#include <stdio.h>

/* Size of a buffer for the text of any name or value. */
#define TEXT_SIZE 128

/*
 * Copy FROM to TEXT (SIZE bytes with its NUL; the rest is truncated) in a form that is safe for a terminal: control
 * characters, backslashes and invalid UTF-8 become \xHH.
 */
void escape_text(const char *from, char *text, size_t size);

/*
 * Copy FROM to TEXT (SIZE bytes; the rest is truncated) for a JSON encoder, which escapes the rest: invalid UTF-8
 * becomes \xHH, and a backslash that begins \xHH becomes \x5c, so that unescape_json() restores FROM.
 */
void escape_json(const char *from, char *text, size_t size);

/* Replace each \xHH of TEXT by its byte, in place. \x00 is left as it is. */
void unescape_json(char *text);

/*
 * Write WORD as one argument for bash and for words_next(): plain where it can be, in quotes, or as $'...' with \xHH if
 * it has bytes outside printable ASCII or a backslash. It is safe for a terminal, too.
 */
void escape_shell_to(const char *word, FILE *file);

/* Write WORD to TEXT (SIZE bytes with its NUL) as escape_shell_to() does. TEXT is "" if it does not fit. */
void escape_shell(const char *word, char *text, size_t size);

#endif
