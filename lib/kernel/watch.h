/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * watch.h - what changes among this namespace's tunnels and sessions
 *
 * Keeps a table of what there is. An announcement (events.h) makes it look at the object that is meant; what
 * is not announced (sessions that go with their tunnel, closed sockets, other namespaces' doings) is
 * found by looking at everything, now and then, and whenever announcements were lost.
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

/* One of TUNNEL and SESSION is set. Returns 0, or negative errno to stop. */
typedef int watch_report(void *data, enum watch_event event, const struct l2tp_tunnel *tunnel,
			 const struct l2tp_session *session, struct error *err);

struct watch;

/* Begin with what KERNEL, which stays the caller's, has now; none of it is reported. */
int watch_open(struct watch **watch, struct kernel *kernel, watch_report *report, void *data,
	       struct error *err);
void watch_close(struct watch *watch);

/* What is to hear the announcements. */
const struct events_handler *watch_handler(struct watch *watch);

/*
 * Look at what was announced to go and may have gone since. *PENDING says whether there is more of that, for
 * which to come back soon.
 */
int watch_check(struct watch *watch, bool *pending, struct error *err);

/* Look at everything. */
int watch_resync(struct watch *watch, struct error *err);

#endif
