// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * output.c - records as text or JSON
 *
 * A record is built in a buffer and written when it ends.
 */
#include "lib/text/output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buffer.h"

/* Maximum nesting, including the record. */
#define DEPTH 4
/* Maximum length around a key: comma, newline, indent, quotes, colon, blank. */
#define KEY_MARKS (6 + 2 * DEPTH)
/* Maximum length of an escaped byte. */
#define ESCAPED 6

/* An open object or array. */
struct level {
	bool array;
	bool filled; /* it has a member */
};

struct output {
	FILE *file;
	struct output_options options;
	int failure;	       /* negative errno, or 0 */
	unsigned long records; /* number written */
	struct level levels[DEPTH];
	unsigned int depth;   /* levels in use */
	struct buffer record; /* the open record, text or JSON */
};

/* The colours of iproute2 (lib/color.c). */
static const struct {
	const char *light, *dark;
} colors[] = {
	[OUTPUT_PLAIN] = { "", "" },
	[OUTPUT_IFNAME] = { "\033[36m", "\033[1;36m" },
	[OUTPUT_INET] = { "\033[35m", "\033[1;35m" },
	[OUTPUT_INET6] = { "\033[34m", "\033[1;34m" },
};

static void fail(struct output *out, int code)
{
	if (!out->failure)
		out->failure = code;
}

int output_open(struct output **out, FILE *file, const struct output_options *options,
		struct error *err)
{
	*out = calloc(1, sizeof(**out));
	if (!*out)
		return error_set(err, -ENOMEM, "output: %s", strerror(ENOMEM));
	(*out)->file = file;
	(*out)->options = *options;
	return 0;
}

bool output_is_json(const struct output *out)
{
	return out->options.json;
}

int output_close(struct output *out, struct error *err)
{
	int failure;

	if (out->options.json && !out->options.lines)
		fputs(out->records ? (out->options.pretty ? "\n]\n" : "]\n") : "[]\n", out->file);
	errno = EIO;
	if (fflush(out->file) != 0 || ferror(out->file))
		fail(out, -errno);
	failure = out->failure;
	buffer_free(&out->record);
	free(out);
	return failure ? error_set(err, failure, "output: %s", strerror(-failure)) : 0;
}

/* Write a newline and the indent of DEPTH at TO. Returns the end. */
static char *write_indent(char *to, unsigned int depth)
{
	*to++ = '\n';
	memset(to, ' ', (size_t)2 * depth);
	return to + (size_t)2 * depth;
}

/* Write KEY and the punctuation of a member of LEVEL at TO. Returns the end. */
static char *write_key(const struct output *out, const struct level *level, const char *key,
		       size_t length, char *to)
{
	if (level->filled)
		*to++ = ',';
	if (out->options.pretty)
		to = write_indent(to, out->depth);
	if (level->array)
		return to;
	*to++ = '"';
	to = mempcpy(to, key, length);
	*to++ = '"';
	*to++ = ':';
	if (out->options.pretty)
		*to++ = ' ';
	return to;
}

/*
 * Begin a member of the innermost level with a value of at most LENGTH bytes. Returns where to write the value, up to
 * end_value(), or NULL if no level is open or memory is exhausted.
 */
static char *begin_value(struct output *out, const char *key, size_t length)
{
	struct level *level = out->depth ? &out->levels[out->depth - 1] : NULL;
	size_t key_length = key ? strlen(key) : 0;
	char *to = buffer_reserve(&out->record, key_length + KEY_MARKS + length);

	if (!level || !to) {
		fail(out, level ? -ENOMEM : -EINVAL);
		return NULL;
	}
	to = write_key(out, level, key, key_length, to);
	level->filled = true;
	return to;
}

static void end_value(struct output *out, const char *end)
{
	out->record.used = (size_t)(end - out->record.text);
}

static void begin_level(struct output *out, bool array)
{
	if (out->depth == DEPTH) {
		fail(out, -EINVAL);
		return;
	}
	out->levels[out->depth++] = (struct level){ .array = array };
	buffer_put(&out->record, array ? "[" : "{", 1);
}

static void end_level(struct output *out)
{
	const struct level *level = &out->levels[--out->depth];
	char *to = buffer_reserve(&out->record, KEY_MARKS);

	if (!to)
		return;
	if (out->options.pretty)
		to = write_indent(to, out->depth);
	*to++ = level->array ? ']' : '}';
	out->record.used = (size_t)(to - out->record.text);
}

/*
 * Whether to escape the character at C: as JSON requires, and terminal control characters: DEL and U+0080..U+009F (C2
 * 80 to C2 9F in UTF-8).
 */
static bool needs_escape(const unsigned char *c)
{
	return c[0] < 0x20 || c[0] == '"' || c[0] == '\\' || c[0] == 0x7f ||
	       (c[0] == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0);
}

/* Write the escape of C at TO. Returns the end. */
static char *write_escape(char *to, unsigned char c)
{
	static const char letters[] = "\"\"\\\\\bb\nn\rr\tt\ff", hex[] = "0123456789abcdef";
	const char *letter;

	*to++ = '\\';
	for (letter = letters; *letter; letter += 2)
		if ((unsigned char)*letter == c) {
			*to++ = letter[1];
			return to;
		}
	to = mempcpy(to, "u00", 3);
	*to++ = hex[c >> 4];
	*to++ = hex[c & 15];
	return to;
}

