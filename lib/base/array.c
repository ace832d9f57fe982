// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * array.c - growing arrays and sorted arrays
 */
#include "lib/base/array.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void *array_grow(void *items, size_t count, size_t *room, size_t size)
{
	/* most lists have one item: a million sessions with an address each */
	size_t more = 2 * *room > count ? 2 * *room : count + 1;

	if (count < *room)
		return items;
	items = reallocarray(items, more, size);
	if (items)
		*room = more;
	return items;
}

void *array_shrink(void *items, size_t count, size_t *room, size_t size)
{
	size_t less = *room;
	void *fewer;

	while (count < less / 4)
		less /= 2;
	fewer = less < *room ? reallocarray(items, less, size) : NULL;
	if (!fewer)
		return items;
	*room = less;
	return fewer;
}

/* Whether ITEMS are in ascending order without duplicates. Kernel dumps and saved files usually are. */
static bool is_sorted(const void *items, size_t count, size_t size,
		      int (*compare)(const void *, const void *))
{
	const char *item = items;
	size_t i;

	for (i = 1; i < count; i++)
		if (compare(item + (i - 1) * size, item + i * size) >= 0)
			return false;
	return true;
}

void array_sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *))
{
	if (count && !is_sorted(items, count, size, compare))
		qsort(items, count, size, compare);
}

size_t array_sort_unique(void *items, size_t count, size_t size,
			 int (*compare)(const void *, const void *))
{
	char *item = items;
	size_t i, kept = 1;

	if (count == 0 || is_sorted(items, count, size, compare))
		return count;
	qsort(items, count, size, compare);
	for (i = 1; i < count; i++)
		if (compare(item + (kept - 1) * size, item + i * size) != 0) {
			memmove(item + kept * size, item + i * size, size);
			kept++;
		}
	return kept;
}

size_t array_place(const void *items, size_t count, size_t size, const void *key,
		   int (*compare)(const void *, const void *))
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare((const char *)items + middle * size, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void *array_find(const void *items, size_t count, size_t size, const void *key,
		 int (*compare)(const void *, const void *))
{
	size_t place = array_place(items, count, size, key, compare);
	char *item = (char *)items + place * size;

	return place < count && compare(item, key) == 0 ? item : NULL;
}

size_t sorted_place(const struct sorted *table, const void *key)
{
	return array_place(table->list, table->count, table->size, key, table->compare);
}

void *sorted_find(const struct sorted *table, const void *key)
{
	return array_find(table->list, table->count, table->size, key, table->compare);
}

int sorted_put(struct sorted *table, const void *object, struct error *err)
{
	size_t place = sorted_place(table, object);
	char *list = array_grow(table->list, table->count, &table->room, table->size), *at;

	if (!list)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	table->list = list;
	at = list + place * table->size;
	memmove(at + table->size, at, (table->count - place) * table->size);
	memcpy(at, object, table->size);
	table->count++;
	return 0;
}

void sorted_drop(struct sorted *table, const void *at, size_t count)
{
	size_t place = (size_t)((const char *)at - table->list) / table->size;

	memmove(sorted_at(table, place), sorted_at(table, place + count),
		(table->count - place - count) * table->size);
	table->count -= count;
	table->list = array_shrink(table->list, table->count, &table->room, table->size);
}

void sorted_free(struct sorted *table)
{
	free(table->list);
	table->list = NULL;
	table->count = table->room = 0;
}
