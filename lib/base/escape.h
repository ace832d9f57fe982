/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * escape.h - text from outside, safe for a terminal
 */
#ifndef LIB_BASE_ESCAPE_H
#define LIB_BASE_ESCAPE_H

#include <stddef.h>

/* Room for the text of any name or value. */
#define TEXT_SIZE 128

/*
 * Copy FROM into TEXT (SIZE bytes, its NUL included; what does not fit is cut off) so that it can do a terminal no
 * harm: control characters, backslashes and bytes that are not UTF-8 become \xHH.
 */
void escape_text(const char *from, char *text, size_t size);

/* Copy FROM into TEXT (SIZE bytes) for a JSON encoder, which escapes the rest: bytes that are not UTF-8 become \xHH. */
void escape_json(const char *from, char *text, size_t size);

#endif
