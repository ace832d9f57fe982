// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * unit.c - runs the tests and prints TAP; exits with 1 if one failed
 */

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "testsuite/unit/unit.h"

void unit_about(struct unit *unit, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(unit->about, sizeof(unit->about), format, args);
	va_end(args);
}

/* Print a TAP comment with newlines escaped. */
static void print_text(const char *title, const char *text)
{
	printf("# %s", title);
	for (; text && *text; text++) {
		if (*text == '\n')
			fputs("\\n", stdout);
		else if (*text >= ' ' && *text != 0x7f)
			putchar(*text);
		else
			printf("\\x%02x", (unsigned char)*text);
	}
	puts(text ? "" : "(none)");
}

void unit_fail(struct unit *unit, const char *file, int line, const char *what)
{
	unit->failures++;
	printf("# %s:%d: %s", file, line, what);
	putchar('\n');
	if (unit->about[0])
		print_text("about:  ", unit->about);
}

bool unit_text(struct unit *unit, const char *got, const char *wanted)
{
	(void)unit;
	if (got && wanted && strcmp(got, wanted) == 0)
		return true;
	print_text("got:    ", got);
	print_text("wanted: ", wanted);
	return false;
}

/* The read function of a stream; see fopencookie(3). */
static ssize_t read_text(void *data, char *buffer, size_t size)
{
	const char **text = data;
	size_t length = strnlen(*text, size);

	if (!length) {
		errno = EIO;
		return -1;
	}
	memcpy(buffer, *text, length);
	*text += length;
	return (ssize_t)length;
}

FILE *unit_failing_file(const char **text)
{
	const cookie_io_functions_t functions = { .read = read_text };

	return fopencookie(text, "r", functions);
}

static bool run(const struct unit_test *test, unsigned long number)
{
	struct unit unit = { 0 };

	test->run(&unit);
	printf("%sok %lu - %s\n", unit.failures ? "not " : "", number, test->name);
	fflush(stdout); /* a sanitizer may end the next test */
	return !unit.failures;
}

int main(void)
{
	const struct unit_test *const all[] = {
		base_tests,	      counters_tests,	    value_tests,
		address_tests,	      escape_tests,	    words_tests,
		keyword_tests,	      tunnel_tests,	    session_tests,
		link_tests,	      model_tests,	    netlink_tests,
		bad_netlink_tests,    debugfs_tests,	    output_tests,
		show_tests,	      rates_tests,	    select_tests,
		session_list_tests,   config_tests,	    ppp_tests,
		uapi_tests,	      hostile_socket_tests, hostile_queue_tests,
		hostile_kernel_tests, outcome_tests,	    NULL,
	};
	const struct unit_test *const *table, *test;
	unsigned long count = 0, number = 0;
	bool ok = true;

	for (table = all; *table; table++)
		for (test = *table; test->name; test++)
			count++;
	printf("1..%lu\n", count);
	for (table = all; *table; table++)
		for (test = *table; test->name; test++)
			ok = run(test, ++number) && ok;
	return ok ? 0 : 1;
}
