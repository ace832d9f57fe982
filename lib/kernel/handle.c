// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * handle.c - what a handle opens when it is first needed
 */
#include "lib/kernel/handle.h"

#include <string.h>

struct links *kernel_links(struct kernel *kernel, struct error *err)
{
	if (!kernel->links && links_open(&kernel->links, err) < 0)
		return NULL;
	return kernel->links;
}

unsigned int kernel_link_index(struct kernel *kernel, const char *name)
{
	return interface_index(&kernel->interfaces, name);
}

int kernel_has_link(struct kernel *kernel, unsigned int index, struct error *err)
{
	int exists = interface_name(&kernel->interfaces, index, NULL);

	return exists < 0 ? error_set(err, exists, "interface %u: %s", index, strerror(-exists))
			  : exists;
}
