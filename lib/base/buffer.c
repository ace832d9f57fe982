// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * buffer.c - growing text buffer
 */
#include "lib/base/buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_free(struct buffer *bytes)
{
	free(bytes->text);
	*bytes = (struct buffer){ 0 };
}

bool buffer_grow(struct buffer *bytes, size_t length)
{
	size_t room = bytes->room ? bytes->room : 512;
	char *text;

	while (room - bytes->used <= length)
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

void buffer_put(struct buffer *bytes, const char *from, size_t length)
{
	char *to = buffer_reserve(bytes, length);

	if (!to)
		return;
	memcpy(to, from, length);
	bytes->used += length;
}

char *buffer_write_digits(char *to, uint64_t number)
{
	char digits[BUFFER_DIGITS], *first = digits + BUFFER_DIGITS;

	for (; number >= 10; number /= 10)
		*--first = (char)('0' + number % 10);
	*to++ = (char)('0' + number);
	while (first < digits + BUFFER_DIGITS)
		*to++ = *first++;
	return to;
}

void buffer_put_number(struct buffer *bytes, uint64_t number)
{
	char *to = buffer_reserve(bytes, BUFFER_DIGITS);

	if (to)
		bytes->used = (size_t)(buffer_write_digits(to, number) - bytes->text);
}

size_t buffer_decimal(uint64_t number, char *text)
{
	char *end = buffer_write_digits(text, number);

	*end = '\0';
	return (size_t)(end - text);
}

/* Format the rest of a buffer_print() call with vsnprintf(3). */
static void __attribute__((format(printf, 2, 0)))
print_rest(struct buffer *bytes, const char *format, va_list args)
{
	va_list again;
	int length;

	va_copy(again, args);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length < 0 || !buffer_grow(bytes, (size_t)length))
		return;
	vsnprintf(bytes->text + bytes->used, bytes->room - bytes->used, format, args);
	bytes->used += (size_t)length;
}

void buffer_print(struct buffer *bytes, const char *format, va_list args)
{
	const char *percent, *text;

	while (*(percent = strchrnul(format, '%'))) {
		buffer_put(bytes, format, (size_t)(percent - format));
		if (percent[1] == 's') {
			text = va_arg(args, const char *);
			buffer_put(bytes, text, strlen(text));
		} else if (percent[1] == 'u') {
			buffer_put_number(bytes, va_arg(args, unsigned int));
		} else {
			print_rest(bytes, percent, args);
			return;
		}
		format = percent + 2;
	}
	buffer_put(bytes, format, (size_t)(percent - format));
}
