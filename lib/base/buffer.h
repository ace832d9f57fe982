/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * buffer.h - text that grows at its end
 *
 * What open_memstream(3) and fprintf(3) do, at a tenth of the cost for words and whole numbers: a list of 20,000
 * sessions is some 500,000 of them.
 */
#ifndef LIB_BASE_BUFFER_H
#define LIB_BASE_BUFFER_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All zero is an empty one. */
struct buffer {
	char *text; /* USED bytes without a NUL, or NULL; one byte of ROOM stays free */
	size_t used, room;
	bool failed; /* there was no memory for something, which is missing */
};

void buffer_free(struct buffer *bytes);

/* Make room for LENGTH bytes and one. Returns whether there is. */
bool buffer_grow(struct buffer *bytes, size_t length);

/*
 * Room for LENGTH bytes at the end, NULL where there is no memory; who has written some of them adds their number to
 * `used`.
 */
static inline char *buffer_reserve(struct buffer *bytes, size_t length)
{
	if (bytes->room - bytes->used <= length && !buffer_grow(bytes, length))
		return NULL;
	return bytes->text + bytes->used;
}

void buffer_put(struct buffer *bytes, const char *from, size_t length);
void buffer_put_number(struct buffer *bytes, uint64_t number);

/* The digits of UINT64_MAX. */
#define BUFFER_DIGITS 20

/* The digits of NUMBER at TO, which has room for BUFFER_DIGITS. Returns what is behind them. */
char *buffer_write_digits(char *to, uint64_t number);

/* The digits of NUMBER and a NUL into TEXT, of BUFFER_DIGITS + 1 bytes. Returns how many digits. */
size_t buffer_decimal(uint64_t number, char *text);

/* As vprintf(3). */
void buffer_print(struct buffer *bytes, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

#endif
