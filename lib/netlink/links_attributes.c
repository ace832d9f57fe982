// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * links_attributes.c - an interface and its addresses as rtnetlink writes them
 */
#include "lib/netlink/links_attributes.h"

#include <errno.h>
#include <limits.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/route/link.h>
#include <netlink/route/rtnl.h>
#include <stdlib.h>
#include <string.h>

static const struct nla_policy link_policy[IFLA_MAX + 1] = {
	[IFLA_IFNAME] = { .type = NLA_STRING },
	[IFLA_MTU] = { .type = NLA_U32 },
	[IFLA_MASTER] = { .type = NLA_U32 },
	[IFLA_LINKINFO] = { .type = NLA_NESTED },
};

/* "bridge", "veth": what kind of interface it is, "" for one of none. */
static void take_kind(struct nlattr *info, char *kind, size_t size)
{
	struct nla_policy policy[IFLA_INFO_MAX + 1] = { [IFLA_INFO_KIND] = { .type = NLA_STRING } };
	struct nlattr *attributes[IFLA_INFO_MAX + 1];

	if (info && nla_parse_nested(attributes, IFLA_INFO_MAX, info, policy) >= 0 &&
	    attributes[IFLA_INFO_KIND])
		nla_strlcpy(kind, attributes[IFLA_INFO_KIND], size);
}

static void take_link(struct nlattr *attributes[], const struct ifinfomsg *header,
		      struct link_state *state)
{
	const struct nlattr *lladdr = attributes[IFLA_ADDRESS];
	struct link_settings *now = &state->now;

	*state = (struct link_state){ .index = (unsigned int)header->ifi_index };
	nla_strlcpy(state->name, attributes[IFLA_IFNAME], sizeof(state->name));
	take_kind(attributes[IFLA_LINKINFO], state->kind, sizeof(state->kind));
	state->foreign = state->kind[0];
	state->running = header->ifi_flags & IFF_RUNNING;
	now->fields = LINK_UP | LINK_MTU | LINK_MASTER | LINK_ADDRESSES;
	now->up = header->ifi_flags & IFF_UP;
	if (attributes[IFLA_MTU])
		now->mtu = nla_get_u32(attributes[IFLA_MTU]);
	if (lladdr && nla_len(lladdr) == sizeof(now->lladdr.bytes)) {
		memcpy(now->lladdr.bytes, nla_data(lladdr), sizeof(now->lladdr.bytes));
		now->fields |= LINK_LLADDR;
	}
	if (attributes[IFLA_MASTER])
		state->master = nla_get_u32(attributes[IFLA_MASTER]);
}

bool link_state_decode(struct nlmsghdr *message, struct link_state *state)
{
	struct nlattr *attributes[IFLA_MAX + 1];

	if (message->nlmsg_type != RTM_NEWLINK ||
	    nlmsg_parse(message, sizeof(struct ifinfomsg), attributes, IFLA_MAX, link_policy) < 0 ||
	    !attributes[IFLA_IFNAME])
		return false;
	take_link(attributes, nlmsg_data(message), state);
	return true;
}

static void take_host(const struct nlattr *from, const struct ifaddrmsg *header,
		      struct l2tp_address *address)
{
	*address = (struct l2tp_address){ .family = header->ifa_family,
					  .prefixlen = header->ifa_prefixlen };
	nla_memcpy(&address->v6, from, sizeof(address->v6));
}

/* Made by the kernel, or running out: a DHCP client's (net/ipv6/addrconf.c, net/ipv4/devinet.c). */
static bool is_automatic(struct nlattr *attributes[], const struct ifaddrmsg *header)
{
	uint32_t flags =
		attributes[IFA_FLAGS] ? nla_get_u32(attributes[IFA_FLAGS]) : header->ifa_flags;
	uint8_t maker = attributes[IFA_PROTO] ? nla_get_u8(attributes[IFA_PROTO]) : IFAPROT_UNSPEC;

	return maker == IFAPROT_KERNEL_LO || maker == IFAPROT_KERNEL_RA ||
	       maker == IFAPROT_KERNEL_LL || !(flags & IFA_F_PERMANENT);
}

/* What `addr` has no words for: an address that was given without them has none of it. */
static bool is_special(struct nlattr *attributes[], const struct ifaddrmsg *header,
		       const char *name)
{
	uint32_t flags =
		attributes[IFA_FLAGS] ? nla_get_u32(attributes[IFA_FLAGS]) : header->ifa_flags;
	const struct nlattr *label = attributes[IFA_LABEL];

	return flags & (IFA_F_NOPREFIXROUTE | IFA_F_MANAGETEMPADDR | IFA_F_MCAUTOJOIN) ||
	       attributes[IFA_BROADCAST] || attributes[IFA_RT_PRIORITY] ||
	       (label && strcmp(nla_data(label), name) != 0) ||
	       (header->ifa_family == AF_INET && header->ifa_scope != RT_SCOPE_UNIVERSE);
}

/* What of an address is read as that, without a look at its length or for its NUL. */
static const struct nla_policy address_policy[IFA_MAX + 1] = {
	[IFA_FLAGS] = { .type = NLA_U32 },
	[IFA_PROTO] = { .type = NLA_U8 },
	[IFA_LABEL] = { .type = NLA_STRING },
};

/*
 * IFA_ADDRESS is the peer, or the address itself; IPv6 then has no IFA_LOCAL. With a peer the prefix is the
 * peer's, and the local address is a host's.
 */
int link_address_decode(struct nlmsghdr *message, struct link_state *state, struct error *err)
{
	const struct ifaddrmsg *header = nlmsg_data(message);
	struct nlattr *attributes[IFA_MAX + 1];
	const struct nlattr *far, *near;
	struct link_address address = { 0 };

	if (nlmsg_parse(message, sizeof(*header), attributes, IFA_MAX, address_policy) < 0 ||
	    (header->ifa_family != AF_INET && header->ifa_family != AF_INET6))
		return 0;
	far = attributes[IFA_ADDRESS];
	near = attributes[IFA_LOCAL];
	address.automatic = is_automatic(attributes, header);
	address.special = is_special(attributes, header, state->name);
	if (!near)
		near = far;
	if (!near || nla_len(near) != (header->ifa_family == AF_INET ? 4 : 16) ||
	    header->ifa_prefixlen > 8 * nla_len(near))
		return 0;
	take_host(near, header, &address.local);
	if (far && nla_len(far) == nla_len(near) &&
	    memcmp(nla_data(far), nla_data(near), (size_t)nla_len(near)) != 0) {
		take_host(far, header, &address.peer);
		address.local.prefixlen = l2tp_address_host_bits(address.local.family);
	}
	return link_addresses_add(&state->now.addresses, &address, err);
}

/* IPv6 tells the newest first (net/ipv6/addrconf.c, ipv6_link_dev_addr); here the oldest comes first. */
void link_addresses_order(struct link_addresses *addresses)
{
	struct link_address *low = addresses->list, *high = low + addresses->count, swapped;

	while (low < high && low->local.family != AF_INET6)
		low++;
	for (; low + 1 < high; low++, high--) {
		swapped = *low;
		*low = high[-1];
		high[-1] = swapped;
	}
}
