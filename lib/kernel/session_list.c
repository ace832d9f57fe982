// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * session_list.c - which sessions there are, by tunnel
 */
#include "lib/kernel/session_list.h"

#include <stdlib.h>

#include "lib/base/array.h"

/* So many unsorted ones are looked through; then they are sorted in. */
#define UNSORTED_MAX 256

void session_list_take(struct session_list *census, struct l2tp_session *list, size_t count)
{
	session_list_free(census);
	*census = (struct session_list){
		.taken = true, .list = list, .sorted = count, .count = count, .room = count
	};
}

void session_list_free(struct session_list *census)
{
	free(census->list);
	*census = (struct session_list){ 0 };
}

void session_list_add(struct session_list *census, const struct l2tp_session *session)
{
	struct l2tp_session *list;

	if (!census->taken)
		return;
	list = array_grow(census->list, census->count, &census->room, sizeof(*list));
	if (!list)
		return;
	census->list = list;
	list[census->count++] = *session;
	if (census->count - census->sorted <= UNSORTED_MAX)
		return;
	qsort(list, census->count, sizeof(*list), l2tp_session_compare);
	census->sorted = census->count;
}

/* The first of the sorted ones that is not before these ids. */
static size_t lower_bound(const struct session_list *census, uint32_t tunnel_id,
			  uint32_t session_id)
{
	const struct l2tp_session key = { .tunnel_id = tunnel_id, .session_id = session_id };
	size_t low = 0, high = census->sorted;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (l2tp_session_compare(&census->list[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void session_list_remove(struct session_list *census, uint32_t tunnel_id, uint32_t session_id)
{
	const struct l2tp_session key = { .tunnel_id = tunnel_id, .session_id = session_id };
	size_t i;

	for (i = lower_bound(census, tunnel_id, session_id); i < census->count; i++) {
		if (l2tp_session_compare(&census->list[i], &key) == 0)
			census->list[i].fields = 0;
		else if (i < census->sorted)
			i = census->sorted - 1; /* on with the unsorted */
	}
}

bool session_list_pop(struct session_list *census, uint32_t tunnel_id, struct l2tp_session *session)
{
	size_t i;

	for (i = lower_bound(census, tunnel_id, 0); i < census->count; i++) {
		if (census->list[i].tunnel_id == tunnel_id && census->list[i].fields) {
			*session = census->list[i];
			census->list[i].fields = 0;
			return true;
		}
		if (i < census->sorted && census->list[i].tunnel_id != tunnel_id)
			i = census->sorted - 1; /* on with the unsorted */
	}
	return false;
}
