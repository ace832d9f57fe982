/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kernel.h - the handle for requests to the kernel's L2TP
 *
 * A handle belongs to the network namespace of the process that opens it. It tracks pending deletions, since the kernel
 * deletes in the background. Errors are ERROR_SYSTEM; the text explains the kernel's errno and, if known, a remedy.
 * Requests: find.h, list.h, select.h; add.h, queue.h, delete.h; watch.h.
 */
#ifndef LIB_KERNEL_KERNEL_H
#define LIB_KERNEL_KERNEL_H

#include <stddef.h>

#include "lib/base/error.h"

struct kernel;

/* Number of affected objects. */
struct kernel_counts {
	size_t tunnels, sessions;
};

/*
 * Open a handle, which the caller closes. Returns 0, -ENOENT if the kernel has no L2TP, or another negative errno, and
 * err set.
 */
int kernel_open(struct kernel **kernel, struct error *err);

/* Close KERNEL, which may be NULL. Does not wait for pending deletions. */
void kernel_close(struct kernel *kernel);

#endif
