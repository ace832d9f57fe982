// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * attached_routes.c - the routes, neighbours and queueing disciplines of interfaces
 */
#include <arpa/inet.h>
#include <linux/neighbour.h>
#include <linux/nexthop.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <netlink/netlink.h>
#include <stdio.h>
#include <string.h>

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

/* Whether one of the PATHS, an RTA_MULTIPATH, leads to a wanted interface. Sets *INDEX to that interface. */
static bool has_wanted_path(const struct attached_reading *reading, struct nlattr *paths,
			    unsigned int *index)
{
	struct rtnexthop *hop = nla_data(paths);
	int left = nla_len(paths);

	for (; RTNH_OK(hop, left); left -= (int)NLMSG_ALIGN(hop->rtnh_len), hop = RTNH_NEXT(hop)) {
		*index = (unsigned int)hop->rtnh_ifindex;
		if (attached_is_wanted(reading, *index))
			return true;
	}
	return false;
}

/* The kernel takes no state of a route (net/ipv4/fib_semantics.c, fib_create_info), and its lifetime elsewhere. */
static void make_route_new(struct nl_msg *message, struct nlattr **attributes)
{
	struct rtmsg *route = nlmsg_data(nlmsg_hdr(message));
	const struct rta_cacheinfo *life =
		attributes[RTA_CACHEINFO] &&
				nla_len(attributes[RTA_CACHEINFO]) >= (int)sizeof(*life)
			? nla_data(attributes[RTA_CACHEINFO])
			: NULL;

	route->rtm_flags &= RTNH_F_ONLINK | RTNH_F_PERVASIVE;
	if (life && life->rta_expires > 0)
		nla_put_u32(message, RTA_EXPIRES, (uint32_t)life->rta_expires / CLOCK_RATE);
}

/* Whether the kernel makes the route itself, with an address or from router advertisements. */
static bool is_of_kernel(const struct rtmsg *route)
{
	return route->rtm_flags & RTM_F_CLONED || route->rtm_protocol == RTPROT_KERNEL ||
	       route->rtm_protocol == RTPROT_RA || route->rtm_protocol == RTPROT_REDIRECT;
}

/* A libnl callback for a route. */
static int read_route(struct nl_msg *message, void *data)
{
	struct attached_reading *reading = data;
	struct nlmsghdr *header = nlmsg_hdr(message);
	const struct rtmsg *route = nlmsg_data(header);
	struct nlattr *attributes[RTA_MAX + 1];
	char to[TEXT_SIZE], via[TEXT_SIZE];
	struct attached *thing;
	struct nl_msg *copy;
	unsigned int index;

	if (header->nlmsg_type != RTM_NEWROUTE ||
	    nlmsg_parse(header, sizeof(*route), attributes, RTA_MAX, NULL) < 0 ||
	    is_of_kernel(route))
		return NL_OK;
	index = attributes[RTA_OIF] ? nla_get_u32(attributes[RTA_OIF]) : 0;
	if (attributes[RTA_MULTIPATH] ? !has_wanted_path(reading, attributes[RTA_MULTIPATH], &index)
				      : !attached_is_wanted(reading, index))
		return NL_OK;
	copy = attributes[RTA_NH_ID] ? NULL : copy_message(header);
	if (copy)
		make_route_new(copy, attributes);
	print_address(route->rtm_family, attributes[RTA_DST], route->rtm_dst_len, to);
	print_address(route->rtm_family, attributes[RTA_GATEWAY],
		      l2tp_address_host_bits(route->rtm_family), via);
	thing = attached_add(reading, index, copy, "route %s%s%s", to[0] ? to : "default",
			     via[0] ? " via " : "", via);
	if (thing)
		thing->falls = true;
	return NL_OK;
}

/*
 * A libnl callback for a neighbour. Only permanent ones are configured; the forwarding database also has static ones,
 * and lists the address of each port as a permanent one (net/bridge/br_fdb.c).
 */
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
	if (bridge ? neighbour->ndm_state != NUD_NOARP || !attributes[NDA_MASTER]
		   : !(neighbour->ndm_state & NUD_PERMANENT) && !(neighbour->ndm_flags & NTF_PROXY))
		return NL_OK;
	print_address(neighbour->ndm_family, attributes[NDA_DST],
		      l2tp_address_host_bits(neighbour->ndm_family), address);
	thing = attached_add(reading, (unsigned int)neighbour->ndm_ifindex, copy_message(header),
			     bridge ? "static forwarding entry%s" : "neighbour %s", address);
	if (thing && bridge)
		((struct ndmsg *)nlmsg_data(thing->message))->ndm_flags |= NTF_MASTER;
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

	if (header->nlmsg_type == RTM_NEWNEXTHOP && index && id &&
	    attached_is_wanted(reading, nla_get_u32(index)))
		attached_add(reading, nla_get_u32(index), NULL, "nexthop id %u and its routes",
			     nla_get_u32(id));
	return NL_OK;
}

int attached_read_routes(struct attached_reading *reading)
{
	const struct ndmsg all = { .ndm_family = AF_UNSPEC }, fdb = { .ndm_family = AF_BRIDGE };
	const struct ndmsg proxies = { .ndm_flags = NTF_PROXY };
	const struct rtmsg routes = { .rtm_family = AF_UNSPEC };
	const struct tcmsg qdiscs = { .tcm_family = AF_UNSPEC };
	const struct nhmsg nexthops = { .nh_family = AF_UNSPEC };
	const struct {
		int type;
		const void *header;
		size_t size;
		nl_recvmsg_msg_cb_t callback;
		bool of_ports;
	} dumps[] = {
		{ RTM_GETQDISC, &qdiscs, sizeof(qdiscs), read_qdisc, false },
		{ RTM_GETNEXTHOP, &nexthops, sizeof(nexthops), read_nexthop, false },
		{ RTM_GETNEIGH, &all, sizeof(all), read_neighbour, false },
		{ RTM_GETNEIGH, &proxies, sizeof(proxies), read_neighbour, false },
		{ RTM_GETNEIGH, &fdb, sizeof(fdb), read_neighbour, true },
		{ RTM_GETROUTE, &routes, sizeof(routes), read_route, false },
	};
	int code = 0;
	size_t i;

	for (i = 0; i < sizeof(dumps) / sizeof(dumps[0]) && code == 0; i++)
		if (!dumps[i].of_ports || reading->has_port)
			code = attached_dump(reading, dumps[i].type, dumps[i].header, dumps[i].size,
					     dumps[i].callback);
	return code;
}
