// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * events.c - receive L2TP and interface notifications
 */
#include "lib/netlink/events.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/netlink/attributes.h"
#include "lib/netlink/receive.h"

/* Receive buffer size: about 10,000 session notifications. */
#define LISTEN_SIZE (8 << 20)
/* Maximum datagrams per call, so that the caller can check for signals. */
#define DATAGRAMS_AT_ONCE 64

struct events {
	struct netlink *l2tp;
	struct netlink *links;
};

int netlink_listen(struct netlink **netlink, const char *family, unsigned int group,
		   struct error *err)
{
	int size = LISTEN_SIZE, fd;

	if (netlink_open(netlink, family, L2TP_GENL_VERSION, err) < 0)
		return err->code;
	if (family)
		group = (*netlink)->group;
	/* SO_RCVBUFFORCE lets root exceed net.core.rmem_max */
	fd = mnl_socket_get_fd((*netlink)->socket);
	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)) < 0)
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
	if (mnl_socket_setsockopt((*netlink)->socket, NETLINK_ADD_MEMBERSHIP, &group,
				  sizeof(group)) < 0) {
		error_set(err, -errno, "netlink group: %s", strerror(errno));
		netlink_close(*netlink);
		*netlink = NULL;
		return err->code;
	}
	return 0;
}

struct delivery {
	const struct netlink *netlink;
	netlink_callback *callback;
	void *data;
};

static int deliver_announcement(const struct nlmsghdr *message, void *data, struct error *err)
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

		if (length == -EBADMSG) /* longer than the buffer: the rest is lost */
			err->code = -ENOBUFS;
		if (length <= 0 ||
		    netlink_walk(netlink, (size_t)length, deliver_announcement, &delivery, err) < 0)
			return err->code;
	}
	return 0;
}

int events_open(struct events **events, struct error *err)
{
	struct events *opened = calloc(1, sizeof(*opened));

	if (!opened)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	if (netlink_listen(&opened->l2tp, L2TP_GENL_NAME, 0, err) < 0 ||
	    netlink_listen(&opened->links, NULL, RTNLGRP_LINK, err) < 0) {
		events_close(opened);
		return err->code;
	}
	*events = opened;
	return 0;
}

void events_close(struct events *events)
{
	if (!events)
		return;
	netlink_close(events->l2tp);
	netlink_close(events->links);
	free(events);
}

/* Records that cannot be decoded, as from another kernel version, are ignored; the next poll finds the change. */
static int deliver_l2tp(const struct nlmsghdr *message, void *data, struct error *err)
{
	const struct events_handler *handler = data;
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(message);
	struct error ignored = { 0 };
	struct l2tp_session session;
	struct l2tp_tunnel tunnel;

	if (mnl_nlmsg_get_payload_len(message) < sizeof(*header))
		return 0;
	switch (header->cmd) {
	case L2TP_CMD_TUNNEL_CREATE:
	case L2TP_CMD_TUNNEL_MODIFY:
	case L2TP_CMD_TUNNEL_DELETE:
		if (l2tp_tunnel_decode(message, &tunnel, &ignored) < 0)
			return 0;
		return handler->tunnel(handler->data, header->cmd, &tunnel, err);
	case L2TP_CMD_SESSION_CREATE:
	case L2TP_CMD_SESSION_MODIFY:
	case L2TP_CMD_SESSION_DELETE:
		if (l2tp_session_decode(message, &session, &ignored) < 0)
			return 0;
		return handler->session(handler->data, header->cmd, &session, err);
	default:
		return 0;
	}
}

static int deliver_link(const struct nlmsghdr *message, void *data, struct error *err)
{
	const struct events_handler *handler = data;
	const struct ifinfomsg *header = mnl_nlmsg_get_payload(message);
	const char *name = NULL;
	const struct nlattr *attr;

	if (mnl_nlmsg_get_payload_len(message) < sizeof(*header))
		return 0;
	mnl_attr_for_each(attr, message, sizeof(*header))
		if (mnl_attr_get_type(attr) == IFLA_IFNAME &&
		    mnl_attr_validate(attr, MNL_TYPE_NUL_STRING) >= 0)
			name = mnl_attr_get_str(attr);
	if (message->nlmsg_type == RTM_DELLINK)
		return handler->link(handler->data, (unsigned int)header->ifi_index, NULL, err);
	if (message->nlmsg_type == RTM_NEWLINK && name && strlen(name) < IF_NAMESIZE)
		return handler->link(handler->data, (unsigned int)header->ifi_index, name, err);
	return 0;
}

int events_wait(struct events *events, int milliseconds, const sigset_t *mask,
		const struct events_handler *handler, struct error *err)
{
	const struct timespec timeout = { .tv_sec = milliseconds / 1000,
					  .tv_nsec = milliseconds % 1000 * 1000000L };
	struct pollfd fds[] = {
		{ .fd = mnl_socket_get_fd(events->l2tp->socket), .events = POLLIN },
		{ .fd = mnl_socket_get_fd(events->links->socket), .events = POLLIN },
	};

	if (ppoll(fds, 2, &timeout, mask) < 0)
		return error_set(err, -errno, "poll: %s", strerror(errno));
	if (fds[0].revents && netlink_read(events->l2tp, deliver_l2tp, (void *)handler, err) < 0)
		return err->code;
	if (fds[1].revents && netlink_read(events->links, deliver_link, (void *)handler, err) < 0)
		return err->code;
	return 0;
}
