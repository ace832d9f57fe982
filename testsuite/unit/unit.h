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

/* The tests of one part of the library, each table in the file of that name. */
extern const struct unit_test value_tests[];	      /* value_test.c */
extern const struct unit_test address_tests[];	      /* address_test.c */
extern const struct unit_test escape_tests[];	      /* escape_test.c */
extern const struct unit_test words_tests[];	      /* words_test.c */
extern const struct unit_test keyword_tests[];	      /* keyword_test.c */
extern const struct unit_test link_settings_tests[];  /* link_settings_test.c */
extern const struct unit_test session_list_tests[];   /* session_list_test.c */
extern const struct unit_test rates_tests[];	      /* rates_test.c */
extern const struct unit_test select_tests[];	      /* select_test.c */
extern const struct unit_test tunnel_tests[];	      /* tunnel_test.c */
extern const struct unit_test session_tests[];	      /* session_test.c */
extern const struct unit_test netlink_tests[];	      /* netlink_test.c */
extern const struct unit_test bad_netlink_tests[];    /* bad_netlink_test.c */
extern const struct unit_test debugfs_tests[];	      /* debugfs_test.c */
extern const struct unit_test output_tests[];	      /* output_test.c */
extern const struct unit_test show_tests[];	      /* show_test.c */
extern const struct unit_test small_tests[];	      /* small_test.c */
extern const struct unit_test uapi_tests[];	      /* uapi_test.c */
extern const struct unit_test ppp_tests[];	      /* ppp_test.c */
extern const struct unit_test mirror_tests[];	      /* mirror_test.c */
extern const struct unit_test config_tests[];	      /* config_test.c */
extern const struct unit_test hostile_genl_tests[];   /* hostile_genl_test.c */
extern const struct unit_test hostile_kernel_tests[]; /* hostile_kernel_test.c */
extern const struct unit_test hostile_queue_tests[];  /* hostile_queue_test.c */

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
