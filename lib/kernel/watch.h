/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * watch.h - report changes of this namespace's tunnels and sessions
 *
 * Keeps a table of all objects. A notification (events.h) triggers a query of its object. Changes without notification
 * (sessions deleted with their tunnel, closed sockets, changes by other namespaces) are found by a resync:
 * periodically, and after lost notifications.
 */
#ifndef LIB_KERNEL_WATCH_H
#define LIB_KERNEL_WATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/kernel/kernel.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/netlink/events.h"

enum watch_event { WATCH_ADDED, WATCH_CHANGED, WATCH_DELETED };

/* Called for each change, with either TUNNEL or SESSION. Returns 0, or a negative errno to stop. */
typedef int watch_report(void *data, enum watch_event event, const struct l2tp_tunnel *tunnel,
			 const struct l2tp_session *session, struct error *err);

struct watch;

/* Start with the objects of KERNEL, borrowed, without reporting them. Returns 0, or a negative errno and err set. */
int watch_open(struct watch **watch, struct kernel *kernel, watch_report *report, void *data,
	       struct error *err);
void watch_close(struct watch *watch);

/* Returns the handler for notifications, owned by WATCH. */
const struct events_handler *watch_handler(struct watch *watch);

/*
 * Poll objects whose deletion was announced, and resync if required. *PENDING is set if some still exist: call again
 * soon. Returns 0, or a negative errno and err set.
 */
int watch_check(struct watch *watch, bool *pending, struct error *err);

/* Compare all objects with the table and report the differences. Returns 0, or a negative errno and err set. */
int watch_resync(struct watch *watch, struct error *err);

#endif
