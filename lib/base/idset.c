// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * idset.c - a set of session ids: an open-addressing hash table, at most half full
 */
#include "lib/base/idset.h"

#include <stdlib.h>

static uint64_t key_of(uint32_t tunnel_id, uint32_t session_id)
{
	return (uint64_t)tunnel_id << 32 | session_id;
}

/* The slot of KEY, or the free slot for it. Multiplying by 2^64 / golden ratio spreads consecutive ids (Knuth, 6.4). */
static uint64_t *find_slot(const struct idset *set, uint64_t key)
{
	size_t at = (size_t)((key * 0x9e3779b97f4a7c15u) >> 32) & (set->room - 1);

	while (set->slots[at] && set->slots[at] != key)
		at = (at + 1) & (set->room - 1);
	return &set->slots[at];
}

static bool grow_slots(struct idset *set)
{
	struct idset bigger = { .room = set->room ? 2 * set->room : 64, .count = set->count };
	size_t i;

	bigger.slots = calloc(bigger.room, sizeof(*bigger.slots));
	if (!bigger.slots)
		return false;
	for (i = 0; i < set->room; i++)
		if (set->slots[i])
			*find_slot(&bigger, set->slots[i]) = set->slots[i];
	free(set->slots);
	*set = bigger;
	return true;
}

bool idset_add(struct idset *set, uint32_t tunnel_id, uint32_t session_id)
{
	uint64_t key = key_of(tunnel_id, session_id), *slot;

	if (2 * set->count >= set->room && !grow_slots(set))
		return false;
	slot = find_slot(set, key);
	set->count += !*slot;
	*slot = key;
	return true;
}

bool idset_has(const struct idset *set, uint32_t tunnel_id, uint32_t session_id)
{
	return set->room && *find_slot(set, key_of(tunnel_id, session_id));
}

void idset_free(struct idset *set)
{
	free(set->slots);
	*set = (struct idset){ 0 };
}
