/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * events.h - receive what the kernel announces of its L2TP and of interfaces
 *
 * Announcements only say where to look. L2TP's come from every network namespace with nothing to tell which
 * (l2tp_netlink.c, genlmsg_multicast_allns), and some things are not announced at all.
 */
#ifndef LIB_NETLINK_EVENTS_H
#define LIB_NETLINK_EVENTS_H

#include <signal.h>
#include <stdint.h>

#include "lib/model/session.h"
#include "lib/netlink/socket.h"

/*
 * A socket that hears what the first group of FAMILY, or, where that is NULL, GROUP of rtnetlink is sent. Returns as
 * netlink_open(). Closed by netlink_close().
 */
int netlink_listen(struct netlink **netlink, const char *family, unsigned int group,
		   struct error *err);

/*
 * Hand the messages that have arrived to CALLBACK, without waiting; it returns after a number of datagrams even where more
 * arrive. Returns 0, what CALLBACK returned, -ENOBUFS where messages were lost, or another negative errno, and err set.
 */
int netlink_read(struct netlink *netlink, netlink_callback *callback, void *data,
		 struct error *err);

/* The sockets of both. */
struct events;

/* Hears of each announcement; returns 0, or negative errno to stop. */
struct events_handler {
	/* COMMAND is one of L2TP_CMD_*_CREATE, _MODIFY, _DELETE. */
	int (*tunnel)(void *data, uint8_t command, const struct l2tp_tunnel *tunnel,
		      struct error *err);
	int (*session)(void *data, uint8_t command, const struct l2tp_session *session,
		       struct error *err);
	/* The interface of that INDEX is new or changed, or, without a NAME, gone. */
	int (*link)(void *data, unsigned int index, const char *name, struct error *err);
	void *data;
};

/* Listen to the namespace that the process is in. Returns 0 or negative errno. */
int events_open(struct events **events, struct error *err);
void events_close(struct events *events);

/*
 * Wait for announcements, up to MILLISECONDS or until a signal that MASK lets through, and hand each to HANDLER. Returns 0,
 * -ENOBUFS where some were lost, -EINTR, or another negative errno.
 */
int events_wait(struct events *events, int milliseconds, const sigset_t *mask,
		const struct events_handler *handler, struct error *err);

#endif
