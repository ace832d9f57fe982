// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * table.c - an array of objects that stays sorted
 */
#include "lib/table.h"

#include <errno.h>
#include <string.h>

#include "lib/array.h"

size_t table_place(const struct table *table, const void *key)
{
	size_t low = 0, high = table->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (table->compare(table->list + middle * table->size, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void *table_find(const struct table *table, const void *key)
{
	size_t place = table_place(table, key);
	char *at = table->list + place * table->size;

	return place < table->count && table->compare(at, key) == 0 ? at : NULL;
}

int table_put(struct table *table, const void *object, struct error *err)
{
	size_t place = table_place(table, object);
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

void table_drop(struct table *table, const void *at)
{
	size_t place = (size_t)((const char *)at - table->list) / table->size;
	char *gone = table->list + place * table->size;

	memmove(gone, gone + table->size, (table->count - place - 1) * table->size);
	table->count--;
	table->list = array_shrink(table->list, table->count, &table->room, table->size);
}
