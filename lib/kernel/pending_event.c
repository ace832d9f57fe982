// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * pending_event.c - objects that are said to go
 */
#include "lib/kernel/pending_event.h"

#include <errno.h>
#include <string.h>

#include "lib/base/array.h"
#include "lib/base/clock.h"

size_t pending_events_find(const struct pending_events *pending, uint32_t tunnel_id,
			   uint32_t session_id)
{
	size_t i;

	for (i = 0; i < pending->count; i++)
		if (pending->list[i].tunnel_id == tunnel_id &&
		    pending->list[i].session_id == session_id)
			break;
	return i;
}

int pending_events_add(struct pending_events *pending, uint32_t tunnel_id, uint32_t session_id,
		       unsigned int ifindex, struct error *err)
{
	struct pending_event *list;

	if (pending_events_find(pending, tunnel_id, session_id) < pending->count)
		return 0;
	list = array_grow(pending->list, pending->count, &pending->room, sizeof(*list));
	if (!list)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	pending->list = list;
	list[pending->count++] = (struct pending_event){ .tunnel_id = tunnel_id,
							 .session_id = session_id,
							 .ifindex = ifindex,
							 .since = clock_milliseconds() };
	return 0;
}

void pending_events_drop(struct pending_events *pending, size_t index)
{
	pending->list[index] = pending->list[--pending->count];
	pending->list =
		array_shrink(pending->list, pending->count, &pending->room, sizeof(*pending->list));
}
