// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * addresses.c - read the addresses of interfaces with libnl
 */
#include <errno.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

#include "lib/base/array.h"
#include "lib/netlink/links.h"
#include "lib/netlink/links_internal.h"
#include "lib/netlink/sysctl.h"

static void take_host(const struct nlattr *from, const struct ifaddrmsg *header,
		      struct l2tp_address *address)
{
	*address = (struct l2tp_address){ .family = header->ifa_family,
					  .prefixlen = header->ifa_prefixlen };
	nla_memcpy(&address->v6, from, sizeof(address->v6));
}

/* Whether ADDRESS is the link-local one that the kernel derives from LLADDR (RFC 4291, 2.5.1 and appendix A). */
static bool is_derived(const struct l2tp_address *address, const struct link_lladdr *lladdr)
{
	const uint8_t *mac = lladdr->bytes;
	const uint8_t derived[16] = { 0xfe, 0x80, [8] = mac[0] ^ 2, mac[1], mac[2],
				      0xff, 0xfe, mac[3],	    mac[4], mac[5] };

	return address->family == AF_INET6 && address->prefixlen == 64 &&
	       memcmp(&address->v6, derived, sizeof(derived)) == 0;
}

/* Since Linux 5.18 an address that the kernel made has IFA_PROTO. */
static bool kernel_says_makers(void)
{
	struct utsname system;
	unsigned int major, minor;

	return uname(&system) == 0 && sscanf(system.release, "%u.%u", &major, &minor) == 2 &&
	       (major > 5 || (major == 5 && minor >= 18));
}

/*
 * Whether the kernel made ADDRESS. Before Linux 5.18, its link-local address is recognised by how it is made
 * (net/ipv6/addrconf.c, addrconf_addr_gen), and one of a router advertisement by its lifetime. The generation mode is in
 * no message that leaves out counters (inet6_fill_ifla6_attrs).
 */
static bool is_by_kernel(struct nlattr *attributes[], const struct link_state *state,
			 const struct link_address *address)
{
	uint8_t maker = attributes[IFA_PROTO] ? nla_get_u8(attributes[IFA_PROTO]) : IFAPROT_UNSPEC;

	if (maker != IFAPROT_UNSPEC)
		return maker == IFAPROT_KERNEL_LO || maker == IFAPROT_KERNEL_RA ||
		       maker == IFAPROT_KERNEL_LL;
	if (address->local.family != AF_INET6)
		return false;
	if (address->as.flags & (IFA_F_STABLE_PRIVACY | IFA_F_TEMPORARY))
		return true;
	return is_derived(&address->local, &state->now.lladdr) && !kernel_says_makers() &&
	       sysctl_number("ipv6/conf/%s/addr_gen_mode", state->name, IN6_ADDR_GEN_MODE_EUI64) !=
		       IN6_ADDR_GEN_MODE_NONE;
}

/* The flags that an address can be given (net/ipv4/devinet.c, rtm_to_ifaddr; net/ipv6/addrconf.c, inet6_rtm_newaddr). */
#define SETTABLE \
	(IFA_F_NODAD | IFA_F_HOMEADDRESS | IFA_F_MANAGETEMPADDR | IFA_F_NOPREFIXROUTE | \
	 IFA_F_MCAUTOJOIN | IFA_F_OPTIMISTIC)

/* Read how the address of an interface NAME was made. `flags` has all of them. */
static void take_attributes(struct nlattr *attributes[], const struct ifaddrmsg *header,
			    struct link_address_as *as)
{
	const struct ifa_cacheinfo *life =
		attributes[IFA_CACHEINFO] &&
				nla_len(attributes[IFA_CACHEINFO]) >= (int)sizeof(*life)
			? nla_data(attributes[IFA_CACHEINFO])
			: NULL;

