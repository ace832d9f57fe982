/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * attached.h - what hangs on an interface, and goes with it
 *
 * Routes, neighbours, bridge port settings and the like go when an interface is re-created, and some already when it is
 * down for a moment. Most are read as the kernel's own messages, and put back by sending these again.
 */
#ifndef LIB_NETLINK_ATTACHED_H
#define LIB_NETLINK_ATTACHED_H

#include <linux/netlink.h>
#include <stdbool.h>
#include <stddef.h>

#include "lib/netlink/links.h"

/* When something can be put back on a new interface. */
enum attached_when {
	ATTACHED_NEVER, /* it cannot */
	ATTACHED_FIRST, /* before the interface is up */
	ATTACHED_LAST,	/* after it is up and has its addresses and its master */
	ATTACHED_FALLEN /* not of a thing: all that `falls` */
};

struct attached {
	unsigned int index; /* of the interface */
	size_t order;	    /* in which it was read */
	enum attached_when when;
	bool falls;    /* goes when the interface is down for a moment */
	bool is_route; /* may need other routes, addresses or interfaces to be there */
	bool waits;    /* for attached_finish() */
	struct nlmsghdr
		*message;   /* the request that puts it back; owned; NULL for a sysctl, or never */
	char *path, *value; /* of a sysctl: below net/, with %s for the interface; owned */
	char *text;	    /* "route 10.50.0.0/16 via 10.1.1.2", escaped; owned */
};

/* An interface that was re-created, with its index before and now. */
struct attached_move {
	unsigned int was, now;
};

/* Sorted by interface, then in the order to put them back. Initialized by zeroing. */
struct attachments {
	struct attached *list;
	size_t count, room;
	bool has_multipath; /* a route leads through several interfaces */
	struct attached_move *moves;
	size_t move_count, move_room; /* for array_grow() */
};

/* Interfaces, and class/net of /sys in their network namespace, or a negative number where it cannot be read. */
struct attached_query {
	const unsigned int *indexes; /* sorted */
	size_t count;
	int sysfs;
};

/*
 * Read what hangs on the interfaces of QUERY, with one dump a kind. Automatic addresses, and routes
 * that the kernel makes, are left out, and all that link_settings describes. The caller frees FOUND with
 * attached_free(), also on failure. Returns 0, or a negative errno and err set.
 */
int attached_read(struct links *links, const struct attached_query *query,
		  struct attachments *found, struct error *err);
void attached_free(struct attachments *attachments);

/* Returns the first of those of interface INDEX, or NULL. Those behind it in the list may have the same index. */
const struct attached *attached_of(const struct attachments *attachments, unsigned int index);

/* The interface WAS is now NOW, named NAME. */
struct attached_place {
	unsigned int was, now;
	const char *name;
};

/*
 * Put what hung on an interface back at PLACE: what can be put back at WHEN or, with ATTACHED_FALLEN, all that goes when
 * the interface is down. ERR gets a warning for each that fails, but for routes: these wait for attached_finish().
 */
void attached_put_back(struct links *links, struct attachments *attachments,
		       const struct attached_place *place, enum attached_when when,
		       struct error *err);

/*
 * After the last attached_put_back(), put back the routes that needed others, other interfaces, or an IPv6 address that
 * the kernel was still checking for duplicates (RFC 4862, 5.4). ERR gets a warning for each that fails.
 */
void attached_finish(struct links *links, struct attachments *attachments, struct error *err);

#endif
