// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * output.c - records as text or JSON; the only file that knows json-c
 */
#include "lib/output.h"

#include <errno.h>
#include <json-c/json.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* A record, and objects and arrays inside it. */
#define DEPTH 4

struct output {
	FILE *file;
	struct output_options options;
	int failure;	       /* negative errno, 0 while there is none */
	unsigned long records; /* written so far */
	struct json_object *objects[DEPTH];
	unsigned int depth; /* of objects in use */
	char *text;	    /* of the record begun */
	size_t used, room;
};

/* iproute2's colours (lib/color.c), since people know them. */
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

int output_close(struct output *out, struct error *err)
{
	int failure;

	if (out->options.json && !out->options.lines)
		fputs(out->records ? (out->options.pretty ? "\n]\n" : "]\n") : "[]\n", out->file);
	errno = EIO;
	if (fflush(out->file) != 0 || ferror(out->file))
		fail(out, -errno);
	failure = out->failure;
	free(out->text);
	free(out);
	return failure ? error_set(err, failure, "output: %s", strerror(-failure)) : 0;
}

static void push(struct output *out, struct json_object *object)
{
	if (!object || out->depth == DEPTH) {
		json_object_put(object);
		fail(out, -ENOMEM);
		return;
	}
	out->objects[out->depth++] = object;
}

static int add_to(struct json_object *parent, const char *key, struct json_object *member)
{
	if (json_object_get_type(parent) == json_type_array)
		return json_object_array_add(parent, member);
	return json_object_object_add(parent, key, member);
}

/* Put MEMBER, which may be a failed allocation, into what was begun last. */
static void add(struct output *out, const char *key, struct json_object *member)
{
	if (!member || out->depth == 0 || add_to(out->objects[out->depth - 1], key, member) < 0) {
		json_object_put(member);
		fail(out, -ENOMEM);
	}
}

void output_begin(struct output *out)
{
	out->used = 0;
	if (out->options.json)
		push(out, json_object_new_object());
}

/*
 * json-c escapes what JSON says must be; a terminal also takes DEL and U+0080..U+009F, which are C2 80
 * to C2 9F in UTF-8, as commands.
 */
static int write_json(const char *text, FILE *file)
{
	const unsigned char *c = (const unsigned char *)text;
	int status = 0;

	for (; *c && status >= 0; c++) {
		if (*c == 0x7f)
			status = fprintf(file, "\\u007f");
		else if (c[0] == 0xc2 && c[1] < 0xa0)
			status = fprintf(file, "\\u00%02x", *++c);
		else
			status = putc(*c, file);
	}
	return status < 0 ? -1 : 0;
}

static void end_json(struct output *out)
{
	int flags = JSON_C_TO_STRING_NOSLASHESCAPE;
	const char *text;

	flags |= out->options.pretty ? JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED
				     : JSON_C_TO_STRING_PLAIN;
	if (out->depth == 0)
		return;
	text = json_object_to_json_string_ext(out->objects[0], flags);
	if (!out->options.lines && !out->records)
		fputs(out->options.pretty ? "[\n" : "[", out->file);
	else if (!out->options.lines)
		fputs(out->options.pretty ? ",\n" : ",", out->file);
	if (!text)
		fail(out, -ENOMEM);
	else if (write_json(text, out->file) < 0 ||
		 (out->options.lines && putc('\n', out->file) == EOF))
		fail(out, -errno);
	json_object_put(out->objects[0]);
	out->depth = 0;
	out->records++;
}

/* What begins a new line in the record becomes `\`; empty lines go. */
static void end_oneline(struct output *out)
{
	char *from, *to = out->text;

	for (from = out->text; *from; from++) {
		if (*from != '\n')
			*to++ = *from;
		else if (from[1] && from[1] != '\n' && to != out->text)
			*to++ = '\\';
	}
	*to++ = '\n';
	out->used = (size_t)(to - out->text);
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

void output_end(struct output *out)
{
	if (out->options.json) {
		end_json(out);
		return;
	}
	if (!out->used)
		return;
	if (out->options.oneline)
		end_oneline(out);
	if (fwrite(out->text, 1, out->used, out->file) != out->used)
		fail(out, -errno);
	out->records++;
}

/* One reference for the parent, which may be refused, and one for the stack. */
static void begin(struct output *out, const char *key, struct json_object *object)
{
	json_object_get(object);
	add(out, key, object);
	push(out, object);
}

static void end(struct output *out)
{
	if (out->options.json && out->depth > 1)
		json_object_put(out->objects[--out->depth]);
}

void output_object_begin(struct output *out, const char *key)
{
	if (out->options.json)
		begin(out, key, json_object_new_object());
}

void output_object_end(struct output *out)
{
	end(out);
}

void output_array_begin(struct output *out, const char *key)
{
	if (out->options.json)
		begin(out, key, json_object_new_array());
}

void output_array_end(struct output *out)
{
	end(out);
}

void output_number(struct output *out, const char *key, uint64_t value)
{
	if (out->options.json)
		add(out, key, json_object_new_uint64(value));
}

void output_real(struct output *out, const char *key, double value)
{
	char text[64];

	snprintf(text, sizeof(text), "%.3f", value);
	if (out->options.json)
		add(out, key, json_object_new_double_s(value, text));
}

void output_boolean(struct output *out, const char *key, bool value)
{
	if (out->options.json)
		add(out, key, json_object_new_boolean(value));
}

void output_string(struct output *out, const char *key, const char *value)
{
	if (out->options.json)
		add(out, key, json_object_new_string(value));
}

static int make_room(struct output *out, size_t more)
{
	size_t room = out->room ? out->room : 512;
	char *text;

	while (room < out->used + more + 1)
		room *= 2;
	if (room == out->room)
		return 0;
	text = realloc(out->text, room);
	if (!text) {
		fail(out, -ENOMEM);
		return -ENOMEM;
	}
	out->text = text;
	out->room = room;
	return 0;
}

/* As vprintf. */
static void append(struct output *out, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

static void append(struct output *out, const char *format, va_list args)
{
	va_list again;
	int length;

	va_copy(again, args);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	/* one byte more than needed: end_oneline() may have to add a newline */
	if (length < 0 || make_room(out, (size_t)length + 1) < 0)
		return;
	vsnprintf(out->text + out->used, out->room - out->used, format, args);
	out->used += (size_t)length;
}

void output_text(struct output *out, const char *format, ...)
{
	va_list args;

	if (out->options.json)
		return;
	va_start(args, format);
	append(out, format, args);
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
	append(out, format, args);
	va_end(args);
	if (colored)
		output_text(out, "\033[0m");
}

void output_count(const struct output *out, uint64_t count, char *text, size_t size)
{
	const char *unit = "KMGTPE";
	double scaled = (double)count;

	if (!out->options.human || count < out->options.human) {
		snprintf(text, size, "%llu", (unsigned long long)count);
		return;
	}
	/* what would be printed as a whole 1000.0 is one of the next unit */
	for (scaled /= out->options.human; scaled >= out->options.human - 0.05 && unit[1]; unit++)
		scaled /= out->options.human;
	snprintf(text, size, "%.1f%c%s", scaled, *unit, out->options.human == 1024 ? "i" : "");
}
