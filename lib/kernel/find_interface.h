/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * find_interface.h - find the interface of a session
 */
#ifndef LIB_KERNEL_FIND_INTERFACE_H
#define LIB_KERNEL_FIND_INTERFACE_H

#include <stdbool.h>

#include "lib/kernel/kernel.h"
#include "lib/model/link.h"
#include "lib/model/session.h"

/*
 * Get the interface of SESSION; waits briefly for a rename in progress. The caller frees *STATE with link_state_free().
 * Returns 0, -EINVAL with ERROR_USAGE for a PPP session, -ENODEV if its interface is unknown or in another network
 * namespace, -ENOTUNIQ, or another negative errno, and err set.
 */
int kernel_find_interface(struct kernel *kernel, const struct l2tp_session *session,
			  struct link_state *state, struct error *err);

/* Whether an interface NAME, or with this alternative name, exists in this network namespace. */
bool kernel_has_interface(struct kernel *kernel, const char *name);

#endif
