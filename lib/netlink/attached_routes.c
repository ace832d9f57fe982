// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * attached_routes.c - the routes, neighbours and queueing disciplines of interfaces
 */
#include <arpa/inet.h>
#include <linux/if_addr.h>
#include <linux/if_ether.h>
#include <linux/neighbour.h>
#include <linux/nexthop.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <netlink/netlink.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/array.h"
#include "lib/base/escape.h"
#include "lib/model/address.h"
#include "lib/netlink/attached_internal.h"

/* The clock of RTA_EXPIRES's counterpart, rta_expires: USER_HZ. */
#define CLOCK_RATE 100
/* Bytes for an attribute that is added to a copied message. */
#define SPARE_SIZE 16

/* Print the address of FAMILY in ATTR, which may be NULL, with PREFIXLEN, or "". */
static void print_address(int family, const struct nlattr *attr, uint8_t prefixlen,
			  char text[TEXT_SIZE])
{
	struct l2tp_address address = { .family = (uint8_t)family, .prefixlen = prefixlen };

	text[0] = '\0';
	if (!attr || (family != AF_INET && family != AF_INET6))
		return;
	nla_memcpy(&address.v6, attr, sizeof(address.v6));
	l2tp_address_print(&address, text);
}

struct rtnexthop *attached_first_hop(struct nlmsghdr *message, int *left)
{
	struct nlattr *paths =
		message->nlmsg_type == RTM_NEWROUTE
			? nlmsg_find_attr(message, sizeof(struct rtmsg), RTA_MULTIPATH)
			: NULL;
	struct rtnexthop *hop = paths ? nla_data(paths) : NULL;

	*left = paths ? nla_len(paths) : 0;
	return *left >= (int)sizeof(*hop) && RTNH_OK(hop, *left) ? hop : NULL;
}

struct rtnexthop *attached_next_hop(struct rtnexthop *hop, int *left)
{
	*left -= (int)RTNH_ALIGN(hop->rtnh_len);
	hop = RTNH_NEXT(hop);
	return *left >= (int)sizeof(*hop) && RTNH_OK(hop, *left) ? hop : NULL;
}

/* Copy the message HEADER as a request that creates its object anew. */
static struct nl_msg *copy_message(struct nlmsghdr *header)
{
	struct nl_msg *copy = nlmsg_alloc_size(header->nlmsg_len + SPARE_SIZE);

	if (!copy)
		return NULL;
	memcpy(nlmsg_hdr(copy), header, header->nlmsg_len);
	nlmsg_hdr(copy)->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_REPLACE;
	/* libnl fills them in when it sends */
	nlmsg_hdr(copy)->nlmsg_seq = NL_AUTO_SEQ;
	nlmsg_hdr(copy)->nlmsg_pid = NL_AUTO_PORT;
	return copy;
}

/* The first wanted interface that the route MESSAGE leads through, or 0. */
static unsigned int wanted_path(const struct attached_reading *reading, struct nlmsghdr *message)
{
	const struct nlattr *out = nlmsg_find_attr(message, sizeof(struct rtmsg), RTA_OIF);
	unsigned int index = out ? nla_get_u32(out) : 0;
	struct rtnexthop *hop;
	int left;

	if (index && attached_is_wanted(reading, index))
		return index;
	for (hop = attached_first_hop(message, &left); hop; hop = attached_next_hop(hop, &left))
		if (attached_is_wanted(reading, (unsigned int)hop->rtnh_ifindex))
			return (unsigned int)hop->rtnh_ifindex;
	return 0;
}

/* The wanted interface that has the source address of a route with ATTRIBUTES, or 0. */
static unsigned int wanted_source(const struct attached_reading *reading, int family,
				  struct nlattr **attributes)
{
	const struct nlattr *source = attributes[RTA_PREFSRC];
	size_t i;

	for (i = 0; source && i < reading->source_count; i++) {
		const struct attached_source *known = &reading->sources[i];

		if (known->address.family == family && nla_len(source) <= 16 &&
		    memcmp(&known->address.v6, nla_data(source), (size_t)nla_len(source)) == 0)
			return known->index;
	}
	return 0;
}

