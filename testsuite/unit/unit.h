/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * unit.h - the harness: a test is a function that holds facts against the code, TAP tells of it
 *
 * What a test needs comes in struct unit, so that there is no global state. A test goes on after a
 * fact that does not hold: one run shows all that is wrong.
 */
#ifndef UNIT_UNIT_H
#define UNIT_UNIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct unit {
	unsigned long failures; /* of the test that runs */
	char about[256];	/* what its table has got to; printed with a failure */
};

struct unit_test {
	const char *name; /* a sentence of behaviour; NULL ends a table */
	void (*run)(struct unit *unit);
};

/* The tests of NAME.c, or of the folder NAME of the library: NAME_tests, in NAME_test.c. */
extern const struct unit_test base_tests[];
extern const struct unit_test counters_tests[];
extern const struct unit_test value_tests[];
extern const struct unit_test address_tests[];
extern const struct unit_test escape_tests[];
extern const struct unit_test words_tests[];
extern const struct unit_test keyword_tests[];
extern const struct unit_test tunnel_tests[];
extern const struct unit_test session_tests[];
extern const struct unit_test link_tests[];
extern const struct unit_test model_tests[];
extern const struct unit_test netlink_tests[];
extern const struct unit_test bad_netlink_tests[];
extern const struct unit_test debugfs_tests[];
extern const struct unit_test output_tests[];
extern const struct unit_test show_tests[];
extern const struct unit_test rates_tests[];
extern const struct unit_test select_tests[];
extern const struct unit_test session_list_tests[];
extern const struct unit_test config_tests[];
extern const struct unit_test ppp_tests[];
extern const struct unit_test uapi_tests[];
extern const struct unit_test hostile_socket_tests[];
extern const struct unit_test hostile_queue_tests[];
extern const struct unit_test hostile_kernel_tests[];

/* Say that what follows is about this, as printf. */
void unit_about(struct unit *unit, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A fact that did not hold, as `FILE:LINE: WHAT`, and what the test was about. */
void unit_fail(struct unit *unit, const char *file, int line, const char *what);

/* Whether GOT is WANTED; both are printed where it is not. */
bool unit_text(struct unit *unit, const char *got, const char *wanted);

/* A stream that gives *TEXT, which it moves on, and then fails with EIO. */
FILE *unit_failing_file(const char **text);

#define CHECK(condition) \
	do { \
		if (!(condition)) \
			unit_fail(unit, __FILE__, __LINE__, #condition); \
	} while (0)

#define CHECK_TEXT(got, wanted) \
	do { \
		if (!unit_text(unit, (got), (wanted))) \
			unit_fail(unit, __FILE__, __LINE__, #got); \
	} while (0)

#endif
