// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * session_list.c - which sessions there are, by tunnel
 */
#include "lib/kernel/session_list.h"

#include <stdlib.h>

#include "lib/base/array.h"

/* So many unsorted ones are looked through; then they are sorted in. */
#define UNSORTED_MAX 256

void session_list_take(struct session_list *sessions, struct l2tp_session *list, size_t count)
{
	session_list_free(sessions);
	*sessions = (struct session_list){
		.taken = true, .list = list, .sorted = count, .count = count, .room = count
	};
}

void session_list_free(struct session_list *sessions)
{
	free(sessions->list);
	*sessions = (struct session_list){ 0 };
}

void session_list_add(struct session_list *sessions, const struct l2tp_session *session)
{
	struct l2tp_session *list;

	if (!sessions->taken)
		return;
	list = array_grow(sessions->list, sessions->count, &sessions->room, sizeof(*list));
	if (!list)
		return;
	sessions->list = list;
	list[sessions->count++] = *session;
	if (sessions->count - sessions->sorted <= UNSORTED_MAX)
		return;
	qsort(list, sessions->count, sizeof(*list), l2tp_session_compare);
	sessions->sorted = sessions->count;
}

/* The first of the sorted ones that is not before these ids. */
static size_t lower_bound(const struct session_list *sessions, uint32_t tunnel_id,
			  uint32_t session_id)
{
	const struct l2tp_session key = { .tunnel_id = tunnel_id, .session_id = session_id };
	size_t low = 0, high = sessions->sorted;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (l2tp_session_compare(&sessions->list[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void session_list_remove(struct session_list *sessions, uint32_t tunnel_id, uint32_t session_id)
{
	const struct l2tp_session key = { .tunnel_id = tunnel_id, .session_id = session_id };
	size_t i;

	for (i = lower_bound(sessions, tunnel_id, session_id); i < sessions->count; i++) {
		if (l2tp_session_compare(&sessions->list[i], &key) == 0)
			sessions->list[i].fields = 0;
		else if (i < sessions->sorted)
			i = sessions->sorted - 1; /* on with the unsorted */
	}
}

bool session_list_pop(struct session_list *sessions, uint32_t tunnel_id,
		      struct l2tp_session *session)
{
	size_t i;

	for (i = lower_bound(sessions, tunnel_id, 0); i < sessions->count; i++) {
		if (sessions->list[i].tunnel_id == tunnel_id && sessions->list[i].fields) {
			*session = sessions->list[i];
			sessions->list[i].fields = 0;
			return true;
		}
		if (i < sessions->sorted && sessions->list[i].tunnel_id != tunnel_id)
			i = sessions->sorted - 1; /* on with the unsorted */
	}
	return false;
}