/*
 * Make the copy MESSAGE of a route one that the kernel takes: it takes no state of a route (net/ipv4/fib_semantics.c,
 * fib_create_info), and its lifetime elsewhere. A route must not take the place of another one for the same destination,
 * which may lead elsewhere: it is put before the others, or behind the first if it FOLLOWS one
 * (net/ipv4/fib_trie.c, fib_table_insert). One of several paths replaces what is left of it.
 */
static void make_route_new(struct nl_msg *message, struct nlattr **attributes, bool follows)
{
	struct nlmsghdr *header = nlmsg_hdr(message);
	struct rtmsg *route = nlmsg_data(header);
	const struct rta_cacheinfo *life =
		attributes[RTA_CACHEINFO] &&
				nla_len(attributes[RTA_CACHEINFO]) >= (int)sizeof(*life)
			? nla_data(attributes[RTA_CACHEINFO])
			: NULL;
	struct rtnexthop *hop;
	int left;

	route->rtm_flags &= RTNH_F_ONLINK | RTNH_F_PERVASIVE;
	for (hop = attached_first_hop(header, &left); hop; hop = attached_next_hop(hop, &left))
		hop->rtnh_flags &= RTNH_F_ONLINK | RTNH_F_PERVASIVE;
	if (!attributes[RTA_MULTIPATH])
		header->nlmsg_flags =
			NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | (follows ? NLM_F_APPEND : 0);
	if (life && life->rta_expires > 0)
		nla_put_u32(message, RTA_EXPIRES, (uint32_t)life->rta_expires / CLOCK_RATE);
}

/* Whether the kernel makes the route itself, with an address or from router advertisements. */
static bool is_of_kernel(const struct rtmsg *route)
{
	return route->rtm_flags & RTM_F_CLONED || route->rtm_protocol == RTPROT_KERNEL ||
	       route->rtm_protocol == RTPROT_RA || route->rtm_protocol == RTPROT_REDIRECT;
}

/* Whether the route before this one in the dump was for the same destination. Remembers this one. */
static bool follows_another(struct attached_reading *reading, const struct rtmsg *route,
			    struct nlattr **attributes)
{
	struct attached_destination now = { .family = route->rtm_family,
					    .length = route->rtm_dst_len,
					    .tos = route->rtm_tos,
					    .table = route->rtm_table };
	bool follows;

	if (attributes[RTA_TABLE])
		now.table = nla_get_u32(attributes[RTA_TABLE]);
	if (attributes[RTA_PRIORITY])
		now.metric = nla_get_u32(attributes[RTA_PRIORITY]);
	if (attributes[RTA_DST])
		nla_memcpy(now.address, attributes[RTA_DST], sizeof(now.address));
	follows = memcmp(&now, &reading->last, sizeof(now)) == 0;
	reading->last = now;
	return follows;
}

/* Print what the route with ATTRIBUTES leads to, and through what. */
static void print_route(const struct rtmsg *route, struct nlattr **attributes, char *text,
			size_t size)
{
	char to[TEXT_SIZE], via[TEXT_SIZE];

	print_address(route->rtm_family, attributes[RTA_DST], route->rtm_dst_len, to);
	print_address(route->rtm_family, attributes[RTA_GATEWAY],
		      l2tp_address_host_bits(route->rtm_family), via);
	snprintf(text, size, "route %s%s%s", to[0] ? to : "default", via[0] ? " via " : "", via);
}

/*
 * A libnl callback for a route: through a wanted interface, or through another one from an address of a wanted one. With
 * the address the kernel deletes an IPv4 route (fib_sync_down_addr), and takes the source from one of IPv6
 * (net/ipv6/route.c, fib6_remove_prefsrc), which no request sets again.
 */
