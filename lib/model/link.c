// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * link.c - settings and state of a session's interface
 */
#include "lib/model/link.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/array.h"
#include "lib/base/escape.h"
#include "lib/base/member.h"

void link_addresses_free(struct link_addresses *list)
{
	if (!list->list)
		return; /* most lists are empty */
	free(list->list);
	*list = (struct link_addresses){ 0 };
}

int link_addresses_add(struct link_addresses *list, const struct link_address *address,
		       struct error *err)
{
	struct link_address *grown =
		array_grow(list->list, list->count, &list->room, sizeof(*list->list));

	if (!grown)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	list->list = grown;
	list->list[list->count++] = *address;
	return 0;
}

static int copy_addresses(struct link_addresses *to, const struct link_addresses *from,
			  struct error *err)
{
	size_t i;

	*to = (struct link_addresses){ 0 };
	for (i = 0; i < from->count; i++)
		if (link_addresses_add(to, &from->list[i], err) < 0)
			return err->code;
	return 0;
}

void link_settings_free(struct link_settings *settings)
{
	link_addresses_free(&settings->addresses);
	link_addresses_free(&settings->no_addresses);
}

int link_settings_copy(struct link_settings *to, const struct link_settings *from,
		       struct error *err)
{
	*to = *from;
	to->no_addresses = (struct link_addresses){ 0 };
	return copy_addresses(&to->addresses, &from->addresses, err) < 0
		       ? err->code
		       : copy_addresses(&to->no_addresses, &from->no_addresses, err);
}

void link_state_free(struct link_state *state)
{
	link_settings_free(&state->now);
}

void link_states_free(struct link_state *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		link_state_free(&list[i]);
	free(list);
}

int link_state_compare(const void *a, const void *b)
{
	const struct link_state *left = a, *right = b;

	return (left->index > right->index) - (left->index < right->index);
}

void link_address_print(const struct link_address *address, char *text)
{
	char peer[TEXT_SIZE];
	size_t used;

	l2tp_address_print(&address->local, text);
	used = strlen(text);
	/* always print an interface address with its prefix */
	if (!strchr(text, '/'))
		used += (size_t)snprintf(text + used, TEXT_SIZE - used, "/%u",
					 address->local.prefixlen);
	if (!address->peer.family)
		return;
	l2tp_address_print(&address->peer, peer);
	snprintf(text + used, TEXT_SIZE - used, " peer %s", peer);
}

/* The kernel stores `addr A/32 peer B/32` as A with B's prefix. */
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

bool link_removes(const struct link_settings *settings, const struct link_addresses *has,
		  const struct link_address *address)
{
	size_t i;

	for (i = 0; i < settings->no_addresses.count; i++)
		if (link_addresses_meant(has, &settings->no_addresses.list[i]) == address)
			return true;
	return false;
}

int link_addresses_split(struct link_addresses *list, struct link_addresses *automatic,
			 struct error *err)
{
	size_t i, kept = 0;

	for (i = 0; i < list->count; i++)
		if (!list->list[i].automatic)
			list->list[kept++] = list->list[i];
		else if (link_addresses_add(automatic, &list->list[i], err) < 0)
			return err->code;
	list->count = kept;
	return 0;
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
	default:
		return false;
	}
}

bool link_address_mirror(struct link_address *address)
{
	bool ipv4 = address->local.family == AF_INET;
	/* holds all bits in which two hosts of a small network differ */
	uint8_t *last = ipv4 ? (uint8_t *)&address->local.v4 + 3 : &address->local.v6.s6_addr[15];
	uint8_t host = *last & 3;

	if (address->peer.family) {
		SWAP(address, local, peer);
		/* the kernel keeps the prefix with the peer */
		SWAP(address, local.prefixlen, peer.prefixlen);
		return true;
	}
	if (address->local.prefixlen == (ipv4 ? 31 : 127)) {
		*last ^= 1;
		return true;
	}
	if (ipv4 && address->local.prefixlen == 30 && host != 0 && host != 3) {
		*last ^= 3;
		return true;
	}
	return false;
}
