// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * sorted.c - an array of objects that stays sorted
 */
#include "lib/base/sorted.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/array.h"

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