static int read_route(struct nl_msg *message, void *data)
{
	struct attached_reading *reading = data;
	struct nlmsghdr *header = nlmsg_hdr(message);
	const struct rtmsg *route = nlmsg_data(header);
	struct nlattr *attributes[RTA_MAX + 1];
	unsigned int through, index;
	struct nl_msg *copy = NULL;
	struct attached *thing;
	char text[2 * TEXT_SIZE + 16];
	bool follows, ipv6;

	if (header->nlmsg_type != RTM_NEWROUTE ||
	    nlmsg_parse(header, sizeof(*route), attributes, RTA_MAX, NULL) < 0)
		return NL_OK;
	follows = follows_another(reading, route, attributes);
	if (is_of_kernel(route))
		return NL_OK;
	through = wanted_path(reading, header);
	index = through ? through : wanted_source(reading, route->rtm_family, attributes);
	if (!index)
		return NL_OK;
	ipv6 = route->rtm_family == AF_INET6;
	if (!attributes[RTA_NH_ID] && (through || !ipv6))
		copy = copy_message(header);
	if (copy)
		make_route_new(copy, attributes, follows);
	print_route(route, attributes, text, sizeof(text));
	thing = attached_add(reading, index, copy, "%s%s", text,
			     through || !ipv6 ? "" : "'s source address");
	if (!thing)
		return NL_OK;
	thing->falls = through || ipv6;
	thing->is_route = true;
	reading->found->has_multipath = reading->found->has_multipath || attributes[RTA_MULTIPATH];
	return NL_OK;
}

/* A libnl callback for an address of a wanted interface, which may be the source of routes. */
static int read_source(struct nl_msg *message, void *data)
{
	struct attached_reading *reading = data;
	struct nlmsghdr *header = nlmsg_hdr(message);
	const struct ifaddrmsg *ifa = nlmsg_data(header);
	const struct nlattr *address = NULL;
	struct attached_source *list;

	if (header->nlmsg_type != RTM_NEWADDR || !nlmsg_valid_hdr(header, sizeof(*ifa)) ||
	    !attached_is_wanted(reading, ifa->ifa_index))
		return NL_OK;
	address = nlmsg_find_attr(header, sizeof(*ifa), IFA_LOCAL);
	if (!address)
		address = nlmsg_find_attr(header, sizeof(*ifa), IFA_ADDRESS);
	list = array_grow(reading->sources, reading->source_count, &reading->source_room,
			  sizeof(*list));
	if (!list || !address) {
		reading->no_memory = reading->no_memory || !list;
		return NL_OK;
	}
	reading->sources = list;
	list += reading->source_count++;
	*list = (struct attached_source){ .index = ifa->ifa_index };
	list->address.family = ifa->ifa_family;
	nla_memcpy(&list->address.v6, address, sizeof(list->address.v6));
	return NL_OK;
}

/*
 * Whether the entry NEIGHBOUR of a forwarding database is configured: a static one, or a permanent one that is not the
 * port's own address (net/bridge/br_fdb.c) and no multicast address, which the kernel adds to the interface itself.
 */
static bool is_configured(struct attached_reading *reading, const struct ndmsg *neighbour,
			  struct nlattr **attributes)
{
	const struct nlattr *address = attributes[NDA_LLADDR];
	const struct link_lladdr *own;

	if (neighbour->ndm_state == NUD_NOARP)
		return attributes[NDA_MASTER];
	if (neighbour->ndm_state != NUD_PERMANENT || !address || nla_len(address) != ETH_ALEN ||
	    *(const uint8_t *)nla_data(address) & 1)
		return false;
	own = attached_lladdr(reading, (unsigned int)neighbour->ndm_ifindex);
	return own && memcmp(own->bytes, nla_data(address), ETH_ALEN) != 0;
}

/* A libnl callback for a neighbour. Only permanent ones are configured, and some of the forwarding database. */
static int read_neighbour(struct nl_msg *message, void *data)
{
	struct attached_reading *reading = data;
	struct nlmsghdr *header = nlmsg_hdr(message);
	const struct ndmsg *neighbour = nlmsg_data(header);
	struct nlattr *attributes[NDA_MAX + 1];
	bool bridge = neighbour->ndm_family == AF_BRIDGE;
	char address[TEXT_SIZE];
	struct attached *thing;

	if (header->nlmsg_type != RTM_NEWNEIGH ||
	    !attached_is_wanted(reading, (unsigned int)neighbour->ndm_ifindex) ||
	    nlmsg_parse(header, sizeof(*neighbour), attributes, NDA_MAX, NULL) < 0)
		return NL_OK;
	if (bridge ? !is_configured(reading, neighbour, attributes)
		   : !(neighbour->ndm_state & NUD_PERMANENT) && !(neighbour->ndm_flags & NTF_PROXY))
		return NL_OK;
	print_address(neighbour->ndm_family, attributes[NDA_DST],
		      l2tp_address_host_bits(neighbour->ndm_family), address);
	thing = attached_add(reading, (unsigned int)neighbour->ndm_ifindex, copy_message(header),
			     bridge ? "static forwarding entry%s" : "neighbour %s", address);
	if (thing && bridge)
		((struct ndmsg *)nlmsg_data(thing->message))->ndm_flags |=
			attributes[NDA_MASTER] ? NTF_MASTER : NTF_SELF;
	if (thing)
		thing->falls = !bridge;
	return NL_OK;
}

