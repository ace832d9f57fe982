/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * select.h - select tunnels or sessions by a filter
 */
#ifndef LIB_KERNEL_SELECT_H
#define LIB_KERNEL_SELECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/array.h"
#include "lib/kernel/kernel.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/text/keyword.h"

/* Type description for code that handles both tunnels and sessions. */
struct object_type {
	const struct keyword_table *table;
	size_t size;  /* of struct l2tp_tunnel or struct l2tp_session */
	uint32_t key; /* fields that can identify an object */
	int (*compare)(const void *a, const void *b); /* for qsort(3), by ID */
};

extern const struct object_type tunnel_type, session_type;

/* Holds a tunnel or a session. */
union object {
	uint32_t fields;
	struct l2tp_tunnel tunnel;
	struct l2tp_session session;
};

/* Returns tunnel_type if TABLE has the keywords of tunnels, else session_type. */
const struct object_type *object_type_of(const struct keyword_table *table);

/* Whether FILTER identifies a single object. */
bool select_is_named(const struct object_type *type, const void *filter);

/* Get the object that KEY identifies. Returns 0, -ENODEV if there is none, or another negative errno, and err set. */
int select_get(struct kernel *kernel, const struct object_type *type, const void *key, void *object,
	       struct error *err);

/*
 * Select the objects that match FILTER, sorted by ID. If FILTER identifies a single object, reads only that one and
 * fails if it does not exist or does not match; otherwise lists all, and FOUND may be empty. A filter with l2spec_type
 * requires debugfs. The caller frees FOUND, also on failure. Returns 0, -ENODEV or another negative errno, and err set.
 */
int select_objects(struct kernel *kernel, const struct object_type *type, const void *filter,
		   struct sorted *found, struct error *err);

/*
 * Check that FILTER can be compared with the COUNT sessions of LIST: l2spec_type requires debugfs. Returns 0, or a
 * negative errno and err set.
 */
int select_check_sublayer(const struct l2tp_session *filter, const struct l2tp_session *list,
			  size_t count, struct error *err);

/* Fields that tunnels have too. A session filter with only these fields also selects tunnels without sessions. */
#define SELECT_SHARED (L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_PEER_TUNNEL_ID | L2TP_SESSION_DEBUG)

/* Whether SESSION matches FILTER, with its current interface name or the one at creation. */
bool select_passes(const struct l2tp_session *session, const struct l2tp_session *filter);

#endif
