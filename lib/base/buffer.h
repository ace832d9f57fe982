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
struct bytes {
	char *text; /* USED bytes without a NUL, or NULL; one byte of ROOM stays free */
	size_t used, room;
	bool failed; /* there was no memory for something, which is missing */
};

void bytes_free(struct bytes *bytes);

/* Make room for LENGTH bytes and one. Returns whether there is. */
bool bytes_grow(struct bytes *bytes, size_t length);

/*
 * Room for LENGTH bytes at the end, NULL where there is no memory; who has written some of them adds their number to
 * `used`.
 */
static inline char *bytes_reserve(struct bytes *bytes, size_t length)
{
	if (bytes->room - bytes->used <= length && !bytes_grow(bytes, length))
		return NULL;
	return bytes->text + bytes->used;
}

void bytes_put(struct bytes *bytes, const char *from, size_t length);
void bytes_put_text(struct bytes *bytes, const char *text);
void bytes_put_number(struct bytes *bytes, uint64_t number);

/* The digits of UINT64_MAX. */
#define BYTES_DIGITS 20

/* The digits of NUMBER at TO, which has room for BYTES_DIGITS. Returns what is behind them. */
char *bytes_write_digits(char *to, uint64_t number);

/* The same with a NUL, for which there is room too. Returns how many digits. */
size_t bytes_decimal(uint64_t number, char *text);

/* As vprintf(3). */
void bytes_print(struct bytes *bytes, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

#endif
