// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * listen.c - receive what the kernel announces
 */
#include "lib/netlink/listen.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <string.h>
#include <sys/socket.h>

#include "lib/base/cleanup.h"
#include "lib/netlink/receive.h"
#include "lib/netlink/socket_internal.h"

/* What a listener has room for: some 10,000 announcements of sessions. */
#define LISTEN_SIZE (8 << 20)
/* Datagrams handed on before the caller may look at what else there is, a signal for one. */
#define DATAGRAMS_AT_ONCE 64

/* Room for what comes while nobody reads; the limit of the system is no obstacle to root. */
static int join(struct netlink *netlink, unsigned int group, struct error *err)
{
	int size = LISTEN_SIZE, fd = netlink_descriptor(netlink);

	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)) < 0)
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
	if (mnl_socket_setsockopt(netlink->socket, NETLINK_ADD_MEMBERSHIP, &group, sizeof(group)) <
	    0)
		return error_set(err, -errno, "netlink group: %s", strerror(errno));
	return 0;
}

int netlink_listen(struct netlink **netlink, const char *family, struct error *err)
{
	CLEANUP(netlink_closep) struct netlink *opened = NULL;

	if (netlink_open(&opened, family, 1, err) < 0 || join(opened, opened->group, err) < 0)
		return err->code;
	*netlink = opened;
	opened = NULL;
	return 0;
}

int netlink_listen_route(struct netlink **netlink, unsigned int group, struct error *err)
{
	CLEANUP(netlink_closep) struct netlink *opened = NULL;

	if (netlink_open_route(&opened, err) < 0 || join(opened, group, err) < 0)
		return err->code;
	*netlink = opened;
	opened = NULL;
	return 0;
}

/* What announcements are handed to. */
struct delivery {
	const struct netlink *netlink;
	netlink_callback *callback;
	void *data;
};

static int deliver(const struct nlmsghdr *message, void *data, struct error *err)
{
	const struct delivery *delivery = data;

	if (message->nlmsg_type == NLMSG_OVERRUN)
		return error_set(err, -ENOBUFS, "netlink: messages lost");
	if (message->nlmsg_type < NLMSG_MIN_TYPE ||
	    !netlink_is_of_family(delivery->netlink, message))
		return 0;
	return delivery->callback(message, delivery->data, err);
}

int netlink_read(struct netlink *netlink, netlink_callback *callback, void *data, struct error *err)
{
	struct delivery delivery = { netlink, callback, data };
	int datagrams;

	for (datagrams = 0; datagrams < DATAGRAMS_AT_ONCE; datagrams++) {
		ssize_t length = netlink_receive(netlink, MSG_DONTWAIT, netlink_deadline(), err);

		if (length == -EBADMSG) /* longer than the buffer: its rest is lost */
			err->code = -ENOBUFS;
		if (length <= 0 ||
		    netlink_walk(netlink, (size_t)length, deliver, &delivery, err) < 0)
			return err->code;
	}
	return 0;
}
