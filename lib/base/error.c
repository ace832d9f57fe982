// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * error.c - an error value: code, message and warnings
 */
#include "lib/base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void __attribute__((format(printf, 4, 0)))
set_text(struct error *err, int code, enum error_kind kind, const char *format, va_list args)
{
	err->code = code;
	err->kind = kind;
	vsnprintf(err->text, sizeof(err->text), format, args);
}

int error_set(struct error *err, int code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set_text(err, code, ERROR_SYSTEM, format, args);
	va_end(args);
	return code;
}

int error_usage(struct error *err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set_text(err, -EINVAL, ERROR_USAGE, format, args);
	va_end(args);
	return -EINVAL;
}

int error_context(struct error *err, const char *format, ...)
{
	char said[sizeof(err->text)];
	va_list args;
	size_t used;

	memcpy(said, err->text, sizeof(said));
	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	used = strlen(err->text);
	snprintf(err->text + used, sizeof(err->text) - used, ": %s", said);
	return err->code;
}

static void __attribute__((format(printf, 2, 0)))
append_warning(struct error *err, const char *format, va_list args)
{
	size_t used = strlen(err->warnings);
	size_t room = sizeof(err->warnings) - used;
	int length = vsnprintf(err->warnings + used, room, format, args);

	if (length < 0 || (size_t)length + 2 > room) {
		err->warnings[used] = '\0';
		err->warnings_left_out++;
		return;
	}
	memcpy(err->warnings + used + length, "\n", 2);
}

void error_warn(struct error *err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	append_warning(err, format, args);
	va_end(args);
}

void error_ignored(struct error *err, const char *format, ...)
{
	va_list args;

	if (err->quiet)
		return;
	va_start(args, format);
	append_warning(err, format, args);
	va_end(args);
}

void error_take_warnings(struct error *err, const struct error *from)
{
	const char *line = from->warnings;

	while (*line) {
		size_t length = strcspn(line, "\n");

		error_warn(err, "%.*s", (int)length, line);
		line += length + 1;
	}
	err->warnings_left_out += from->warnings_left_out;
}

void error_clear(struct error *err)
{
	err->code = 0;
	err->text[0] = '\0';
}

void error_reset(struct error *err)
{
	error_clear(err);
	err->kind = ERROR_SYSTEM;
	err->warnings[0] = '\0';
	err->warnings_left_out = 0;
}