/* Write VALUE in quotes at TO. Returns the end. */
static char *write_string(char *to, const char *value)
{
	const unsigned char *c;

	*to++ = '"';
	for (c = (const unsigned char *)value; *c; c++) {
		if (!needs_escape(c)) {
			*to++ = (char)*c;
			continue;
		}
		c += *c == 0xc2;
		to = write_escape(to, *c);
	}
	*to++ = '"';
	return to;
}

void output_begin(struct output *out)
{
	out->record.used = 0;
	if (!out->options.json)
		return;
	if (!out->options.lines) {
		buffer_put(&out->record, out->records ? "," : "[", 1);
		buffer_put(&out->record, "\n", out->options.pretty);
	}
	out->depth = 0;
	begin_level(out, false);
}

/* Replace newlines inside the record by `\` and drop empty lines. */
static void end_oneline(struct buffer *record)
{
	const char *from, *end = record->text + record->used;
	char *to = record->text;

	for (from = record->text; from < end; from++) {
		if (*from != '\n')
			*to++ = *from;
		else if (from + 1 < end && from[1] != '\n' && to != record->text)
			*to++ = '\\';
	}
	*to++ = '\n'; /* room was reserved */
	record->used = (size_t)(to - record->text);
}

void output_heading(struct output *out, const char *line)
{
	if (!out->options.json && fputs(line, out->file) == EOF)
		fail(out, -errno);
}

int output_flush(struct output *out, struct error *err)
{
	if (fflush(out->file) != 0)
		fail(out, -errno);
	return out->failure ? error_set(err, out->failure, "output: %s", strerror(-out->failure))
			    : 0;
}

/* Returns whether there is a record to write. */
static bool end_record(struct output *out)
{
	if (out->options.json) {
		if (!out->depth)
			return false;
		while (out->depth)
			end_level(out);
		buffer_put(&out->record, "\n", out->options.lines);
	} else if (out->record.used && out->options.oneline) {
		end_oneline(&out->record);
	}
	return out->record.used;
}

void output_end(struct output *out)
{
	if (!end_record(out))
		return;
	if (out->record.failed) {
		fail(out, -ENOMEM); /* discard an incomplete record */
		return;
	}
	if (fwrite_unlocked(out->record.text, 1, out->record.used, out->file) != out->record.used)
		fail(out, -errno);
	out->record.used = 0;
	out->records++;
}

static void begin_member(struct output *out, const char *key, bool array)
{
	char *to = out->options.json ? begin_value(out, key, 0) : NULL;

	if (!to)
		return;
	end_value(out, to);
	begin_level(out, array);
}

static void end_member(struct output *out)
{
	if (out->options.json && out->depth > 1)
		end_level(out);
}

void output_object_begin(struct output *out, const char *key)
{
	begin_member(out, key, false);
}

void output_object_end(struct output *out)
{
	end_member(out);
}

void output_array_begin(struct output *out, const char *key)
{
	begin_member(out, key, true);
}

void output_array_end(struct output *out)
{
	end_member(out);
}

void output_number(struct output *out, const char *key, uint64_t value)
{
	char *to = out->options.json ? begin_value(out, key, BUFFER_DIGITS) : NULL;

	if (to)
		end_value(out, buffer_write_digits(to, value));
}

void output_real(struct output *out, const char *key, double value)
{
	char text[64], *to;

	if (!out->options.json)
		return;
	snprintf(text, sizeof(text), "%.3f", value);
	to = begin_value(out, key, strlen(text));
	if (to)
		end_value(out, stpcpy(to, text));
}

void output_boolean(struct output *out, const char *key, bool value)
{
	char *to = out->options.json ? begin_value(out, key, strlen("false")) : NULL;

	if (to)
		end_value(out, stpcpy(to, value ? "true" : "false"));
}

void output_string(struct output *out, const char *key, const char *value)
{
	char *to = out->options.json ? begin_value(out, key, strlen(value) * ESCAPED + 2) : NULL;

	if (to)
		end_value(out, write_string(to, value));
}

void output_text(struct output *out, const char *format, ...)
{
	va_list args;

	if (out->options.json)
		return;
	va_start(args, format);
	buffer_print(&out->record, format, args);
	va_end(args);
}

void output_color(struct output *out, enum output_role role, const char *format, ...)
{
	bool colored = out->options.color && role != OUTPUT_PLAIN;
	va_list args;

	if (out->options.json)
		return;
	if (colored)
		output_text(out, "%s", out->options.dark ? colors[role].dark : colors[role].light);
	va_start(args, format);
	buffer_print(&out->record, format, args);
	va_end(args);
	if (colored)
		output_text(out, "\033[0m");
}

void output_count(const struct output *out, uint64_t count, char *text)
{
	const char *unit = "KMGTPE";
	double scaled = (double)count;

	if (!out->options.human || count < out->options.human) {
		buffer_decimal(count, text);
		return;
	}
	/* a count that would round up to 1000.0 moves to the next unit */
	for (scaled /= out->options.human; scaled >= out->options.human - 0.05 && unit[1]; unit++)
		scaled /= out->options.human;
	snprintf(text, OUTPUT_COUNT_SIZE, "%.1f%c%s", scaled, *unit,
		 out->options.human == 1024 ? "i" : "");
}
