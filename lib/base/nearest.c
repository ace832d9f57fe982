// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * nearest.c - the known word nearest to a mistyped one
 */
#include "lib/base/nearest.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Longer words are skipped. */
#define LONGEST 32
/* A shorter part, as the id of tunnel_id, is ambiguous. */
#define SHORTEST_PART 4

static size_t least(size_t one, size_t other)
{
	return one < other ? one : other;
}

/*
 * The optimal string alignment distance of A and B, each at most LONGEST long. rows[i % 3][j] is the distance of the
 * first I letters of A and the first J of B.
 */
static size_t distance(const char *a, const char *b)
{
	const size_t rows_count = strlen(a), columns = strlen(b);
	size_t rows[3][LONGEST + 1];
	size_t i, j;

	for (j = 0; j <= columns; j++)
		rows[0][j] = j;
	for (i = 1; i <= rows_count; i++) {
		size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];

		row[0] = i;
		for (j = 1; j <= columns; j++) {
			row[j] = least(least(above[j], row[j - 1]) + 1,
				       above[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = least(row[j], second[j - 2] + 1);
		}
	}
	return rows[rows_count % 3][columns];
}

/* Whether the three letters of ONE, in another order, are OTHER. */
static bool is_permutation(const char *one, const char *other)
{
	return strlen(one) == strlen(other) && strspn(one, other) == strlen(one) &&
	       strspn(other, one) == strlen(other);
}

/* The edits allowed: none for words so short that another one is as near, such as on for no. */
static size_t most_edits(const char *typed, const char *word)
{
	size_t length = strlen(typed), known = strlen(word);

	if (known < 3 || length < 2)
		return 0;
	if (known == 3 && length <= 3 && !is_permutation(typed, word))
		return 0;
	return 1 + length / 8;
}

/* Whether PART is the last part of WORD, such as sport of udp_sport. */
static bool ends_with_part(const char *word, const char *part)
{
	size_t length = strlen(word), end = strlen(part);

	return end >= SHORTEST_PART && length > end && word[length - end - 1] == '_' &&
	       strcmp(word + length - end, part) == 0;
}

void nearest_consider(struct nearest *nearest, const char *word)
{
	size_t between;

	if (strlen(nearest->typed) > LONGEST || strlen(word) > LONGEST)
		return;
	between = ends_with_part(word, nearest->typed) ? 1 : distance(nearest->typed, word);
	if (between > most_edits(nearest->typed, word) || between >= strlen(word) ||
	    (nearest->word && between >= nearest->distance))
		return;
	nearest->word = word;
	nearest->distance = between;
}

void nearest_consider_synonyms(struct nearest *nearest, const char *word, const char *synonyms)
{
	const size_t length = strlen(nearest->typed);
	const char *at = synonyms;

	for (; at && length && *at; at += strcspn(at, " "), at += *at == ' ')
		if (strcspn(at, " ") == length && strncmp(at, nearest->typed, length) == 0) {
			nearest->word = word;
			nearest->distance = 0;
		}
}

const char *nearest_hint(const struct nearest *nearest, const char *otherwise, char *text,
			 size_t size)
{
	if (nearest->word)
		snprintf(text, size, "; did you mean %s?", nearest->word);
	else
		snprintf(text, size, "%s", otherwise);
	return text;
}
