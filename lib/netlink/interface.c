// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * interface.c - look up interfaces by name, index or kind
 */
#include "lib/netlink/interface.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/base/cleanup.h"
#include "lib/netlink/receive.h"

#define PPP_KIND "ppp"

/* Attempts at a dump that is interrupted by changes. */
#define DUMP_TRIES 3

void interface_lookup_close(struct interface_lookup *lookup)
{
	netlink_close(lookup->route);
	if (lookup->fd > 0)
		close(lookup->fd);
	*lookup = (struct interface_lookup){ 0 };
}

/* A netlink_callback for an unsigned int. */
static int take_index(const struct nlmsghdr *message, void *data, struct error *err)
{
	const struct ifinfomsg *header = mnl_nlmsg_get_payload(message);
	unsigned int *index = data;

	if (message->nlmsg_type == RTM_NEWLINK &&
	    mnl_nlmsg_get_payload_len(message) >= sizeof(*header))
		*index = (unsigned int)header->ifi_index;
	return 0;
}

/* Begin a request for interfaces without counters in BUFFER, NETLINK_REQUEST_SIZE zero bytes. */
static struct nlmsghdr *begin_getlink(void *buffer)
{
	struct nlmsghdr *request = mnl_nlmsg_put_header(buffer);

	request->nlmsg_type = RTM_GETLINK;
	mnl_nlmsg_put_extra_header(request, sizeof(struct ifinfomsg));
	mnl_attr_put_u32(request, IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
	return request;
}

unsigned int interface_index(struct interface_lookup *lookup, const char *name)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE] = { 0 };
	struct nlmsghdr *request = begin_getlink(buffer);
	struct error ignored = { 0 };
	unsigned int index = 0;

	/* either attribute selects by name and by alternative name; they differ in maximum length */
	if (!mnl_attr_put_strz_check(request, sizeof(buffer),
				     strlen(name) < IF_NAMESIZE ? IFLA_IFNAME : IFLA_ALT_IFNAME,
				     name) ||
	    (!lookup->route && netlink_open(&lookup->route, NULL, 0, &ignored) < 0))
		return 0;
	netlink_get(lookup->route, request, take_index, &index, &ignored);
	return index;
}

int interface_name(struct interface_lookup *lookup, unsigned int index, char *name)
{
	struct ifreq request = { .ifr_ifindex = (int)index };

	if (lookup->fd <= 0)
		lookup->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (ioctl(lookup->fd, SIOCGIFNAME, &request) < 0)
		return errno == ENODEV ? 0 : -errno;
	if (name)
		memcpy(name, request.ifr_name, IF_NAMESIZE);
	return 1;
}

int interface_list(interface_callback *take, void *data, struct error *err)
{
	struct if_nameindex *list = if_nameindex(), *at;
	int status = 0;

	for (at = list; at && at->if_index && status == 0; at++)
		status = take(data, at->if_index, at->if_name, err);
	if (list)
		if_freenameindex(list);
	return status;
}

bool interface_is_ppp(const struct nlmsghdr *message)
{
	const struct nlattr *attr, *nested;

	if (message->nlmsg_type != RTM_NEWLINK ||
	    mnl_nlmsg_get_payload_len(message) < sizeof(struct ifinfomsg))
		return false;
	mnl_attr_for_each(attr, message, sizeof(struct ifinfomsg)) {
		if (mnl_attr_get_type(attr) != IFLA_LINKINFO)
			continue;
		mnl_attr_for_each_nested(nested, attr) {
			if (mnl_attr_get_type(nested) == IFLA_INFO_KIND &&
			    mnl_attr_get_payload_len(nested) == sizeof(PPP_KIND))
				return memcmp(mnl_attr_get_payload(nested), PPP_KIND,
					      sizeof(PPP_KIND)) == 0;
		}
	}
	return false;
}

static int look_for_ppp(const struct nlmsghdr *message, void *data, struct error *err)
{
	bool *found = data;

	*found = *found || interface_is_ppp(message);
	return 0;
}

/* Kernels without the kind filter return interfaces of all kinds. */
int interface_has_ppp(void)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE] = { 0 };
	CLEANUP(netlink_closep) struct netlink *socket = NULL;
	struct nlmsghdr *request = begin_getlink(buffer);
	struct nlattr *nest = mnl_attr_nest_start(request, IFLA_LINKINFO);
	struct error err = { 0 };
	bool found = false;
	int on = 1, tries = DUMP_TRIES;

	mnl_attr_put_strz(request, IFLA_INFO_KIND, PPP_KIND);
	mnl_attr_nest_end(request, nest);
	if (netlink_open(&socket, NULL, 0, &err) < 0)
		return err.code;
	/* required for the kernel to apply the filter */
	setsockopt(mnl_socket_get_fd(socket->socket), SOL_NETLINK, NETLINK_GET_STRICT_CHK, &on,
		   sizeof(on));
	do
		error_clear(&err);
	while (netlink_dump(socket, request, look_for_ppp, &found, &err) == -EINTR && --tries > 0);
	if (err.code)
		return err.code;
	return found;
}
