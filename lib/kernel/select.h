/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * select.h - the tunnels, or sessions, that have the fields of a filter
 *
 * One that the filter names in full is asked for by itself, and it is an error if it is not there or
 * differs in what else the filter has; else all are listed, and no match is an empty list.
 */
#ifndef LIB_KERNEL_SELECT_H
#define LIB_KERNEL_SELECT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/kernel/kernel_internal.h"

/* Sorted by id; *LIST is freed by the caller, also on failure. Returns 0, -ENODEV, or another errno. */
int select_tunnels(struct kernel *kernel, const struct l2tp_tunnel *filter,
		   struct l2tp_tunnel **list, size_t *count, struct error *err);

/* The same; a filter with l2spec_type needs debugfs, and fails without. */
int select_sessions(struct kernel *kernel, const struct l2tp_session *filter,
		    struct l2tp_session **list, size_t *count, struct error *err);

/*
 * Whether FILTER can be held against the COUNT sessions of LIST: the kernel tells the sublayer in debugfs alone. Returns 0 or
 * negative errno.
 */
int select_check_sublayer(const struct l2tp_session *filter, const struct l2tp_session *list,
			  size_t count, struct error *err);

/* Whether SESSION has the fields of FILTER; its name may be the present one or the first. */
bool select_passes(const struct l2tp_session *session, const struct l2tp_session *filter);

#endif
