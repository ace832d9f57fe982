// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * links_change.c - change an interface and its addresses, and roll back
 */
#include "lib/netlink/links_change.h"

#include <errno.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/route/link.h>
#include <string.h>

#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/netlink/links_internal.h"

#define IPV6_MIN_MTU 1280 /* RFC 8200, 5; the kernel disables IPv6 below it */

/* Add the attributes that an address had. */
static int put_attributes(struct nl_msg *message, const struct link_address_as *as)
{
	const struct ifa_cacheinfo life = { .ifa_valid = as->valid, .ifa_prefered = as->preferred };

	return nla_put_u32(message, IFA_FLAGS, as->flags) < 0 ||
			       nla_put(message, IFA_CACHEINFO, sizeof(life), &life) < 0 ||
			       (as->metric &&
				nla_put_u32(message, IFA_RT_PRIORITY, as->metric) < 0) ||
			       (as->proto && nla_put_u8(message, IFA_PROTO, as->proto) < 0) ||
			       (as->broadcast.s_addr &&
				nla_put_u32(message, IFA_BROADCAST, as->broadcast.s_addr) < 0) ||
			       (as->label[0] && nla_put_string(message, IFA_LABEL, as->label) < 0)
		       ? -NLE_NOMEM
		       : 0;
}

/*
 * Built by hand: rtnl_addr_set_peer() rejects IPv6 peers (libnl, lib/route/addr.c). IFA_ADDRESS is the peer, or the
 * address itself; the prefix is IFA_ADDRESS's.
 */
static int set_address(struct links *links, unsigned int index, const struct link_address *address,
		       bool wanted)
{
	const struct l2tp_address *far = address->peer.family ? &address->peer : &address->local;
	const struct ifaddrmsg header = { .ifa_family = address->local.family,
					  .ifa_prefixlen = far->prefixlen,
					  .ifa_scope = address->special ? address->as.scope : 0,
					  .ifa_index = index };
	struct nl_msg *message =
		links_request(wanted ? RTM_NEWADDR : RTM_DELADDR,
			      wanted ? NLM_F_CREATE | NLM_F_EXCL : 0, &header, sizeof(header));
	int length = l2tp_address_host_bits(address->local.family) / 8;

	if (message &&
	    (nla_put(message, IFA_LOCAL, length, &address->local.v6) < 0 ||
	     nla_put(message, IFA_ADDRESS, length, &far->v6) < 0 ||
	     (wanted && address->special && put_attributes(message, &address->as) < 0))) {
		nlmsg_free(message);
		message = NULL;
	}
	return links_tell(links, message);
}

/*
 * Explain the refusal of WANTED with libnl's CODE. Returns 0 if WANTED already exists, since another process added it,
 * or a negative errno and err set.
 */
static int explain_refusal(struct links *links, unsigned int index, int code,
			   const struct link_address *wanted, struct error *err)
{
	struct link_address host = *wanted;
	const struct link_address *other;
	CLEANUP(link_state_free) struct link_state state = { 0 };
	char text[TEXT_SIZE], refusal[sizeof(links->extack)];

	memcpy(refusal, links->extack, sizeof(refusal));
	if (code != -NLE_EXIST && code != -NLE_INVAL)
		return link_error(links, code, "refused", err);
	if (links_read(links, index, &state, err) < 0)
		return err->code;
	if (code == -NLE_INVAL && host.local.family == AF_INET6 && state.now.mtu < IPV6_MIN_MTU)
		return error_set(err, -EINVAL, "IPv6 needs an MTU of %d and the interface has %u",
				 IPV6_MIN_MTU, state.now.mtu);
	if (code == -NLE_INVAL)
		return error_set(err, -EINVAL, "%s", refusal[0] ? refusal : strerror(EINVAL));
	if (link_addresses_find(&state.now.addresses, wanted))
		return 0;
	host.local.prefixlen = l2tp_address_host_bits(host.local.family);
	other = link_addresses_meant(&state.now.addresses, &host);
	link_address_print(other ? other : wanted, text);
	return error_set(err, -EEXIST, "already exists as %s", text);
}

