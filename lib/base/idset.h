/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * idset.h - a set of session ids
 */
#ifndef LIB_BASE_IDSET_H
#define LIB_BASE_IDSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Initialized by zeroing. */
struct idset {
	uint64_t *slots; /* tunnel_id and session_id; 0 is a free slot, since ids start at 1 */
	size_t count, room;
};

/* Returns false if out of memory; the set is then unchanged. */
bool idset_add(struct idset *set, uint32_t tunnel_id, uint32_t session_id);
bool idset_has(const struct idset *set, uint32_t tunnel_id, uint32_t session_id);
void idset_free(struct idset *set);

#endif
