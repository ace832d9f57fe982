/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kernel.h - the handle by which the kernel's L2TP is asked
 *
 * One handle for the network namespace that the process is in when it is opened. Nothing is kept but what this process has
 * asked for and the kernel has not finished: the kernel deletes in the background. Errors are ERROR_SYSTEM and say what the
 * kernel's errno means for the request, with what to do where that is known. What can be asked: find.h, list.h, select.h; add.h,
 * queue.h, delete.h; watch.h.
 */
#ifndef LIB_KERNEL_KERNEL_H
#define LIB_KERNEL_KERNEL_H

#include <stddef.h>

#include "lib/base/error.h"

struct kernel;

/* How many tunnels, and sessions, something was done with. */
struct kernel_counts {
	size_t tunnels, sessions;
};

/*
 * Open a handle, which is the caller's to close. Returns 0, -ENOENT where the kernel has no L2TP, or another negative errno,
 * and err set.
 */
int kernel_open(struct kernel **kernel, struct error *err);

/* Close KERNEL, NULL for none. What it has deleted and the kernel has not finished is not waited for. */
void kernel_close(struct kernel *kernel);

#endif
