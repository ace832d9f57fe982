// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * links_fuzz.c - rtnetlink answers about interfaces, addresses and routes, in the format of kernel.h
 *
 * The first byte selects the request and the interface. Asserts that applying an interface's own settings changes
 * nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/base/cleanup.h"
#include "lib/base/error.h"
#include "lib/base/escape.h"
#include "lib/model/address.h"
#include "lib/model/link.h"
#include "lib/netlink/links.h"
#include "lib/netlink/links_change.h"
#include "lib/netlink/route.h"
#include "testsuite/fuzz/fuzz.h"
#include "testsuite/fuzz/kernel.h"

const char *__lsan_default_options(void);
const char *__lsan_default_suppressions(void);

const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}

/* libnl 3.7 leaks all but the last answer if several arrive where one was expected (lib/nl.c, nl_pickup). */
const char *__lsan_default_suppressions(void)
{
	return "leak:nl_object_alloc";
}

static void hold_link(const struct link_state *state)
{
	const struct link_addresses *addresses = &state->now.addresses;
	struct link_settings settings = state->now;
	char text[TEXT_SIZE];
	size_t i;

	fuzz_hold(strlen(state->name) < sizeof(state->name));
	fuzz_hold(strlen(state->kind) < sizeof(state->kind));
	for (i = 0; i < addresses->count; i++) {
		const struct link_address *address = &addresses->list[i];

		link_address_print(address, text);
		fuzz_hold(link_addresses_meant(addresses, address) != NULL);
		fuzz_hold(address->local.prefixlen <=
			  (address->local.family == AF_INET ? 32 : 128));
	}
	settings.no_addresses = (struct link_addresses){ 0 };
	fuzz_hold(!link_field_differs(state, &settings, LINK_LLADDR));
	fuzz_hold(!link_field_differs(state, &settings, LINK_MASTER));
}

static void list(struct links *links, struct error *err)
{
	struct link_state *states = NULL;
	size_t count = 0, i;

	if (links_list(links, &states, &count, err) == 0)
		for (i = 0; i < count; i++)
			hold_link(&states[i]);
	link_states_free(states, count);
}

static void apply(struct links *links, unsigned int index, struct error *err)
{
	struct link_address address = { .local = { .family = AF_INET6, .prefixlen = 64 } };
	const struct link_settings settings = {
		.fields = LINK_UP | LINK_MTU | LINK_LLADDR | LINK_MASTER | LINK_ADDRESSES,
		.up = true,
		.mtu = 1400,
		.addresses = { .list = &address, .count = 1 },
	};

	struct error undo_err = { 0 };
	CLEANUP(link_state_free) struct link_state before = { 0 };

	if (links_read(links, index, &before, err) == 0 &&
	    links_change(links, &before, &settings, err) < 0)
		links_restore(links, &before, &undo_err);
}

static void find_route(struct links *links, struct error *err)
{
	const struct l2tp_address any = { .family = AF_INET }, remote = { .family = AF_INET6 };
	struct route route;

	fuzz_hold(route_get(links, &any, &remote, &route, err) < 0 || route.index != 0);
}

static void ask(struct links *links, uint8_t what, struct error *err)
{
	unsigned int index = what >> 2;
	CLEANUP(link_state_free) struct link_state state = { 0 };

	switch (what % 4) {
	case 0:
		list(links, err);
		break;
	case 1:
		if (links_read(links, index, &state, err) == 0)
			hold_link(&state);
		break;
	case 2:
		find_route(links, err);
		break;
	default:
		apply(links, index, err);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct links *links = NULL;
	struct error err = { 0 };

	if (!size)
		return 0;
	kernel_begin(data + 1, size - 1);
	if (links_open(&links, &err) == 0)
		ask(links, data[0], &err);
	links_close(links);
	kernel_end();
	return 0;
}