/* Add the addresses of WANTED that are missing in NOW, the interface's state. */
static int add_addresses(struct links *links, const struct link_state *now,
			 const struct link_addresses *wanted, struct error *err)
{
	char text[TEXT_SIZE];
	size_t i;

	for (i = 0; i < wanted->count; i++) {
		const struct link_address *address = &wanted->list[i];
		int code = 0;

		if (!address->by_kernel && !link_addresses_find(&now->now.addresses, address))
			code = set_address(links, now->index, address, true);
		if (code < 0 && explain_refusal(links, now->index, code, address, err) < 0) {
			link_address_print(address, text);
			return error_context(err, "addr: %s", text);
		}
	}
	return 0;
}

/* Remove the addresses that UNWANTED selects from the interface with state NOW. */
static int remove_addresses(struct links *links, const struct link_state *now,
			    const struct link_addresses *unwanted, struct error *err)
{
	const struct link_address *there;
	char text[TEXT_SIZE];
	size_t i;
	int code;

	for (i = 0; i < unwanted->count; i++) {
		there = link_addresses_meant(&now->now.addresses, &unwanted->list[i]);
		code = there ? set_address(links, now->index, there, false) : 0;
		if (code < 0 && code != -NLE_NOADDR) {
			link_address_print(there, text);
			link_error(links, code, text, err);
			return error_context(err, "noaddr");
		}
	}
	return 0;
}

static void link_putp(struct rtnl_link **link)
{
	rtnl_link_put(*link);
}

/* Set FIELD of the interface to the value in WANTED. Returns 0 or libnl's error. */
static int set_field(struct links *links, const struct link_state *wanted, enum link_field field)
{
	CLEANUP(link_putp) struct rtnl_link *link = rtnl_link_alloc();
	CLEANUP(link_putp) struct rtnl_link *change = rtnl_link_alloc();
	const struct link_settings *settings = &wanted->now;
	struct nl_msg *message;
	struct nl_addr *lladdr;
	int code;

	links->extack[0] = '\0';
	if (!link || !change)
		return -NLE_NOMEM;
	rtnl_link_set_ifindex(link, (int)wanted->index);
	if (field == LINK_UP && settings->up) {
		rtnl_link_set_flags(change, IFF_UP);
	} else if (field == LINK_UP) {
		rtnl_link_unset_flags(change, IFF_UP);
	} else if (field == LINK_MTU) {
		rtnl_link_set_mtu(change, settings->mtu);
	} else if (field == LINK_MASTER) {
		rtnl_link_set_master(change, (int)wanted->master);
	} else if (field == LINK_LLADDR) {
		lladdr = nl_addr_build(AF_LLC, settings->lladdr.bytes,
				       sizeof(settings->lladdr.bytes));
		if (!lladdr)
			return -NLE_NOMEM;
		rtnl_link_set_addr(change, lladdr);
		nl_addr_put(lladdr);
	}
	code = rtnl_link_build_change_request(link, change, 0, &message);
	return code < 0 ? code : links_tell(links, message);
}

/* The driver changes lladdr only while the interface is down (net/l2tp/l2tp_eth.c, eth_mac_addr()). */
static int step_lladdr(struct links *links, const struct link_state *state,
		       const struct link_state *wanted)
{
	struct link_state moved = { .index = state->index };
	char refusal[sizeof(links->extack)];
	int code = set_field(links, wanted, LINK_LLADDR), up;

	if (code != -NLE_BUSY || !state->now.up)
		return code;
	code = set_field(links, &moved, LINK_UP);
	if (code == 0)
		code = set_field(links, wanted, LINK_LLADDR);
	memcpy(refusal, links->extack, sizeof(refusal));
	moved.now.up = true;
	up = set_field(links, &moved, LINK_UP);
	if (code < 0) /* report the first refusal */
		memcpy(links->extack, refusal, sizeof(refusal));
	return code < 0 ? code : up;
}

static int step_master(struct links *links, const struct link_state *state,
		       struct link_state *wanted, struct error *err)
{
	const char *name = wanted->now.master;
	bool up = link_field_differs(state, &wanted->now, LINK_UP) ? wanted->now.up : state->now.up;
	char quoted[TEXT_SIZE];
	int code;

	escape_text(name, quoted, sizeof(quoted));
	wanted->master = *name ? interface_index(&links->lookup, name) : 0;
	if (*name && !wanted->master)
		return error_set(err, -ENODEV, "master: interface %s does not exist", quoted);
	if (wanted->master == state->master)
		return 0;
	code = set_field(links, wanted, LINK_MASTER);
	/* a bond sets its new port up (drivers/net/bonding/bond_main.c, bond_enslave) */
	if (code == 0 && wanted->master && !up)
		code = set_field(links, &(struct link_state){ .index = state->index }, LINK_UP);
	if (code == -NLE_OPNOTSUPP)
		return error_set(err, -EOPNOTSUPP, "master: %s is not a bridge, bond or VRF",
				 quoted);
	return code < 0 ? link_error(links, code, "master", err) : 0;
}

