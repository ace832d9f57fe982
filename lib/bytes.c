// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * bytes.c - text that grows at its end
 */
#include "lib/bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The digits of UINT64_MAX. */
#define DIGITS 20

void bytes_free(struct bytes *bytes)
{
	free(bytes->text);
	*bytes = (struct bytes){ 0 };
}

/* Room for MORE bytes and one. Returns whether there is. */
static bool grow(struct bytes *bytes, size_t more)
{
	size_t room = bytes->room ? bytes->room : 512;
	char *text;

	while (room - bytes->used <= more)
		room *= 2;
	if (room == bytes->room)
		return true;
	text = realloc(bytes->text, room);
	if (!text) {
		bytes->failed = true;
		return false;
	}
	bytes->text = text;
	bytes->room = room;
	return true;
}

void bytes_put(struct bytes *bytes, const char *from, size_t length)
{
	if (bytes->room - bytes->used <= length && !grow(bytes, length))
		return;
	memcpy(bytes->text + bytes->used, from, length);
	bytes->used += length;
}

void bytes_put_text(struct bytes *bytes, const char *text)
{
	bytes_put(bytes, text, strlen(text));
}

/* The digits of NUMBER, the last before END. Returns where they begin. */
static char *digits_before(char *end, uint64_t number)
{
	for (; number >= 10; number /= 10)
		*--end = (char)('0' + number % 10);
	*--end = (char)('0' + number);
	return end;
}

void bytes_put_number(struct bytes *bytes, uint64_t number)
{
	char digits[DIGITS], *first = digits_before(digits + DIGITS, number);

	bytes_put(bytes, first, (size_t)(digits + DIGITS - first));
}

size_t bytes_decimal(uint64_t number, char *text)
{
	char digits[DIGITS], *first = digits_before(digits + DIGITS, number);
	size_t length = (size_t)(digits + DIGITS - first);

	memcpy(text, first, length);
	text[length] = '\0';
	return length;
}

/* What bytes_print() leaves to printf(3). */
static void print_rest(struct bytes *bytes, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

static void print_rest(struct bytes *bytes, const char *format, va_list args)
{
	va_list again;
	int length;

	va_copy(again, args);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length < 0 || !grow(bytes, (size_t)length))
		return;
	vsnprintf(bytes->text + bytes->used, bytes->room - bytes->used, format, args);
	bytes->used += (size_t)length;
}

void bytes_print(struct bytes *bytes, const char *format, va_list args)
{
	const char *from = format;

	while (*format) {
		if (*format != '%') {
			format++;
			continue;
		}
		bytes_put(bytes, from, (size_t)(format - from));
		if (format[1] == 's') {
			bytes_put_text(bytes, va_arg(args, const char *));
		} else if (format[1] == 'u') {
			bytes_put_number(bytes, va_arg(args, unsigned int));
		} else {
			print_rest(bytes, format, args);
			return;
		}
		from = format += 2;
	}
	bytes_put(bytes, from, (size_t)(format - from));
}
