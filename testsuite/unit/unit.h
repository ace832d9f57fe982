/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * unit.h - the test harness: a test is a function that checks facts, reported as TAP
 *
 * State is passed in struct unit, without globals. A test continues after a failure, so a run reports all of them.
 */
#ifndef UNIT_UNIT_H
#define UNIT_UNIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct unit {
	unsigned long failures; /* of the current test */
	char about[256];	/* the current case, printed with a failure */
};

struct unit_test {
	const char *name; /* a sentence of behaviour; NULL ends a table */
	void (*run)(struct unit *unit);
};

/* NAME_tests is defined in NAME_test.c and tests NAME.c, or the folder NAME of the library. */
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
extern const struct unit_test outcome_tests[];

/* Set the current case, formatted like printf. */
void unit_about(struct unit *unit, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Report a failure as `FILE:LINE: WHAT`, with the current case. */
void unit_fail(struct unit *unit, const char *file, int line, const char *what);

/* Returns whether GOT equals WANTED; prints both if it does not. */
bool unit_text(struct unit *unit, const char *got, const char *wanted);

/* A stream that reads *TEXT, advancing it, and then fails with EIO. */
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