/* Whether applying SETTINGS can delete more addresses than it lists. */
static bool endangers_addresses(const struct link_state *before,
				const struct link_settings *settings)
{
	return before->now.addresses.count &&
	       (settings->no_addresses.count || link_field_differs(before, settings, LINK_LLADDR) ||
		link_field_differs(before, settings, LINK_MASTER) ||
		(before->now.up && !settings->up && settings->fields & LINK_UP));
}

/*
 * Re-add, in order, addresses that the kernel deleted as a side effect. Setting down, lladdr or VRF deletes IPv6
 * addresses; deleting an IPv4 address deletes later ones of its network (net/ipv4/devinet.c, __inet_del_ifa).
 */
static int step_addresses(struct links *links, const struct link_state *before,
			  const struct link_settings *settings, struct error *err)
{
	CLEANUP(link_addresses_free) struct link_addresses keep = { 0 };
	CLEANUP(link_state_free) struct link_state now = { 0 };
	size_t i;

	if (!endangers_addresses(before, settings))
		return add_addresses(links, before, &settings->addresses, err);
	if (links_read(links, before->index, &now, err) < 0)
		return err->code;
	for (i = 0; i < before->now.addresses.count; i++) {
		const struct link_address *address = &before->now.addresses.list[i];

		if (!link_removes(settings, &before->now.addresses, address) &&
		    (address->local.family == AF_INET || now.now.mtu >= IPV6_MIN_MTU) &&
		    link_addresses_add(&keep, address, err) < 0)
			return err->code;
	}
	return add_addresses(links, &now, &keep, err) < 0
		       ? err->code
		       : add_addresses(links, &now, &settings->addresses, err);
}

/* Set down first and up last, since drivers refuse some changes on an interface that is up. */
int links_change(struct links *links, const struct link_state *state,
		 const struct link_settings *settings, struct error *err)
{
	bool moves = link_field_differs(state, settings, LINK_UP);
	struct link_state wanted = { .index = state->index, .now = *settings };
	bool joins;
	int code = moves && !settings->up ? set_field(links, &wanted, LINK_UP) : 0;

	if (code < 0)
		return link_error(links, code, "down", err);
	if (remove_addresses(links, state, &settings->no_addresses, err) < 0)
		return err->code;
	if (link_field_differs(state, settings, LINK_LLADDR))
		code = step_lladdr(links, state, &wanted);
	if (code < 0)
		return link_error(links, code, "lladdr", err);
	if (settings->fields & LINK_MASTER && step_master(links, state, &wanted, err) < 0)
		return err->code;
	/* after the master: a bond gives its new port its own MTU (drivers/net/bonding/bond_main.c, bond_enslave) */
	joins = wanted.master && wanted.master != state->master;
	if (joins && !(settings->fields & LINK_MTU))
		wanted.now.mtu = state->now.mtu;
	if (joins || link_field_differs(state, settings, LINK_MTU))
		code = set_field(links, &wanted, LINK_MTU);
	if (code < 0)
		return link_error(links, code, "mtu", err);
	if (step_addresses(links, state, settings, err) < 0)
		return err->code;
	code = moves && settings->up ? set_field(links, &wanted, LINK_UP) : 0;
	return code < 0 ? link_error(links, code, "up", err) : 0;
}

int links_restore(struct links *links, const struct link_state *before, struct error *err)
{
	CLEANUP(link_state_free) struct link_state after = { 0 };
	struct link_settings settings = before->now;
	char name[TEXT_SIZE];
	size_t i;

	settings.no_addresses = (struct link_addresses){ 0 };
	if (links_read(links, before->index, &after, err) == 0) {
		for (i = 0; i < after.now.addresses.count && !err->code; i++)
			if (!link_addresses_find(&before->now.addresses,
						 &after.now.addresses.list[i]))
				link_addresses_add(&settings.no_addresses,
						   &after.now.addresses.list[i], err);
		if (!err->code)
			links_change(links, &after, &settings, err);
	}
	link_addresses_free(&settings.no_addresses);
	escape_text(before->name, name, sizeof(name));
	return err->code ? error_context(err, "%s", name) : 0;
}
