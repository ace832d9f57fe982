// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * link.c - a session's interface: how it is to be, and how it is
 */
#include "lib/model/link.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/escape.h"
#include "lib/model/address.h"

void link_address_print(const struct link_address *address, char *text)
{
	char peer[TEXT_SIZE];
	size_t used;

	l2tp_address_print(&address->local, text);
	used = strlen(text);
	/* an address of an interface always has its prefix */
	if (!strchr(text, '/'))
		used += (size_t)snprintf(text + used, TEXT_SIZE - used, "/%u",
					 address->local.prefixlen);
	if (!address->peer.family)
		return;
	l2tp_address_print(&address->peer, peer);
	snprintf(text + used, TEXT_SIZE - used, " peer %s", peer);
}

/* `addr A/32 peer B/32` is, to the kernel, A with the prefix of B. */
bool link_address_equal(const struct link_address *a, const struct link_address *b)
{
	const struct l2tp_address *left = a->peer.family ? &a->peer : &a->local;
	const struct l2tp_address *right = b->peer.family ? &b->peer : &b->local;

	return l2tp_address_same_host(&a->local, &b->local) &&
	       l2tp_address_same_host(left, right) && left->prefixlen == right->prefixlen;
}

const struct link_address *link_addresses_find(const struct link_addresses *list,
					       const struct link_address *address)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (link_address_equal(&list->list[i], address))
			return &list->list[i];
	return NULL;
}

const struct link_address *link_addresses_meant(const struct link_addresses *list,
						const struct link_address *address)
{
	bool host = address->local.prefixlen == l2tp_address_host_bits(address->local.family);
	const struct link_address *exactly = link_addresses_find(list, address);
	size_t i;

	for (i = 0; !exactly && i < list->count; i++) {
		const struct link_address *there = &list->list[i];

		if (l2tp_address_same_host(&there->local, &address->local) &&
		    (host || there->local.prefixlen == address->local.prefixlen))
			return there;
	}
	return exactly;
}

void link_addresses_drop_automatic(struct link_addresses *list)
{
	size_t i, kept = 0;

	for (i = 0; i < list->count; i++)
		if (!list->list[i].automatic)
			list->list[kept++] = list->list[i];
	list->count = kept;
}

bool link_field_differs(const struct link_state *state, const struct link_settings *settings,
			enum link_field field)
{
	if (!(settings->fields & field))
		return false;
	switch (field) {
	case LINK_UP:
		return state->now.up != settings->up;
	case LINK_MTU:
		return state->now.mtu != settings->mtu;
	case LINK_LLADDR:
		return memcmp(&state->now.lladdr, &settings->lladdr, sizeof(settings->lladdr)) != 0;
	case LINK_MASTER:
		return strcmp(state->now.master, settings->master) != 0;
	case LINK_ADDRESSES:
	case LINK_NO_ADDRESSES:
		break;
	}
	return false;
}

bool link_differs(const struct link_state *state, const struct link_settings *settings)
{
	size_t i;

	for (i = 0; i < settings->addresses.count; i++)
		if (!link_addresses_find(&state->now.addresses, &settings->addresses.list[i]))
			return true;
	for (i = 0; i < settings->no_addresses.count; i++)
		if (link_addresses_meant(&state->now.addresses, &settings->no_addresses.list[i]))
			return true;
	return link_field_differs(state, settings, LINK_UP) ||
	       link_field_differs(state, settings, LINK_MTU) ||
	       link_field_differs(state, settings, LINK_LLADDR) ||
	       link_field_differs(state, settings, LINK_MASTER);
}
