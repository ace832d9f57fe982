/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * split.h - splits words into fields by a table of keywords
 */
#ifndef LIB_TEXT_SPLIT_H
#define LIB_TEXT_SPLIT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/text/keyword.h"

/* How many of WORDS, which end with NULL, the field at their start, of TABLE or the other, takes: 2 with its value, else 1. */
size_t keyword_words(const struct keyword_table *table, const char *const *words);

/*
 * The fields of WORDS, which end with NULL, that IS_WANTED says are for TABLE, with their values. The array ends with NULL
 * and is the caller's to free; the strings stay those of WORDS. Returns NULL and err set where there is no memory.
 */
const char **keywords_split(const struct keyword_table *table, const char *const *words,
			    bool (*is_wanted)(const struct keyword_table *table, const char *word),
			    struct error *err);

#endif
