/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * nearest.h - the known word nearest to a mistyped one
 */
#ifndef LIB_BASE_NEAREST_H
#define LIB_BASE_NEAREST_H

#include <stddef.h>

/* Initialize `typed`; zero the rest. */
struct nearest {
	const char *typed;
	const char *word; /* the nearest word, or NULL */
	size_t distance;  /* of `typed` and `word`, in edits */
};

/*
 * Record WORD if it is nearer than the recorded word. Inserting, deleting or changing a letter and swapping neighbours
 * count as one edit each, and a missing prefix up to an underscore as one; one edit is allowed, two from eight typed letters on. A word
 * of two letters is never near, one of three if its letters are swapped or one is added. WORD must outlive NEAREST.
 */
void nearest_consider(struct nearest *nearest, const char *word);

/* Record WORD if the mistyped word is one of SYNONYMS, separated by blanks; NULL: none. WORD must outlive NEAREST. */
void nearest_consider_synonyms(struct nearest *nearest, const char *word, const char *synonyms);

/* Write "; did you mean WORD?" to TEXT, of SIZE bytes, or OTHERWISE if no word is near. Returns TEXT. */
const char *nearest_hint(const struct nearest *nearest, const char *otherwise, char *text,
			 size_t size);

#endif
