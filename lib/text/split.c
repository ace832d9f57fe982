// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * split.c - split words into fields by a table of keywords
 */
#include "lib/text/split.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/text/words.h"

size_t keyword_words(const struct keyword_table *table, const char *const *words)
{
	bool flag = !keyword_has_value(table, words[0]) ||
		    (table->other && !keyword_has_value(table->other, words[0]));

	return words[1] && !flag ? 2 : 1;
}

const char **keywords_split(const struct keyword_table *table, const char *const *words,
			    bool (*is_wanted)(const struct keyword_table *table, const char *word),
			    struct error *err)
{
	const char **fields = calloc(words_count(words) + 1, sizeof(*fields));
	size_t count = 0, taken;

	for (; fields && *words; words += taken) {
		taken = keyword_words(table, words);
		if (is_wanted(table, *words)) {
			memcpy(fields + count, words, taken * sizeof(*words));
			count += taken;
		}
	}
	if (!fields)
		error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	return fields;
}
