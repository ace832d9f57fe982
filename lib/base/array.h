/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * array.h - an array that grows and shrinks, and one that stays sorted
 */
#ifndef LIB_BASE_ARRAY_H
#define LIB_BASE_ARRAY_H

#include <stddef.h>

#include "lib/base/error.h"

/*
 * Make room for one item more in ITEMS, COUNT items of SIZE bytes with *ROOM places. Returns the array,
 * which may have moved, or NULL where there is no memory; ITEMS is as it was then.
 */
void *array_grow(void *items, size_t count, size_t *room, size_t size);

/* Give back room of which three in four places are free. Returns the array, which may have moved. */
void *array_shrink(void *items, size_t count, size_t *room, size_t size);

/* Sort with COMPARE, as qsort(3), at the cost of one look at each item where they are sorted already. */
void array_sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *));

/* Sort with COMPARE, as array_sort(), and keep one of equal items. Returns how many are left. */
size_t array_sort_unique(void *items, size_t count, size_t size,
			 int (*compare)(const void *, const void *));

/*
 * Where KEY is in ITEMS, COUNT items of SIZE bytes that are sorted by COMPARE, or would be put. COMPARE gets an item and
 * KEY, in this order.
 */
size_t array_place(const void *items, size_t count, size_t size, const void *key,
		   int (*compare)(const void *, const void *));

/* The item of ITEMS, sorted by COMPARE, that equals KEY; NULL if there is none. ITEMS may be NULL where COUNT is 0. */
void *array_find(const void *items, size_t count, size_t size, const void *key,
		 int (*compare)(const void *, const void *));

/* An array of objects that stays sorted. Begun with `size` and `compare`, as for qsort(3); `list` is freed by its owner. */
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
