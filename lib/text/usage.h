/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * usage.h - print the keywords of a table for usage and help
 */
#ifndef LIB_TEXT_USAGE_H
#define LIB_TEXT_USAGE_H

#include <stdio.h>

#include "lib/text/keyword.h"

/*
 * Write the keywords of VERB with their values, required ones first, after INDENT columns of the line. Lines wrap at 80
 * columns.
 */
void keywords_usage(const struct keyword_table *table, enum verb verb, int indent, FILE *file);

/* Write a line of help for each keyword of VERB, under headings: required, optional, and the groups of the rows. */
void keywords_help(const struct keyword_table *table, enum verb verb, FILE *file);

#endif
