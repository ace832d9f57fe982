// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * links.c - read interfaces and addresses with libnl
 */
#include "lib/netlink/links.h"

#include <errno.h>
#include <limits.h>
#include <linux/if_arp.h>
#include <linux/rtnetlink.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/array.h"
#include "lib/base/escape.h"
#include "lib/netlink/links_internal.h"
#include "lib/netlink/receive.h"

int links_open(struct links **links, struct error *err)
{
	struct links *opened = calloc(1, sizeof(*opened));
	int code;

	if (!opened)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	code = links_connect(opened);
	if (code < 0) {
		link_error(opened, code, "rtnetlink", err);
		links_close(opened);
		return err->code;
	}
	*links = opened;
	return 0;
}

void links_close(struct links *links)
{
	if (!links)
		return;
	nl_socket_free(links->socket);
	interface_lookup_close(&links->lookup);
	free(links);
}

static const struct nla_policy link_policy[IFLA_MAX + 1] = {
	[IFLA_IFNAME] = { .type = NLA_STRING },
	[IFLA_MTU] = { .type = NLA_U32 },
	[IFLA_MASTER] = { .type = NLA_U32 },
	[IFLA_LINKINFO] = { .type = NLA_NESTED },
};

/* Decode MESSAGE to *STATE, without addresses. Returns false, with *STATE unchanged, if it is not an interface. */
static bool decode_link(struct nlmsghdr *message, struct link_state *state)
{
	const struct ifinfomsg *header = nlmsg_data(message);
	struct nlattr *attributes[IFLA_MAX + 1], *lladdr, *kind = NULL;
	struct link_settings *now = &state->now;

	if (message->nlmsg_type != RTM_NEWLINK ||
	    nlmsg_parse(message, sizeof(*header), attributes, IFLA_MAX, link_policy) < 0 ||
	    !attributes[IFLA_IFNAME])
		return false;
	*state = (struct link_state){ .index = (unsigned int)header->ifi_index };
	nla_strlcpy(state->name, attributes[IFLA_IFNAME], sizeof(state->name));
	if (attributes[IFLA_LINKINFO])
		kind = nla_find(nla_data(attributes[IFLA_LINKINFO]),
				nla_len(attributes[IFLA_LINKINFO]), IFLA_INFO_KIND);
	if (kind)
		nla_strlcpy(state->kind, kind, sizeof(state->kind));
	state->is_ethernet = header->ifi_type == ARPHRD_ETHER;
	state->running = header->ifi_flags & IFF_RUNNING;
	now->fields = LINK_UP | LINK_MTU | LINK_MASTER | LINK_ADDRESSES;
	now->up = header->ifi_flags & IFF_UP;
	if (attributes[IFLA_MTU])
		now->mtu = nla_get_u32(attributes[IFLA_MTU]);
	lladdr = attributes[IFLA_ADDRESS];
	if (lladdr && nla_len(lladdr) == sizeof(now->lladdr.bytes)) {
		memcpy(now->lladdr.bytes, nla_data(lladdr), sizeof(now->lladdr.bytes));
		now->fields |= LINK_LLADDR;
	}
	if (attributes[IFLA_MASTER])
		state->master = nla_get_u32(attributes[IFLA_MASTER]);
	return true;
}

struct link_list {
	struct link_state *list; /* sorted by index */
	size_t count, room;
};

/* A libnl callback for an interface. */
static int read_link(struct nl_msg *message, void *data)
{
	struct link_list *links = data;
	struct link_state *list =
		array_grow(links->list, links->count, &links->room, sizeof(*list));

	if (!list)
		return -NLE_NOMEM;
	links->list = list;
	if (decode_link(nlmsg_hdr(message), &list[links->count]))
		links->count++;
	return NL_OK;
}

/* Read interface INDEX, or all if INDEX is 0, without counters, which cost the kernel most. */
static int ask_links(struct links *links, unsigned int index, struct link_list *into)
{
	const struct ifinfomsg header = { .ifi_index = (int)index };
	int tries = LINKS_TRIES, code;

	do {
		struct nl_msg *message =
			links_request(RTM_GETLINK, index ? 0 : NLM_F_DUMP, &header, sizeof(header));

		into->count = 0;
		if (message && nla_put_u32(message, IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS) < 0) {
			nlmsg_free(message);
			message = NULL;
		}
		code = links_ask(links, message, read_link, into);
	} while (code == -NLE_DUMP_INTR && --tries > 0);
	return code;
}

/* Set the names of the masters, from LIST if it contains them. */
static void name_masters(struct links *links, struct link_state *list, size_t count)
{
	const struct link_state *master;
	size_t i;

	for (i = 0; i < count; i++) {
		const struct link_state key = { .index = list[i].master };

		if (!key.index)
			continue;
		master = array_find(list, count, sizeof(key), &key, link_state_compare);
		if (master)
			memcpy(list[i].now.master, master->name, sizeof(master->name));
		else
			interface_name(&links->lookup, key.index, list[i].now.master);
	}
}

void links_name_master(struct links *links, struct link_settings *settings)
{
	bool named = settings->fields & LINK_MASTER && settings->master[0];
	unsigned int index = named ? interface_index(&links->lookup, settings->master) : 0;

	if (index)
		interface_name(&links->lookup, index, settings->master);
}

int links_read(struct links *links, unsigned int index, struct link_state *state, struct error *err)
{
	struct link_list into = { 0 };
	int code = -NLE_NODEV;

	links->extack[0] = '\0';
	if (index && index <= INT_MAX)
		code = ask_links(links, index, &into);
	/* accept only an answer about that interface */
	if (code == 0 && (into.count != 1 || into.list->index != index))
		code = -NLE_NODEV;
	if (code < 0) {
		free(into.list);
		return link_error(links, code, "interface", err);
	}
	*state = *into.list;
	free(into.list);
	name_masters(links, state, 1);
	if (links_read_addresses(links, state, 1, err) < 0)
		link_state_free(state);
	return err->code;
}

int links_list(struct links *links, struct link_state **list, size_t *count, struct error *err)
{
	struct link_list into = { 0 };
	int code = ask_links(links, 0, &into);

	*list = into.list;
	*count = into.count;
	if (code < 0)
		return link_error(links, code, "interfaces", err);
	*count = array_sort_unique(into.list, into.count, sizeof(*into.list), link_state_compare);
	name_masters(links, *list, *count);
	return links_read_addresses(links, *list, *count, err);
}
