// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * escape.c - untrusted text made safe for a terminal or a shell
 *
 * The kernel accepts nearly every byte in an interface name, including terminal escape sequences.
 */
#include "lib/base/escape.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The length in bytes of the UTF-8 character at FROM, 0 if it is invalid (RFC 3629, 3). */
static size_t utf8_length(const char *from)
{
	const unsigned char *c = (const unsigned char *)from;
	size_t length, i;

	if (c[0] < 0x80)
		return 1;
	if (c[0] < 0xc2 || c[0] > 0xf4)
		return 0;
	length = c[0] >= 0xf0 ? 4 : c[0] >= 0xe0 ? 3 : 2;
	for (i = 1; i < length; i++)
		if ((c[i] & 0xc0) != 0x80)
			return 0;
	/* overlong forms, surrogates, code points above U+10FFFF */
	if ((c[0] == 0xe0 && c[1] < 0xa0) || (c[0] == 0xed && c[1] >= 0xa0) ||
	    (c[0] == 0xf0 && c[1] < 0x90) || (c[0] == 0xf4 && c[1] >= 0x90))
		return 0;
	return length;
}

/* Whether the character at FROM is a terminal control character or a backslash. */
static bool is_harmful(const char *from)
{
	unsigned char first = (unsigned char)from[0], second = (unsigned char)from[1];

	return first < 0x20 || first == 0x7f || first == '\\' || (first == 0xc2 && second < 0xa0);
}

/* Fast path for printable ASCII. */
static bool is_plain(char c)
{
	return c >= 0x20 && c < 0x7f && c != '\\';
}

/* The byte that the escape \xHH at FROM stands for, or 0 if there is none. \x00 is no escape. */
static char escaped_byte(const char *from)
{
	char digits[3] = "";

	if (from[0] != '\\' || from[1] != 'x' || !isxdigit((unsigned char)from[2]) ||
	    !isxdigit((unsigned char)from[3]))
		return 0;
	memcpy(digits, from + 2, 2);
	return (char)(unsigned char)strtoul(digits, NULL, 16);
}

static void escape(const char *from, bool for_terminal, char *text, size_t size)
{
	size_t used = 0;

	while (*from) {
		size_t length, room;

		if (is_plain(*from) && used + 1 < size) {
			text[used++] = *from++;
			continue;
		}
		length = (for_terminal ? is_harmful(from) : escaped_byte(from) != 0)
				 ? 0
				 : utf8_length(from);
		room = length ? length : 4;
		if (used + room >= size)
			break;
		if (length)
			memcpy(text + used, from, length);
		else
			snprintf(text + used, size - used, "\\x%02x", (unsigned char)*from);
		used += room;
		from += length ? length : 1;
	}
	text[used] = '\0';
}

void escape_text(const char *from, char *text, size_t size)
{
	escape(from, true, text, size);
}

void escape_json(const char *from, char *text, size_t size)
{
	escape(from, false, text, size);
}

void unescape_json(char *text)
{
	char *to = text;
	size_t length;

	for (; *text; text += length) {
		char byte = escaped_byte(text);

		length = byte ? 4 : 1;
		if (!byte)
			byte = *text;
		*to++ = byte;
	}
	*to = '\0';
}

/* Characters that mean nothing to a shell, wherever they stand in an argument. */
static const char shell_plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				  "%+,-./:@_";

static bool has_no_plain_form(const char *word)
{
	for (; *word; word++)
		if (*word < 0x20 || *word > 0x7e || *word == '\\')
			return true;
	return false;
}

static void write_escaped(const char *word, FILE *file)
{
	fputs("$'", file);
	for (; *word; word++)
		if (*word < 0x20 || *word > 0x7e || *word == '\\' || *word == '\'')
			fprintf(file, "\\x%02x", (unsigned char)*word);
		else
			fputc(*word, file);
	fputc('\'', file);
}

void escape_shell_to(const char *word, FILE *file)
{
	if (has_no_plain_form(word)) {
		write_escaped(word, file);
		return;
	}
	if (*word && !word[strspn(word, shell_plain)]) {
		fputs(word, file);
		return;
	}
	if (!*word)
		fputs("''", file);
	while (*word) {
		/* in double quotes only single ones, since a shell expands other characters there */
		bool single = *word == '\'';
		size_t length = single ? strspn(word, "'") : strcspn(word, "'");
		const char *quote = single ? "\"" : "'";

		fprintf(file, "%s%.*s%s", quote, (int)length, word, quote);
		word += length;
	}
}

void escape_shell(const char *word, char *text, size_t size)
{
	FILE *file = fmemopen(text, size, "w");
	bool fits = false;

	if (file) {
		setbuf(file, NULL); /* so that the first byte beyond the end is an error */
		escape_shell_to(word, file);
		fits = !ferror(file) && ftell(file) < (long)size;
		fclose(file);
	}
	if (!fits)
		text[0] = '\0';
}
