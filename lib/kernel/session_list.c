// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * session_list.c - the sessions of each tunnel
 */
#include "lib/kernel/session_list.h"

#include <stdlib.h>

#include "lib/base/array.h"

/* Maximum of unsorted sessions: one more sorts the list. */
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

/* Returns the position of the first sorted session that is at or after KEY. */
static size_t place_of(const struct session_list *sessions, const struct l2tp_session *key)
{
	return array_place(sessions->list, sessions->sorted, sizeof(*key), key,
			   l2tp_session_compare);
}

void session_list_remove(struct session_list *sessions, uint32_t tunnel_id, uint32_t session_id)
{
	const struct l2tp_session key = { .tunnel_id = tunnel_id, .session_id = session_id };
	size_t i;

	for (i = place_of(sessions, &key); i < sessions->count; i++) {
		if (l2tp_session_compare(&sessions->list[i], &key) == 0)
			sessions->list[i].fields = 0;
		else if (i < sessions->sorted)
			i = sessions->sorted - 1; /* continue with the unsorted ones */
	}
}

bool session_list_pop(struct session_list *sessions, uint32_t tunnel_id,
		      struct l2tp_session *session)
{
	const struct l2tp_session first = { .tunnel_id = tunnel_id };
	size_t i;

	for (i = place_of(sessions, &first); i < sessions->count; i++) {
		if (sessions->list[i].tunnel_id == tunnel_id && sessions->list[i].fields) {
			*session = sessions->list[i];
			sessions->list[i].fields = 0;
			return true;
		}
		if (i < sessions->sorted && sessions->list[i].tunnel_id != tunnel_id)
			i = sessions->sorted - 1; /* continue with the unsorted ones */
	}
	return false;
}
