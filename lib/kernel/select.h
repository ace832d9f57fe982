/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * select.h - the tunnels, or sessions, that have the fields of a filter
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

/* Tunnels, or sessions, for code that treats both alike. */
struct object_type {
	const struct keyword_table *table;
	size_t size;  /* of struct l2tp_tunnel, or struct l2tp_session */
	uint32_t key; /* the fields by which an object can be named in full */
	int (*compare)(const void *a, const void *b); /* for qsort(3): by ids */
};

extern const struct object_type tunnel_type, session_type;

/* Room for either. */
union object {
	uint32_t fields;
	struct l2tp_tunnel tunnel;
	struct l2tp_session session;
};

/* The type whose keywords TABLE has; that of sessions where it has others. */
const struct object_type *object_type_of(const struct keyword_table *table);

/* Whether FILTER names one object in full. */
bool select_is_named(const struct object_type *type, const void *filter);

/* The object that KEY names in full into *OBJECT. Returns 0, -ENODEV if there is none, or another negative errno, and err set. */
int select_get(struct kernel *kernel, const struct object_type *type, const void *key, void *object,
	       struct error *err);

/*
 * The objects that have the fields of FILTER, sorted by ids. One that FILTER names in full is asked for by itself, and it is
 * an error if it does not exist or differs in what else FILTER has; else all are listed, and no match is an empty list. A
 * filter with l2spec_type needs debugfs. FOUND is the caller's to free, also on failure. Returns 0, or -ENODEV or another
 * negative errno, and err set.
 */
int select_objects(struct kernel *kernel, const struct object_type *type, const void *filter,
		   struct sorted *found, struct error *err);

/*
 * Whether FILTER can be held against the COUNT sessions of LIST: the kernel tells the sublayer in debugfs alone. Returns 0,
 * or a negative errno and err set.
 */
int select_check_sublayer(const struct l2tp_session *filter, const struct l2tp_session *list,
			  size_t count, struct error *err);

/* Fields that tunnels have too: a filter of sessions by these alone is one of tunnels, whether they have sessions or not. */
#define SELECT_SHARED (L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_PEER_TUNNEL_ID | L2TP_SESSION_DEBUG)

/* Whether SESSION has the fields of FILTER; its name may be the present one or the first. */
bool select_passes(const struct l2tp_session *session, const struct l2tp_session *filter);

#endif
