/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * array.h - an array that grows and shrinks
 */
#ifndef LIB_BASE_ARRAY_H
#define LIB_BASE_ARRAY_H

#include <stddef.h>

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

#endif
