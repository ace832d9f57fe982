/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * array.h - growing arrays and sorted arrays
 */
#ifndef LIB_BASE_ARRAY_H
#define LIB_BASE_ARRAY_H

#include <stddef.h>

#include "lib/base/error.h"

/*
 * Make room in ITEMS for one item after COUNT items of SIZE bytes; *ROOM is the capacity in items. Returns the array,
 * which may have moved, or NULL if out of memory; ITEMS is then unchanged.
 */
void *array_grow(void *items, size_t count, size_t *room, size_t size);

/* Shrink an array of which over three quarters is unused. Returns the array, which may have moved. */
void *array_shrink(void *items, size_t count, size_t *room, size_t size);

/* Sort with COMPARE like qsort(3), in linear time if the items are sorted already. */
void array_sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *));

/* Sort with COMPARE and remove duplicates. Returns the number of items left. */
size_t array_sort_unique(void *items, size_t count, size_t size,
			 int (*compare)(const void *, const void *));

/*
 * The index of KEY in ITEMS, or the index to insert it at. ITEMS has COUNT items of SIZE bytes sorted by COMPARE, which
 * receives an item and KEY in this order.
 */
size_t array_place(const void *items, size_t count, size_t size, const void *key,
		   int (*compare)(const void *, const void *));

/* The item of ITEMS, sorted by COMPARE, that equals KEY, or NULL. ITEMS may be NULL if COUNT is 0. */
void *array_find(const void *items, size_t count, size_t size, const void *key,
		 int (*compare)(const void *, const void *));

/* A sorted array of objects. Initialize `size` and `compare` as for qsort(3); the owner frees `list`. */
struct sorted {
	char *list;
	size_t count, room, size;
	int (*compare)(const void *a, const void *b);
};

/* The index of KEY, or the index to insert it at. */
size_t sorted_place(const struct sorted *table, const void *key);

/* The object that equals KEY, or NULL. Valid until the table changes. */
void *sorted_find(const struct sorted *table, const void *key);

/* Insert a copy of OBJECT; the table must not contain an equal one. Returns 0, or -ENOMEM and err set. */
int sorted_put(struct sorted *table, const void *object, struct error *err);

/* The object at index PLACE. Valid until the table changes. */
static inline void *sorted_at(const struct sorted *table, size_t place)
{
	return table->list + place * table->size;
}

/* Free the list of TABLE and leave TABLE empty. */
void sorted_free(struct sorted *table);

/* Remove COUNT objects, at least one, starting at AT. Invalidates all pointers into the table. */
void sorted_drop(struct sorted *table, const void *at, size_t count);

#endif
