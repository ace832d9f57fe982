/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * namespace.h - sessions' interfaces in the named network namespaces
 */
#ifndef LIB_KERNEL_NAMESPACE_H
#define LIB_KERNEL_NAMESPACE_H

#include <stdbool.h>
#include <stddef.h>

/* The interfaces of device type l2tpeth in other network namespaces. Initialized by zeroing. */
struct namespaces {
	bool read;
	struct moved_interface *list; /* owned; sorted by interface name */
	size_t count, room;
};

/*
 * Returns the name of the network namespace of /run/netns (ip-netns(8)), other than the process's own, that has a
 * session's interface NAME, or NULL if none or several have one. NAMESPACES owns it and caches what the first call
 * reads. That call enters each namespace for a moment, which needs CAP_SYS_ADMIN; what cannot be read is skipped.
 */
const char *namespaces_find(struct namespaces *namespaces, const char *name);

void namespaces_free(struct namespaces *namespaces);

#endif
