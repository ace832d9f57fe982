// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * route.c - the route to a peer, from libnl-route-3
 */
#include "lib/netlink/route.h"

#include <errno.h>
#include <linux/rtnetlink.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>

#include "lib/base/escape.h"
#include "lib/netlink/links_internal.h"
#include "lib/netlink/sysctl.h"

/* Validates the attributes that are read without checking length. */
static const struct nla_policy route_policy[RTA_MAX + 1] = {
	[RTA_OIF] = { .type = NLA_U32 },
};
static const struct nla_policy metrics_policy[RTAX_MAX + 1] = {
	[RTAX_MTU] = { .type = NLA_U32 },
};

/* A libnl callback for the answer. */
static int take_route(struct nl_msg *message, void *data)
{
	struct nlattr *attributes[RTA_MAX + 1], *metrics[RTAX_MAX + 1];
	struct nlmsghdr *nlh = nlmsg_hdr(message);
	struct rta_cacheinfo cache = { 0 };
	const struct rtmsg *header = nlmsg_data(nlh);
	struct route *route = data;

	if (nlh->nlmsg_type != RTM_NEWROUTE ||
	    nlmsg_parse(nlh, sizeof(struct rtmsg), attributes, RTA_MAX, route_policy) < 0)
		return NL_OK;
	if (attributes[RTA_CACHEINFO])
		nla_memcpy(&cache, attributes[RTA_CACHEINFO], sizeof(cache));
	route->to_this_host = header->rtm_type == RTN_LOCAL;
	/* configured routes do not expire */
	route->learned = cache.rta_expires != 0;
	if (attributes[RTA_OIF])
		route->index = nla_get_u32(attributes[RTA_OIF]);
	if (attributes[RTA_METRICS] &&
	    nla_parse_nested(metrics, RTAX_MAX, attributes[RTA_METRICS], metrics_policy) == 0 &&
	    metrics[RTAX_MTU])
		route->mtu = nla_get_u32(metrics[RTAX_MTU]);
	return NL_OK;
}

/* The request for the route from LOCAL to REMOTE, or NULL if out of memory. */
static struct nl_msg *route_request(const struct l2tp_address *local,
				    const struct l2tp_address *remote)
{
	const unsigned char bits = l2tp_address_host_bits(remote->family);
	const bool from = !l2tp_address_is_any(local);
	const struct rtmsg header = { .rtm_family = remote->family,
				      .rtm_dst_len = bits,
				      .rtm_src_len = from ? bits : 0 };
	struct nl_msg *message = links_request(RTM_GETROUTE, 0, &header, sizeof(header));

	if (message && (nla_put(message, RTA_DST, bits / 8, &remote->v6) < 0 ||
			(from && nla_put(message, RTA_SRC, bits / 8, &local->v6) < 0))) {
		nlmsg_free(message);
		return NULL;
	}
	return message;
}

int route_get(struct links *links, const struct l2tp_address *local,
	      const struct l2tp_address *remote, struct route *route, struct error *err)
{
	char text[TEXT_SIZE];
	int tries = LINKS_TRIES, code;

	do {
		*route = (struct route){ 0 };
		code = links_ask(links, route_request(local, remote), take_route, route);
	} while (code == -NLE_DUMP_INTR && --tries > 0);
	if (code >= 0 && route->index)
		return 0;
	l2tp_address_print(remote, text);
	return error_set(err, -ENETUNREACH, "no route to %s", text);
}

uint32_t route_link_mtu(const struct link_state *link, int family)
{
	int64_t mtu = family == AF_INET6 ? sysctl_number("ipv6/conf/%s/mtu", link->name, 0) : 0;

	return mtu > 0 ? (uint32_t)mtu : link->now.mtu;
}
