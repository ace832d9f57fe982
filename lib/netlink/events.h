/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * events.h - what happens in the kernel's L2TP and to interfaces, as it is announced
 *
 * Announcements only say where to look. L2TP's come from every network namespace with nothing to tell which
 * (l2tp_netlink.c, genlmsg_multicast_allns), and some things are not announced at all.
 */
#ifndef LIB_NETLINK_EVENTS_H
#define LIB_NETLINK_EVENTS_H

#include <signal.h>
#include <stdint.h>

#include "lib/model/session.h"

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