	as->flags = attributes[IFA_FLAGS] ? nla_get_u32(attributes[IFA_FLAGS]) : header->ifa_flags;
	as->metric = attributes[IFA_RT_PRIORITY] ? nla_get_u32(attributes[IFA_RT_PRIORITY]) : 0;
	as->valid = life ? life->ifa_valid : UINT32_MAX;
	as->preferred = life ? life->ifa_prefered : UINT32_MAX;
	as->scope = header->ifa_scope;
	as->proto = attributes[IFA_PROTO] ? nla_get_u8(attributes[IFA_PROTO]) : IFAPROT_UNSPEC;
	nla_memcpy(&as->broadcast, attributes[IFA_BROADCAST], sizeof(as->broadcast));
	if (attributes[IFA_LABEL])
		nla_strlcpy(as->label, attributes[IFA_LABEL], sizeof(as->label));
}

/* Whether an address of the interface NAME has attributes that `addr` cannot express. */
static bool is_special(const struct link_address *address, const char *name)
{
	const struct link_address_as *as = &address->as;

	return as->flags & (SETTABLE | IFA_F_DEPRECATED) || as->broadcast.s_addr || as->metric ||
	       as->proto || (as->label[0] && strcmp(as->label, name) != 0) ||
	       (address->local.family == AF_INET && as->scope != RT_SCOPE_UNIVERSE) ||
	       as->valid != UINT32_MAX || as->preferred != UINT32_MAX;
}

/* Validates the attributes that are read without checking length or NUL. */
static const struct nla_policy address_policy[IFA_MAX + 1] = {
	[IFA_FLAGS] = { .type = NLA_U32 },
	[IFA_PROTO] = { .type = NLA_U8 },
	[IFA_LABEL] = { .type = NLA_STRING },
	[IFA_RT_PRIORITY] = { .type = NLA_U32 },
};

/*
 * Add the address of MESSAGE, an RTM_NEWADDR, to STATE; other families are ignored. IFA_ADDRESS is the peer, or the
 * address itself; IPv6 then has no IFA_LOCAL. With a peer the prefix is the peer's, and the local address is a host's.
 * Returns 0, or -ENOMEM and err set.
 */
static int decode_address(struct nlmsghdr *message, struct link_state *state, struct error *err)
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
	take_attributes(attributes, header, &address.as);
	address.by_kernel = is_by_kernel(attributes, state, &address);
	address.automatic = address.by_kernel || !(address.as.flags & IFA_F_PERMANENT);
	address.special = is_special(&address, state->name);
	address.as.flags &= SETTABLE;
	return link_addresses_add(&state->now.addresses, &address, err);
}

/* Reverse IPv6 addresses, which the kernel sends newest first (net/ipv6/addrconf.c, ipv6_link_dev_addr). */
static void order_addresses(struct link_addresses *addresses)
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

/* Interfaces, sorted by index. */
struct addresses_of {
	struct link_state *list;
	size_t count;
};

/* A libnl callback for a message of an address dump. */
static int read_address(struct nl_msg *message, void *data)
{
	const struct addresses_of *links = data;
	struct nlmsghdr *nlh = nlmsg_hdr(message);
	const struct ifaddrmsg *header = nlmsg_data(nlh);
	struct link_state key = { 0 }, *state;
	struct error ignored = { 0 };

	if (nlh->nlmsg_type != RTM_NEWADDR || nlmsg_datalen(nlh) < (int)sizeof(*header))
		return NL_OK;
	key.index = header->ifa_index;
	state = array_find(links->list, links->count, sizeof(key), &key, link_state_compare);
	return state && decode_address(nlh, state, &ignored) < 0 ? -NLE_NOMEM : NL_OK;
}

/* Reads the messages, because struct rtnl_addr lacks IFA_PROTO. */
int links_read_addresses(struct links *links, struct link_state *list, size_t count,
			 struct error *err)
{
	const struct ifaddrmsg header = { .ifa_index = count == 1 ? list->index : 0 };
	struct addresses_of into = { list, count };
	int tries = LINKS_TRIES, code;
	size_t i;

	do {
		for (i = 0; i < count; i++)
			list[i].now.addresses.count = 0;
		code = links_ask(links,
				 links_request(RTM_GETADDR, NLM_F_DUMP, &header, sizeof(header)),
				 read_address, &into);
	} while (code == -NLE_DUMP_INTR && --tries > 0);
	for (i = 0; i < count; i++)
		order_addresses(&list[i].now.addresses);
	return code < 0 ? link_error(links, code, "addresses", err) : 0;
}
