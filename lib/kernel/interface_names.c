// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * interface_names.c - what the interfaces of this network namespace are called, as it is announced
 */
#include "lib/kernel/interface_names.h"

#include <net/if.h>
#include <stdlib.h>
#include <string.h>

#include "lib/netlink/interface.h"

struct interface {
	unsigned int index;
	char name[IF_NAMESIZE];
};

static int compare_interfaces(const void *a, const void *b)
{
	const struct interface *left = a, *right = b;

	return (left->index > right->index) - (left->index < right->index);
}

void interface_names_close(struct interface_names *interfaces)
{
	free(interfaces->table.list);
}

int interface_names_update(struct interface_names *interfaces, unsigned int index, const char *name,
			   bool *changed, struct error *err)
{
	struct interface now = { .index = index };
	struct interface *known = sorted_find(&interfaces->table, &now);

	*changed = known && (!name || strcmp(known->name, name) != 0);
	if (!name) {
		if (known)
			sorted_drop(&interfaces->table, known, 1);
		return 0;
	}
	memcpy(now.name, name, strnlen(name, sizeof(now.name) - 1));
	if (!known)
		return sorted_put(&interfaces->table, &now, err);
	*known = now;
	return 0;
}

unsigned int interface_names_find(const struct interface_names *interfaces, const char *name)
{
	const struct interface *at;
	size_t i;

	for (i = 0; i < interfaces->table.count; i++) {
		at = sorted_at(&interfaces->table, i);
		if (strcmp(at->name, name) == 0)
			return at->index;
	}
	return 0;
}

/* A callback of interface_list(). */
static int add_interface(void *data, unsigned int index, const char *name, struct error *err)
{
	bool changed;

	return interface_names_update(data, index, name, &changed, err);
}

int interface_names_open(struct interface_names *interfaces, struct error *err)
{
	interfaces->table =
		(struct sorted){ .size = sizeof(struct interface), .compare = compare_interfaces };
	return interface_list(add_interface, interfaces, err);
}
