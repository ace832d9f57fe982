// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * link.c - interfaces and addresses, by libnl-route-3
 */
#include "lib/link.h"

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

#include "lib/array.h"
#include "lib/cleanup.h"
#include "lib/link_internal.h"

int link_error(struct error *err, int code, const char *what)
{
	int number = code == -NLE_OBJ_NOTFOUND || code == -NLE_NODEV ? -ENODEV
		     : code == -NLE_PERM			     ? -EPERM
		     : code == -NLE_NOMEM			     ? -ENOMEM
		     : code == -NLE_BUSY			     ? -EBUSY
								     : -EIO;

	return error_set(err, number, "%s: %s", what, nl_geterror(code));
}

int links_open(struct links **links, struct error *err)
{
	struct links *opened = calloc(1, sizeof(*opened));
	const int strict = 1; /* a dump of one interface's addresses is of that interface alone */
	int code;

	if (!opened || !(opened->socket = nl_socket_alloc())) {
		free(opened);
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	}
	code = nl_connect(opened->socket, NETLINK_ROUTE);
	if (code == 0 && setsockopt(nl_socket_get_fd(opened->socket), SOL_NETLINK,
				    NETLINK_GET_STRICT_CHK, &strict, sizeof(strict)) < 0)
		code = -nl_syserr2nlerr(errno);
	if (code < 0) {
		links_close(opened);
		return link_error(err, code, "rtnetlink");
	}
	*links = opened;
	return 0;
}

void links_close(struct links *links)
{
	if (!links)
		return;
	nl_socket_free(links->socket);
	free(links);
}

void link_putp(struct rtnl_link **link)
{
	rtnl_link_put(*link);
}

static void cache_freep(struct nl_cache **cache)
{
	nl_cache_free(*cache);
}

static void take_link(struct rtnl_link *link, struct link_state *state)
{
	struct nl_addr *lladdr = rtnl_link_get_addr(link);
	struct link_settings *now = &state->now;
	const char *kind = rtnl_link_get_type(link);

	*state = (struct link_state){ .index = (unsigned int)rtnl_link_get_ifindex(link) };
	snprintf(state->name, sizeof(state->name), "%s", rtnl_link_get_name(link));
	state->foreign = kind != NULL;
	snprintf(state->kind, sizeof(state->kind), "%s", kind ? kind : "");
	state->running = rtnl_link_get_flags(link) & IFF_RUNNING;
	state->master = (unsigned int)rtnl_link_get_master(link);
	now->fields = LINK_UP | LINK_MTU | LINK_MASTER | LINK_ADDRESSES;
	now->up = rtnl_link_get_flags(link) & IFF_UP;
	now->mtu = rtnl_link_get_mtu(link);
	if (lladdr && nl_addr_get_len(lladdr) == sizeof(now->lladdr.bytes)) {
		memcpy(now->lladdr.bytes, nl_addr_get_binary_addr(lladdr),
		       sizeof(now->lladdr.bytes));
		now->fields |= LINK_LLADDR;
	}
	if (state->master)
		if_indextoname(state->master, now->master);
}

