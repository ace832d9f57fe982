/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * names.h - what only debugfs, or /proc, tells of sessions
 *
 * The kernel knows an Ethernet session by the name its interface was created with and is never told of a new one. Debugfs
 * tells the present names, so it decides wherever it can be read; else the first name is taken for the present one.
 */
#ifndef LIB_KERNEL_NAMES_H
#define LIB_KERNEL_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/kernel/kernel_internal.h"

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
