/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * list.h - lists of all sessions, with what only debugfs, or /proc, tells of them
 *
 * The kernel knows an Ethernet session by the name its interface was created with and is never told of a new one. Debugfs
 * tells the present names, so it decides wherever it can be read; else the first name is taken for the present one.
 */
#ifndef LIB_KERNEL_LIST_H
#define LIB_KERNEL_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/kernel/debugfs.h"
#include "lib/kernel/kernel.h"
#include "lib/model/session.h"

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

/*
 * Add what ENTRY, NULL for nothing, tells of SESSION. The name that the kernel has goes into `kernel_name`, `name` becomes
 * the present one.
 */
void kernel_take_name(struct l2tp_session *session, const struct debugfs_session *entry);

/*
 * What debugfs tells, or, with PPP and without debugfs, /proc of PPP sessions. Returns whether it was debugfs, which tells
 * of all sessions; *LIST is the caller's to free, whatever is returned.
 */
bool kernel_load_names(bool ppp, struct debugfs_session **list, size_t *count);

/* Add to the COUNT sessions of LIST what debugfs or /proc tells. */
void kernel_describe(struct l2tp_session *list, size_t count);

/*
 * Add to SESSION what debugfs told within the last second: enough for one of many that a batch deletes, whose interface's
 * name only says what to wait for.
 */
void kernel_describe_roughly(struct kernel *kernel, struct l2tp_session *session);

#endif
