// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * interface.c - network interfaces: is there one of this name, of this index
 *
 * By rtnetlink, since if_nametoindex(3) and its ioctl have the kernel run modprobe for a name that is not there
 * (net/core/dev_ioctl.c, dev_load), for which a script would wait each time. To ask by index is no such thing.
 */
#include "lib/netlink/interface.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

void ifindex_close(struct ifindex *ifindex)
{
	netlink_close(ifindex->route);
	if (ifindex->fd > 0)
		close(ifindex->fd);
	*ifindex = (struct ifindex){ 0 };
}

/* A callback of netlink_get(), for an unsigned int. */
static int take_index(const struct nlmsghdr *message, void *data, struct error *err)
{
	const struct ifinfomsg *header = mnl_nlmsg_get_payload(message);
	unsigned int *index = data;

	(void)err;
	if (message->nlmsg_type == RTM_NEWLINK &&
	    mnl_nlmsg_get_payload_len(message) >= sizeof(*header))
		*index = (unsigned int)header->ifi_index;
	return 0;
}

unsigned int ifindex_find(struct ifindex *ifindex, const char *name)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE] = { 0 };
	struct nlmsghdr *request = mnl_nlmsg_put_header(buffer);
	struct error ignored = { 0 };
	unsigned int index = 0;

	request->nlmsg_type = RTM_GETLINK;
	mnl_nlmsg_put_extra_header(request, sizeof(struct ifinfomsg));
	if (!mnl_attr_put_u32_check(request, sizeof(buffer), IFLA_EXT_MASK,
				    RTEXT_FILTER_SKIP_STATS) ||
	    !mnl_attr_put_strz_check(request, sizeof(buffer), IFLA_IFNAME, name) ||
	    (!ifindex->route && netlink_open_route(&ifindex->route, &ignored) < 0))
		return 0;
	netlink_get(ifindex->route, request, take_index, &index, &ignored);
	return index;
}

int ifindex_exists(struct ifindex *ifindex, unsigned int index)
{
	struct ifreq request = { .ifr_ifindex = (int)index };

	if (ifindex->fd <= 0)
		ifindex->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (ioctl(ifindex->fd, SIOCGIFNAME, &request) == 0)
		return 1;
	return errno == ENODEV ? 0 : -errno;
}
