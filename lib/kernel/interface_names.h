/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * interface_names.h - what the interfaces of this network namespace are called, as it is announced (events.h)
 */
#ifndef LIB_KERNEL_INTERFACE_NAMES_H
#define LIB_KERNEL_INTERFACE_NAMES_H

#include <stdbool.h>

#include "lib/base/array.h"

struct interface_names {
	struct sorted table;
};

/* Begin with those that there are. Returns 0 or -ENOMEM; INTERFACES is the caller's to free in either case. */
int interface_names_open(struct interface_names *interfaces, struct error *err);
void interface_names_close(struct interface_names *interfaces);

/*
 * The interface INDEX is called NAME, or has gone where that is NULL. *CHANGED says whether one that was known has
 * gone or had another name. Returns 0 or -ENOMEM.
 */
int interface_names_update(struct interface_names *interfaces, unsigned int index, const char *name,
			   bool *changed, struct error *err);

/* The index of the interface NAME, 0 where none is known of that name. */
unsigned int interface_names_find(const struct interface_names *interfaces, const char *name);

#endif
