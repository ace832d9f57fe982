/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * idset.h - a set of sessions, by their ids
 */
#ifndef LIB_BASE_IDSET_H
#define LIB_BASE_IDSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All zero is an empty set. */
struct idset {
	uint64_t *slots; /* tunnel_id and session_id; 0 is a free one, since no id is 0 */
	size_t count, room;
};

/* Returns false where there is no memory; the set is as it was then. */
bool idset_add(struct idset *set, uint32_t tunnel_id, uint32_t session_id);
bool idset_has(const struct idset *set, uint32_t tunnel_id, uint32_t session_id);
void idset_free(struct idset *set);

#endif
