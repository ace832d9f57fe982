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
#include "lib/netlink/socket.h"
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

static int receive_datagram(const struct netlink *netlink, size_t length,
			    netlink_callback *callback, void *data, struct error *err)
{
	const struct nlmsghdr *message = (const void *)netlink->buffer;
	int left = (int)length;

	for (; left > 0; message = mnl_nlmsg_next(message, &left)) {
		if (!netlink_is_whole(message, left))
			return error_set(err, -EBADMSG, "netlink: malformed message");
		if (message->nlmsg_type == NLMSG_OVERRUN)
			return error_set(err, -ENOBUFS, "netlink: messages lost");
		if (message->nlmsg_type >= NLMSG_MIN_TYPE &&
		    netlink_is_of_family(netlink, message) && callback(message, data, err) < 0)
			return err->code;
	}
	return 0;
}

int netlink_read(struct netlink *netlink, netlink_callback *callback, void *data, struct error *err)
{
	int datagrams;

	for (datagrams = 0; datagrams < DATAGRAMS_AT_ONCE; datagrams++) {
		struct sockaddr_nl sender;
		struct iovec part = { .iov_base = netlink->buffer, .iov_len = RECEIVE_SIZE };
		struct msghdr header = { .msg_name = &sender,
					 .msg_namelen = sizeof(sender),
					 .msg_iov = &part,
					 .msg_iovlen = 1 };
		ssize_t length = recvmsg(netlink_descriptor(netlink), &header, MSG_DONTWAIT);

		if (length < 0 && errno == EAGAIN)
			return 0;
		if (length < 0)
			return error_set(err, -errno, "netlink: %s", strerror(errno));
		if (header.msg_namelen != sizeof(sender) || sender.nl_pid != 0)
			continue;
		if (header.msg_flags & MSG_TRUNC)
			return error_set(err, -ENOBUFS,
					 "netlink: an announcement longer than %d bytes",
					 RECEIVE_SIZE);
		if (receive_datagram(netlink, (size_t)length, callback, data, err) < 0)
			return err->code;
	}
	return 0;
}
