/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * output.h - records as text or JSON: a command makes each call and never asks which is on
 *
 * Members (output_number and the like) are JSON, output_text and output_color are text; each does
 * nothing in the other form. Nothing reaches the file before output_end, so that a failure before it
 * leaves the file as it was. The first failure is kept and returned by output_close.
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
	bool pretty;	    /* JSON for people */
	bool lines;	    /* JSON: an object a line, each written at once, no array */
	bool oneline;	    /* text: one line a record, `\` where lines end */
	bool color;	    /* text: ANSI colours by role */
	bool dark;	    /* a dark terminal: brighter colours */
	unsigned int human; /* counters with units: 0, 1000 or 1024 as the base */
};

struct output;

/* An output of records to FILE, which stays the caller's. Returns 0 or -ENOMEM. */
int output_open(struct output **out, FILE *file, const struct output_options *options,
		struct error *err);

/* End the list, flush, free. Returns 0, or the first failure: -ENOMEM or what writing met. */
int output_close(struct output *out, struct error *err);

/*
 * Whether members are what is written. Nobody has to ask: it spares the walk over a table, or the making of a
 * text, for calls that would do nothing.
 */
bool output_is_json(const struct output *out);

/* Write what there is. Returns 0, or the first failure. */
int output_flush(struct output *out, struct error *err);

/* Begin and end a record. */
void output_begin(struct output *out);
void output_end(struct output *out);

/* LINE, which has its newline, above the records that follow; nothing in JSON. */
void output_heading(struct output *out, const char *line);

/* Begin and end an object inside the record, under KEY. */
void output_object_begin(struct output *out, const char *key);
void output_object_end(struct output *out);

/* Begin and end an array, whose members have no key (NULL). */
void output_array_begin(struct output *out, const char *key);
void output_array_end(struct output *out);

/* A member of the record, or of the object or array begun last. */
void output_number(struct output *out, const char *key, uint64_t value);
void output_real(struct output *out, const char *key, double value);
void output_boolean(struct output *out, const char *key, bool value);
void output_string(struct output *out, const char *key, const char *value);

/* Text, as printf. The caller escapes what came from outside (value_escape). */
void output_text(struct output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Text, as printf, in the colour of ROLE. The caller escapes what came from outside. */
void output_color(struct output *out, enum output_role role, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Room for any count's text. */
#define OUTPUT_COUNT_SIZE 32

/* COUNT into TEXT, with a unit (12.3K, 12.0Ki) where the options ask for units. */
void output_count(const struct output *out, uint64_t count, char *text);

#endif
