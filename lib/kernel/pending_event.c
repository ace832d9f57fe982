// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * pending_event.c - objects that are said to go
 */
#include "lib/kernel/pending_event.h"

#include <errno.h>
#include <string.h>

#include "lib/base/array.h"
#include "lib/base/clock.h"

size_t suspects_find(const struct suspects *suspects, uint32_t tunnel_id, uint32_t session_id)
{
	size_t i;

	for (i = 0; i < suspects->count; i++)
		if (suspects->list[i].tunnel_id == tunnel_id &&
		    suspects->list[i].session_id == session_id)
			break;
	return i;
}

int suspects_add(struct suspects *suspects, uint32_t tunnel_id, uint32_t session_id,
		 unsigned int ifindex, struct error *err)
{
	struct suspect *list;

	if (suspects_find(suspects, tunnel_id, session_id) < suspects->count)
		return 0;
	list = array_grow(suspects->list, suspects->count, &suspects->room, sizeof(*list));
	if (!list)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	suspects->list = list;
	list[suspects->count++] = (struct suspect){ .tunnel_id = tunnel_id,
						    .session_id = session_id,
						    .ifindex = ifindex,
						    .since = clock_milliseconds() };
	return 0;
}

void suspects_acquit(struct suspects *suspects, size_t index)
{
	suspects->list[index] = suspects->list[--suspects->count];
	suspects->list = array_shrink(suspects->list, suspects->count, &suspects->room,
				      sizeof(*suspects->list));
}
