/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * events.h - receive L2TP and interface notifications
 *
 * Notifications are hints to poll. L2TP notifications arrive from all namespaces without naming theirs
 * (net/l2tp/l2tp_netlink.c, genlmsg_multicast_allns), and some changes send none.
 */
#ifndef LIB_NETLINK_EVENTS_H
#define LIB_NETLINK_EVENTS_H

#include <signal.h>
#include <stdint.h>

#include "lib/model/session.h"
#include "lib/netlink/socket.h"

/*
 * Open a socket that receives the first multicast group of FAMILY or, if FAMILY is NULL, rtnetlink group GROUP. Close
 * with netlink_close(). Returns as netlink_open().
 */
int netlink_listen(struct netlink **netlink, const char *family, unsigned int group,
		   struct error *err);

/*
 * Pass received messages to CALLBACK without waiting, up to a limit of datagrams per call. Returns 0, what CALLBACK
 * returned, -ENOBUFS if messages were lost, or another negative errno, and err set.
 */
int netlink_read(struct netlink *netlink, netlink_callback *callback, void *data,
		 struct error *err);

/* An L2TP and an rtnetlink notification socket. */
struct events;

/* Callbacks for notifications. Return 0, or a negative errno to stop. */
struct events_handler {
	/* COMMAND is L2TP_CMD_TUNNEL_ or L2TP_CMD_SESSION_CREATE, _MODIFY or _DELETE. */
	int (*tunnel)(void *data, uint8_t command, const struct l2tp_tunnel *tunnel,
		      struct error *err);
	int (*session)(void *data, uint8_t command, const struct l2tp_session *session,
		       struct error *err);
	/* Interface INDEX was added or changed; with a NULL NAME it was deleted. */
	int (*link)(void *data, unsigned int index, const char *name, struct error *err);
	void *data;
};

/* Listen in the process's current namespace. Returns 0, or a negative errno and err set. */
int events_open(struct events **events, struct error *err);
void events_close(struct events *events);

/*
 * Wait up to MILLISECONDS, or until a signal that MASK unblocks, and pass each notification to HANDLER. Returns 0,
 * -ENOBUFS if notifications were lost, -EINTR, or another negative errno, and err set.
 */
int events_wait(struct events *events, int milliseconds, const sigset_t *mask,
		const struct events_handler *handler, struct error *err);

#endif
