/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sorted.h - an array of objects that stays sorted
 */
#ifndef LIB_BASE_SORTED_H
#define LIB_BASE_SORTED_H

#include <stddef.h>

#include "lib/base/error.h"

/* Begun with `size` and `compare`, as for qsort(3); `list` is freed by its owner. */
struct sorted {
	char *list;
	size_t count, room, size;
	int (*compare)(const void *a, const void *b);
};

/* Where KEY is, or would be put. */
size_t sorted_place(const struct sorted *table, const void *key);

/* The object that equals KEY, until the table changes; NULL if there is none. */
void *sorted_find(const struct sorted *table, const void *key);

/* Put a copy of OBJECT, which equals none, into its place. Returns 0 or -ENOMEM. */
int sorted_put(struct sorted *table, const void *object, struct error *err);

/* The object at PLACE, until the table changes. */
static inline void *sorted_at(const struct sorted *table, size_t place)
{
	return table->list + place * table->size;
}

/* Free the list of TABLE, which has no objects then. */
void sorted_free(struct sorted *table);

/* Take out COUNT objects, one at least, of which AT is the first; after it no pointer into the table is good. */
void sorted_drop(struct sorted *table, const void *at, size_t count);

#endif
