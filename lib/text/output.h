/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * output.h - records as text or JSON; callers make the same calls for both
 *
 * Members (output_number() and similar) print JSON, output_text() and output_color() print text; each does nothing in
 * the other form. Records are written by output_end(), so a failure before it leaves the file unchanged. The first
 * failure is kept and returned by output_close().
 */
#ifndef LIB_TEXT_OUTPUT_H
#define LIB_TEXT_OUTPUT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/base/error.h"

enum output_role { OUTPUT_PLAIN, OUTPUT_IFNAME, OUTPUT_INET, OUTPUT_INET6 };

struct output_options {
	bool json;
	bool pretty;	    /* indented JSON */
	bool lines;	    /* JSON: an object per line, written at once, no array */
	bool oneline;	    /* text: a record per line, `\` at line breaks */
	bool color;	    /* text: ANSI colours by role */
	bool dark;	    /* a dark terminal: brighter colours */
	unsigned int human; /* base of counter units: 1000, 1024, or 0 for no units */
};

struct output;

/* Open an output to FILE, which the caller owns. Returns 0, or -ENOMEM and err set. */
int output_open(struct output **out, FILE *file, const struct output_options *options,
		struct error *err);

/* Close the array, flush and free. Returns 0, or the first failure: -ENOMEM or a write error. */
int output_close(struct output *out, struct error *err);

/* Whether the output is JSON. Optional: saves work for calls that would do nothing. */
bool output_is_json(const struct output *out);

/* Flush the file. Returns 0, or the first failure. */
int output_flush(struct output *out, struct error *err);

/* Begin and end a record. */
void output_begin(struct output *out);
void output_end(struct output *out);

/* Print LINE, with its newline, above the following records; nothing in JSON. */
void output_heading(struct output *out, const char *line);

/* Begin and end an object inside the record, under KEY. */
void output_object_begin(struct output *out, const char *key);
void output_object_end(struct output *out);

/* Begin and end an array, whose members have a NULL key. */
void output_array_begin(struct output *out, const char *key);
void output_array_end(struct output *out);

/* Print a member of the record, or of the innermost object or array. */
void output_number(struct output *out, const char *key, uint64_t value);
void output_real(struct output *out, const char *key, double value);
void output_boolean(struct output *out, const char *key, bool value);
void output_string(struct output *out, const char *key, const char *value);

/* Print text, formatted like printf. The caller escapes untrusted text with escape_text(). */
void output_text(struct output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Print text in the colour of ROLE, formatted like printf. The caller escapes untrusted text. */
void output_color(struct output *out, enum output_role role, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Size of a buffer for the text of a count. */
#define OUTPUT_COUNT_SIZE 32

/* Write COUNT to TEXT, with a unit (12.3K, 12.0Ki) if the options request units. */
void output_count(const struct output *out, uint64_t count, char *text);

#endif
