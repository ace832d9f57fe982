/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * handle.h - what a handle opens when it is first needed
 */
#ifndef LIB_KERNEL_HANDLE_H
#define LIB_KERNEL_HANDLE_H

#include "lib/kernel/kernel_internal.h"

/* The socket for interfaces, which is the handle's. NULL with err set on failure. */
struct links *kernel_links(struct kernel *kernel, struct error *err);

/* The index of the interface NAME in the handle's network namespace, 0 for none, or where nobody can be asked. */
unsigned int kernel_link_index(struct kernel *kernel, const char *name);

/* Whether there is an interface of that INDEX: 0, 1, or a negative errno and err set where that cannot be told. */
int kernel_has_link(struct kernel *kernel, unsigned int index, struct error *err);

#endif