/* A libnl callback for a queueing discipline; the kernel's own has no handle. */
static int read_qdisc(struct nl_msg *message, void *data)
{
	struct attached_reading *reading = data;
	struct nlmsghdr *header = nlmsg_hdr(message);
	const struct tcmsg *qdisc = nlmsg_data(header);
	const struct nlattr *kind;
	char name[TEXT_SIZE];

	if (header->nlmsg_type != RTM_NEWQDISC || nlmsg_datalen(header) < (int)sizeof(*qdisc) ||
	    !qdisc->tcm_handle || !attached_is_wanted(reading, (unsigned int)qdisc->tcm_ifindex))
		return NL_OK;
	kind = nlmsg_find_attr(header, sizeof(*qdisc), TCA_KIND);
	escape_text(kind ? nla_data(kind) : "", name, sizeof(name));
	attached_add(reading, (unsigned int)qdisc->tcm_ifindex, NULL,
		     "qdisc %s %x: with its classes and filters", name,
		     TC_H_MAJ(qdisc->tcm_handle) >> 16);
	return NL_OK;
}

/* A libnl callback for a nexthop object, which routes refer to by id. */
static int read_nexthop(struct nl_msg *message, void *data)
{
	struct attached_reading *reading = data;
	struct nlmsghdr *header = nlmsg_hdr(message);
	const struct nlattr *index = nlmsg_find_attr(header, sizeof(struct nhmsg), NHA_OIF);
	const struct nlattr *id = nlmsg_find_attr(header, sizeof(struct nhmsg), NHA_ID);
	struct attached *thing;

	if (header->nlmsg_type != RTM_NEWNEXTHOP || !index || !id ||
	    !attached_is_wanted(reading, nla_get_u32(index)))
		return NL_OK;
	thing = attached_add(reading, nla_get_u32(index), NULL, "nexthop id %u and its routes",
			     nla_get_u32(id));
	/* net/ipv4/nexthop.c, nexthop_flush_dev */
	if (thing)
		thing->falls = true;
	return NL_OK;
}

int attached_read_routes(struct attached_reading *reading)
{
	const struct ndmsg all = { .ndm_family = AF_UNSPEC }, fdb = { .ndm_family = AF_BRIDGE };
	const struct ndmsg proxies = { .ndm_flags = NTF_PROXY };
	const struct ifaddrmsg addresses = { .ifa_family = AF_UNSPEC };
	const struct rtmsg routes = { .rtm_family = AF_UNSPEC };
	const struct tcmsg qdiscs = { .tcm_family = AF_UNSPEC };
	const struct nhmsg nexthops = { .nh_family = AF_UNSPEC };
	const struct {
		int type;
		const void *header;
		size_t size;
		nl_recvmsg_msg_cb_t callback;
	} dumps[] = {
		{ RTM_GETADDR, &addresses, sizeof(addresses), read_source },
		{ RTM_GETQDISC, &qdiscs, sizeof(qdiscs), read_qdisc },
		{ RTM_GETNEXTHOP, &nexthops, sizeof(nexthops), read_nexthop },
		{ RTM_GETNEIGH, &all, sizeof(all), read_neighbour },
		{ RTM_GETNEIGH, &proxies, sizeof(proxies), read_neighbour },
		{ RTM_GETNEIGH, &fdb, sizeof(fdb), read_neighbour },
		{ RTM_GETROUTE, &routes, sizeof(routes), read_route },
	};
	int code = 0;
	size_t i;

	for (i = 0; i < sizeof(dumps) / sizeof(dumps[0]) && code == 0; i++)
		code = attached_dump(reading, dumps[i].type, dumps[i].header, dumps[i].size,
				     dumps[i].callback);
	return code;
}
