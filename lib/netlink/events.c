// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * events.c - what happens in the kernel's L2TP and to interfaces, as it is announced
 */
#include "lib/netlink/events.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/netlink/listen.h"
#include "lib/netlink/attributes.h"

struct events {
	struct netlink *l2tp;
	struct netlink *links;
};

struct delivery {
	const struct events_handler *handler;
};

int events_open(struct events **events, struct error *err)
{
	struct events *opened = calloc(1, sizeof(*opened));

	if (!opened)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	if (netlink_listen(&opened->l2tp, L2TP_GENL_NAME, err) < 0 ||
	    netlink_listen_route(&opened->links, RTNLGRP_LINK, err) < 0) {
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

/* A record that cannot be read is another kernel's: the next look at what there is finds out. */
static int deliver_l2tp(const struct nlmsghdr *message, void *data, struct error *err)
{
	const struct events_handler *handler = ((struct delivery *)data)->handler;
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
	const struct events_handler *handler = ((struct delivery *)data)->handler;
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
		{ .fd = netlink_descriptor(events->l2tp), .events = POLLIN },
		{ .fd = netlink_descriptor(events->links), .events = POLLIN },
	};
	struct delivery delivery = { .handler = handler };

	if (ppoll(fds, 2, &timeout, mask) < 0)
		return error_set(err, -errno, "poll: %s", strerror(errno));
	if (fds[0].revents && netlink_read(events->l2tp, deliver_l2tp, &delivery, err) < 0)
		return err->code;
	if (fds[1].revents && netlink_read(events->links, deliver_link, &delivery, err) < 0)
		return err->code;
	return 0;
}