static void take_address(const struct nlattr *from, const struct ifaddrmsg *header,
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

/* IPv6 tells the newest first (net/ipv6/addrconf.c, ipv6_link_dev_addr); here the oldest comes first. */
static void put_first_of_its_family(struct link_addresses *addresses)
{
	struct link_address newest = addresses->list[addresses->count - 1];
	size_t i = addresses->count - 1;

	for (; i > 0 && addresses->list[i - 1].local.family == newest.local.family; i--)
		addresses->list[i] = addresses->list[i - 1];
	addresses->list[i] = newest;
}

/*
 * IFA_ADDRESS is the peer, or the address itself; IPv6 then has no IFA_LOCAL. With a peer the prefix is the
 * peer's, and the local address is a host's.
 */
static void add_address(struct nlattr *attributes[], const struct ifaddrmsg *header,
			struct link_state *state)
{
	const struct nlattr *far = attributes[IFA_ADDRESS], *near = attributes[IFA_LOCAL];
	struct link_addresses *addresses = &state->now.addresses;
	struct link_address *address;

	if (!near)
		near = far;
	if (!near || nla_len(near) != (header->ifa_family == AF_INET ? 4 : 16) ||
	    header->ifa_prefixlen > 8 * nla_len(near))
		return;
	if (addresses->count == LINK_ADDRESSES_MAX) {
		state->addresses_left_out++;
		return;
	}
	address = &addresses->list[addresses->count++];
	*address = (struct link_address){ .automatic = is_automatic(attributes, header),
					  .special = is_special(attributes, header, state->name) };
	take_address(near, header, &address->local);
	if (far && nla_len(far) == nla_len(near) &&
	    memcmp(nla_data(far), nla_data(near), (size_t)nla_len(near)) != 0) {
		take_address(far, header, &address->peer);
		address->local.prefixlen = address->local.family == AF_INET ? 32 : 128;
	}
	if (address->local.family == AF_INET6)
		put_first_of_its_family(addresses);
}

static int compare_index(const void *a, const void *b)
{
	const struct link_state *left = a, *right = b;

	return (left->index > right->index) - (left->index < right->index);
}

/* The interfaces whose addresses are being read. */
struct link_list {
	struct link_state *list; /* sorted by index */
	size_t count;
};

/* What of an address is read as that, without a look at its length or for its NUL. */
static const struct nla_policy address_policy[IFA_MAX + 1] = {
	[IFA_FLAGS] = { .type = NLA_U32 },
	[IFA_PROTO] = { .type = NLA_U8 },
	[IFA_LABEL] = { .type = NLA_STRING },
};

/* A callback of libnl, for one message of a dump of addresses. */
static int read_address(struct nl_msg *message, void *data)
{
	const struct link_list *links = data;
	struct nlmsghdr *nlh = nlmsg_hdr(message);
	struct nlattr *attributes[IFA_MAX + 1];
	const struct ifaddrmsg *header = nlmsg_data(nlh);
	struct link_state key = { 0 }, *state;

	if (nlh->nlmsg_type != RTM_NEWADDR ||
	    nlmsg_parse(nlh, sizeof(*header), attributes, IFA_MAX, address_policy) < 0 ||
	    (header->ifa_family != AF_INET && header->ifa_family != AF_INET6))
		return NL_OK;
	key.index = header->ifa_index;
	state = links->count ? bsearch(&key, links->list, links->count, sizeof(key), compare_index)
			     : NULL;
	if (state)
		add_address(attributes, header, state);
	return NL_OK;
}

/* Of one interface the kernel tells its addresses alone: many have thousands. */
static int dump_addresses(struct links *links, struct link_list *into)
{
	const struct ifaddrmsg header = { .ifa_index = into->count == 1 ? into->list->index : 0 };
	struct nl_cb *callbacks = nl_cb_alloc(NL_CB_DEFAULT);
	int code = callbacks ? nl_send_simple(links->socket, RTM_GETADDR, NLM_F_DUMP,
					      (void *)&header, sizeof(header))
			     : -NLE_NOMEM;

	if (code >= 0) {
		nl_cb_set(callbacks, NL_CB_VALID, NL_CB_CUSTOM, read_address, into);
		code = nl_recvmsgs(links->socket, callbacks);
	}
	nl_cb_put(callbacks);
	return code;
}

/*
 * The addresses of the COUNT interfaces in LIST, sorted by index. Read from the messages, since struct rtnl_addr
 * does not tell who made an address (IFA_PROTO). From the start again where another's change interrupted it.
 */
static int read_addresses(struct links *links, struct link_state *list, size_t count,
			  struct error *err)
{
	struct link_list into = { .list = list, .count = count };
	int tries = 20, code;
	size_t i;

	do {
		for (i = 0; i < count; i++) {
			list[i].now.addresses.count = 0;
			list[i].addresses_left_out = 0;
		}
		code = dump_addresses(links, &into);
	} while (code == -NLE_DUMP_INTR && --tries > 0);
	return code < 0 ? link_error(err, code, "addresses") : 0;
}

int links_read(struct links *links, unsigned int index, struct link_state *state, struct error *err)
{
	CLEANUP(link_putp) struct rtnl_link *link = NULL;
	int code = -NLE_OBJ_NOTFOUND; /* of what libnl would call a bug of ours and abort() for */

	if (index > 0 && index <= INT_MAX)
		code = rtnl_link_get_kernel(links->socket, (int)index, NULL, &link);
	/* libnl takes any answer, an acknowledgement too */
	if (code >= 0 && (!link || rtnl_link_get_ifindex(link) != (int)index))
		code = -NLE_OBJ_NOTFOUND;
	if (code < 0)
		return link_error(err, code, "interface");
	take_link(link, state);
	return read_addresses(links, state, 1, err);
}

int links_list(struct links *links, struct link_state **list, size_t *count, struct error *err)
{
	CLEANUP(cache_freep) struct nl_cache *cache = NULL;
	int code = rtnl_link_alloc_cache(links->socket, AF_UNSPEC, &cache);
	struct nl_object *object;
	size_t room = 0;

	*list = NULL;
	*count = 0;
	if (code < 0)
		return link_error(err, code, "interfaces");
	for (object = nl_cache_get_first(cache); object; object = nl_cache_get_next(object)) {
		void *grown = array_grow(*list, *count, &room, sizeof(**list));

		if (!grown)
			return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
		*list = grown;
		take_link((struct rtnl_link *)object, &(*list)[(*count)++]);
	}
	*count = array_sort_unique(*list, *count, sizeof(**list), compare_index);
	return read_addresses(links, *list, *count, err);
}

const struct link_state *links_find(const struct link_state *list, size_t count, const char *name)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(list[i].name, name) == 0)
			return &list[i];
	return NULL;
}
