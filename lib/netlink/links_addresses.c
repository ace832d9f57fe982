// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * links_addresses.c - give an interface addresses, take them away
 */
#include "lib/netlink/links_addresses.h"

#include <errno.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <string.h>

#include "lib/base/cleanup.h"
#include "lib/base/escape.h"

/*
 * By hand, since rtnl_addr_set_peer() takes no IPv6 peer (libnl, lib/route/addr.c). The kernel's IFA_ADDRESS is
 * the peer, or the address itself; the prefix is that of IFA_ADDRESS.
 */
static int set_address(struct links *links, unsigned int index, const struct link_address *address,
		       bool wanted)
{
	const struct l2tp_address *far = address->peer.family ? &address->peer : &address->local;
	const struct ifaddrmsg header = { .ifa_family = address->local.family,
					  .ifa_prefixlen = far->prefixlen,
					  .ifa_index = index };
	struct nl_msg *message =
		links_request(wanted ? RTM_NEWADDR : RTM_DELADDR,
			      wanted ? NLM_F_CREATE | NLM_F_EXCL : 0, &header, sizeof(header));
	int length = l2tp_address_host_bits(address->local.family) / 8;

	if (message && (nla_put(message, IFA_LOCAL, length, &address->local.v6) < 0 ||
			nla_put(message, IFA_ADDRESS, length, &far->v6) < 0)) {
		nlmsg_free(message);
		message = NULL;
	}
	return links_send(links, message);
}

/* The kernel refused WANTED as there already: was it made meanwhile, or is another of its host there? */
static int explain_exist(struct links *links, unsigned int index, const struct link_address *wanted,
			 struct error *err)
{
	struct link_address host = *wanted;
	const struct link_address *other;
	CLEANUP(link_state_free) struct link_state state = { 0 };
	char text[TEXT_SIZE];

	if (links_read(links, index, &state, err) < 0)
		return err->code;
	if (link_addresses_find(&state.now.addresses, wanted))
		return 0;
	host.local.prefixlen = host.local.family == AF_INET ? 32 : 128;
	other = link_addresses_meant(&state.now.addresses, &host);
	link_address_print(other ? other : wanted, text);
	return error_set(err, -EEXIST, "it is there as %s", text);
}

static int explain_invalid(struct links *links, unsigned int index,
			   const struct link_address *wanted, struct error *err)
{
	CLEANUP(link_state_free) struct link_state state = { 0 };

	if (links_read(links, index, &state, err) < 0)
		return err->code;
	if (wanted->local.family == AF_INET6 && state.now.mtu < IPV6_MIN_MTU)
		return error_set(err, -EINVAL, "IPv6 needs an MTU of %d, the interface has %u",
				 IPV6_MIN_MTU, state.now.mtu);
	return error_set(err, -EINVAL, "%s", strerror(EINVAL));
}

static int add_address(struct links *links, const struct link_state *now,
		       const struct link_address *address, struct error *err)
{
	int code = set_address(links, now->index, address, true);
	char text[TEXT_SIZE];

	if (code == 0 ||
	    (code == -NLE_EXIST && explain_exist(links, now->index, address, err) == 0))
		return 0;
	if (code == -NLE_INVAL)
		explain_invalid(links, now->index, address, err);
	else if (code != -NLE_EXIST)
		link_error(links, code, "refused", err);
	link_address_print(address, text);
	return error_context(err, "addr: %s", text);
}

static int remove_address(struct links *links, unsigned int index,
			  const struct link_address *address, struct error *err)
{
	int code = set_address(links, index, address, false);
	char text[TEXT_SIZE];

	if (code == 0 || code == -NLE_NOADDR)
		return 0;
	link_address_print(address, text);
	link_error(links, code, text, err);
	return error_context(err, "noaddr");
}

int links_add_addresses(struct links *links, const struct link_state *now,
			const struct link_addresses *wanted, struct error *err)
{
	size_t i;

	for (i = 0; i < wanted->count; i++)
		/* what the kernel made, it makes again */
		if (!wanted->list[i].automatic &&
		    !link_addresses_find(&now->now.addresses, &wanted->list[i]) &&
		    add_address(links, now, &wanted->list[i], err) < 0)
			return err->code;
	return 0;
}

int links_remove_addresses(struct links *links, const struct link_state *now,
			   const struct link_addresses *unwanted, struct error *err)
{
	const struct link_address *there;
	size_t i;

	for (i = 0; i < unwanted->count; i++) {
		there = link_addresses_meant(&now->now.addresses, &unwanted->list[i]);
		if (there && remove_address(links, now->index, there, err) < 0)
			return err->code;
	}
	return 0;
}
