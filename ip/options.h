/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * options.h - the options before the object
 */
#ifndef IP_OPTIONS_H
#define IP_OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

#include "lib/base/error.h"
#include "lib/text/output.h"
#include "lib/text/show.h"

struct options {
	struct output_options output;
	struct show_options show;
	bool human, iec;
	bool force;
	bool dry_run;
	bool timestamp, timestamp_short;
	bool help, version;
	const char *netns;  /* NULL: the namespace of the caller */
	const char *family; /* of ip(8), which selects no tunnel; NULL: none */
	const char *batch;  /* file name, "-" for standard input; NULL: none */
};

/*
 * Read the options at the start of ARGV, which ends with NULL, into OPTIONS; *REST points to the words after them. The
 * strings belong to ARGV. Returns 0, or -EINVAL (ERROR_USAGE) and err set.
 */
int options_parse(struct options *options, const char *const *argv, const char *const **rest,
		  struct error *err);

/*
 * Enter the network namespace of -netns, if given. /sys, which has debugfs, remains that of the old namespace.
 * Returns 0, or a negative errno and err set.
 */
int options_enter_netns(const struct options *options, struct error *err);

/* Write a help line for each option. */
void options_help(FILE *file);

/* Write the options, each with one and with two dashes, one a line, for completion. */
void options_list(FILE *file);

/* Whether the option WORD takes the next word as its value. */
bool options_take_value(const char *word);

/* Whether the option WORD is -netns. */
bool options_is_netns(const char *word);

#endif
