// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * cookie.c - cookies: from their text and back (declared in value.h)
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "lib/text/value.h"

static const char digits[] = "0123456789abcdef";

static int hex_digit(char c)
{
	const char *at = c ? strchr(digits, tolower((unsigned char)c)) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* The kernel takes any length up to 8; RFC 3931, 4.1.2.1 knows 4 and 8 bytes. */
static int cookie_parse(const struct value_type *type, const char *word, void *value, size_t size,
			struct error *err)
{
	struct l2tp_cookie cookie = { .length = (uint8_t)(strlen(word) / 2) };
	char quoted[VALUE_TEXT_SIZE];
	size_t i;

	(void)type;
	if (strlen(word) != 8 && strlen(word) != 16)
		goto refuse;
	for (i = 0; i < cookie.length; i++) {
		int high = hex_digit(word[2 * i]), low = hex_digit(word[2 * i + 1]);

		if (high < 0 || low < 0)
			goto refuse;
		cookie.bytes[i] = (uint8_t)(high << 4 | low);
	}
	memcpy(value, &cookie, size);
	return 0;
refuse:
	value_escape(word, quoted, sizeof(quoted));
	return error_usage(err, "\"%s\" is not a cookie: 8 or 16 hex digits", quoted);
}

static void cookie_print(const struct value_type *type, const void *value, size_t size, char *text)
{
	const struct l2tp_cookie *cookie = value;
	size_t i;

	(void)type;
	(void)size;
	for (i = 0; i < cookie->length && i < L2TP_COOKIE_MAX; i++) {
		*text++ = digits[cookie->bytes[i] >> 4];
		*text++ = digits[cookie->bytes[i] & 15];
	}
	*text = '\0';
}

const struct value_type value_cookie = {
	.name = "HEX",
	.json = VALUE_TEXT,
	.parse = cookie_parse,
	.print = cookie_print,
};
