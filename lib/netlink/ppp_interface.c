// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ppp_interface.c - whether there is any PPP interface
 */
#include "lib/netlink/ppp_interface.h"

#include <libmnl/libmnl.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>

#include "lib/base/cleanup.h"
#include "lib/netlink/socket.h"
#include "lib/netlink/socket_internal.h"

#define KIND "ppp"

bool ppp_interface_is(const struct nlmsghdr *message)
{
	const struct nlattr *attr, *nested;

	if (message->nlmsg_type != RTM_NEWLINK ||
	    mnl_nlmsg_get_payload_len(message) < sizeof(struct ifinfomsg))
		return false;
	mnl_attr_for_each(attr, message, sizeof(struct ifinfomsg)) {
		if (mnl_attr_get_type(attr) != IFLA_LINKINFO)
			continue;
		mnl_attr_for_each_nested(nested, attr)
		{
			if (mnl_attr_get_type(nested) == IFLA_INFO_KIND &&
			    mnl_attr_get_payload_len(nested) == sizeof(KIND))
				return memcmp(mnl_attr_get_payload(nested), KIND, sizeof(KIND)) ==
				       0;
		}
	}
	return false;
}

static int look(const struct nlmsghdr *message, void *data, struct error *err)
{
	bool *found = data;

	(void)err;
	*found = *found || ppp_interface_is(message);
	return 0;
}

/* All of that kind, without their counters; a kernel that does not know the filter sends all of all kinds. */
static struct nlmsghdr *request_links(void *buffer)
{
	struct nlmsghdr *request = mnl_nlmsg_put_header(buffer);
	struct nlattr *nest;

	request->nlmsg_type = RTM_GETLINK;
	mnl_nlmsg_put_extra_header(request, sizeof(struct ifinfomsg));
	mnl_attr_put_u32(request, IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
	nest = mnl_attr_nest_start(request, IFLA_LINKINFO);
	mnl_attr_put_strz(request, IFLA_INFO_KIND, KIND);
	mnl_attr_nest_end(request, nest);
	return request;
}

int ppp_interface_exists(void)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE] = { 0 };
	CLEANUP(netlink_closep) struct netlink *socket = NULL;
	struct error err = { 0 };
	bool found = false;
	int on = 1;

	if (netlink_open_route(&socket, &err) < 0)
		return err.code;
	/* without it the kernel does not look at the filter */
	setsockopt(netlink_descriptor(socket), SOL_NETLINK, NETLINK_GET_STRICT_CHK, &on,
		   sizeof(on));
	if (netlink_dump(socket, request_links(buffer), look, &found, &err) < 0)
		return err.code;
	return found;
}
