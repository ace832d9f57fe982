/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * split.h - split words into fields by a table of keywords
 */
#ifndef LIB_TEXT_SPLIT_H
#define LIB_TEXT_SPLIT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/text/keyword.h"

/* The number of WORDS, which end with NULL, in the first field, of TABLE or the other table: 2 with a value, else 1. */
size_t keyword_words(const struct keyword_table *table, const char *const *words);

/*
 * The fields of WORDS, which end with NULL, that IS_WANTED accepts for TABLE, with their values. The caller frees the
 * array, which ends with NULL; the strings belong to WORDS. Returns NULL and err set if out of memory.
 */
const char **keywords_split(const struct keyword_table *table, const char *const *words,
			    bool (*is_wanted)(const struct keyword_table *table, const char *word),
			    struct error *err);

#endif
