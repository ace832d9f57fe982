/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * list.h - lists of all sessions, with what is known of them
 */
#ifndef LIB_KERNEL_LIST_H
#define LIB_KERNEL_LIST_H

#include <stddef.h>
#include <stdint.h>

#include "lib/kernel/kernel_internal.h"

/*
 * All sessions, sorted by their ids, with l2spec_type and their interfaces' present names where debugfs can be read; *LIST
 * is the caller's to free. Returns 0, or a negative errno and err set, with nothing to free.
 */
int kernel_list_sessions(struct kernel *kernel, struct l2tp_session **list, size_t *count,
			 struct error *err);

/* A tunnel with a session SESSION_ID, 0 for none, or 0 with err set where the kernel does not tell. */
uint32_t kernel_owner_of_session(struct kernel *kernel, uint32_t session_id, struct error *err);

/*
 * Without debugfs, a name that two interfaces had, one after the other, names two sessions. Returns -ENOTUNIQ where
 * SESSION's is such a one, else 0 or another negative errno, and err set.
 */
int kernel_refuse_ambiguous(struct kernel *kernel, const struct l2tp_session *session,
			    struct error *err);

#endif
