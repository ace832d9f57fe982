// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * attached.c - what hangs on an interface, and goes with it
 */
#include "lib/netlink/attached.h"

#include <errno.h>
#include <linux/if_bridge.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <netlink/netlink.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/array.h"
#include "lib/base/escape.h"
#include "lib/base/wait.h"
#include "lib/netlink/attached_internal.h"

/* The check of an IPv6 address for duplicates takes up to a second before its probe, and one after (RFC 4862, 5.4). */
#define TENTATIVE_MS 4000

int attached_read(struct links *links, const struct attached_query *query,
		  struct attachments *found, struct error *err)
{
	struct attached_reading reading = { .links = links, .query = query, .found = found };
	int code;

	*found = (struct attachments){ 0 };
	if (!query->count)
		return 0;
	reading.lladdrs = calloc(query->count, sizeof(*reading.lladdrs));
	code = reading.lladdrs ? attached_read_links(&reading) : -NLE_NOMEM;
	if (code == 0)
		code = attached_read_uppers(&reading);
	if (code == 0 && reading.has_port)
		code = attached_read_bridge(&reading);
	if (code == 0)
		code = attached_read_routes(&reading);
	if (code == 0)
		code = attached_read_hooks(&reading);
	free(reading.lladdrs);
	free(reading.sources);
	array_sort(found->list, found->count, sizeof(*found->list), attached_compare);
	if (code == 0 && reading.no_memory)
		code = -NLE_NOMEM;
	return code < 0 ? link_error(links, code, "interfaces and what hangs on them", err) : 0;
}

/* Returns the index that the interface WAS has now: that of its last move, since a rollback re-creates it again. */
static unsigned int index_now(const struct attachments *attachments, unsigned int was)
{
	size_t i = attachments->move_count;

	while (i > 0)
		if (attachments->moves[--i].was == was)
			return attachments->moves[i].now;
	return was;
}

/* Let the route MESSAGE lead to the interfaces of now. */
static void move_route(struct nlmsghdr *message, const struct attachments *attachments)
{
	struct nlattr *attr = nlmsg_find_attr(message, sizeof(struct rtmsg), RTA_OIF);
	struct rtnexthop *hop;
	unsigned int now;
	int left;

	if (attr) {
		now = index_now(attachments, nla_get_u32(attr));
		memcpy(nla_data(attr), &now, sizeof(now));
	}
	for (hop = attached_first_hop(message, &left); hop; hop = attached_next_hop(hop, &left))
		hop->rtnh_ifindex = (int)index_now(attachments, (unsigned int)hop->rtnh_ifindex);
}

static void move_message(struct nlmsghdr *message, const struct attachments *attachments)
{
	struct ifinfomsg *link = nlmsg_data(message);
	struct ndmsg *neighbour = nlmsg_data(message);
	struct br_mdb_entry *group;

	switch (message->nlmsg_type) {
	case RTM_NEWROUTE:
		move_route(message, attachments);
		break;
	case RTM_NEWNEIGH:
		neighbour->ndm_ifindex =
			(int)index_now(attachments, (unsigned int)neighbour->ndm_ifindex);
		break;
	case RTM_NEWMDB:
		group = nla_data(
			nlmsg_find_attr(message, sizeof(struct br_port_msg), MDBA_SET_ENTRY));
		group->ifindex = index_now(attachments, group->ifindex);
		break;
	default:
		link->ifi_index = (int)index_now(attachments, (unsigned int)link->ifi_index);
	}
}

/* Put THING back on the interface NAME. Returns 0, or a negative errno and err set. */
static int put_back_one(struct links *links, const struct attachments *attachments,
			const struct attached *thing, const char *name, struct error *err)
{
	struct nl_msg *message;
	int code;

	if (thing->path) {
		code = attached_write_sysctl(thing, name);
		return code < 0 ? error_set(err, code, "%s", strerror(-code)) : 0;
	}
	message = nlmsg_convert(thing->message);
	if (!message)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	move_message(nlmsg_hdr(message), attachments);
	code = links_tell(links, message);
	/* the first attempt, whose answer was lost, has done it; or the route is there */
	if (code == -NLE_EXIST && (links->repeated || thing->is_route))
		return 0;
	return code < 0 ? link_error(links, code, "refused", err) : 0;
}

/* Warn that THING is not on the interface NAME. */
static void warn_refused(const struct attached *thing, const char *name,
			 const struct error *refusal, struct error *err)
{
	char quoted[TEXT_SIZE];

	escape_text(name, quoted, sizeof(quoted));
	error_warn(err, "%s: %s was not put back: %s", quoted, thing->text, refusal->text);
}

/* Record PLACE. Without memory, routes through several interfaces are refused by the kernel. */
static void add_move(struct attachments *attachments, const struct attached_place *place)
{
	struct attached_move *moves = array_grow(attachments->moves, attachments->move_count,
						 &attachments->move_room, sizeof(*moves));

	if (!moves)
		return;
	attachments->moves = moves;
	moves[attachments->move_count++] =
		(struct attached_move){ .was = place->was, .now = place->now };
}

/* The routes through several interfaces, of which WAS is one, are to be put back again. */
static void renew_multipath(struct attachments *attachments, unsigned int was)
{
	struct rtnexthop *hop;
	size_t i;
	int left;

	for (i = 0; i < attachments->count; i++) {
		struct attached *thing = &attachments->list[i];

		if (!thing->is_route || thing->index == was || !thing->message)
			continue;
		for (hop = attached_first_hop(thing->message, &left); hop;
		     hop = attached_next_hop(hop, &left))
			thing->waits = thing->waits || (unsigned int)hop->rtnh_ifindex == was;
	}
}

void attached_put_back(struct links *links, struct attachments *attachments,
		       const struct attached_place *place, enum attached_when when,
		       struct error *err)
{
	struct attached *end = attachments->list + attachments->count;
	struct attached *thing = attachments->list + attached_begin(attachments, place->was);

	if (when != ATTACHED_LAST)
		add_move(attachments, place);
	if (when != ATTACHED_FIRST && attachments->has_multipath)
		renew_multipath(attachments, place->was);
	for (; thing < end && thing->index == place->was; thing++) {
		struct error refusal = { 0 };

		if (thing->when == ATTACHED_NEVER ||
		    !(when == ATTACHED_FALLEN ? thing->falls : thing->when == when))
			continue;
		thing->waits = put_back_one(links, attachments, thing, place->name, &refusal) < 0;
		if (thing->waits && !thing->is_route)
			warn_refused(thing, place->name, &refusal, err);
	}
}

/* Routes to put back. */
struct finishing {
	struct links *links;
	struct attachments *attachments;
};

/* A wait_until() condition: all routes are put back. One may be what another needs. */
static int all_put_back(void *data, struct error *err)
{
	const struct finishing *finishing = data;
	struct attachments *attachments = finishing->attachments;
	size_t left, before = attachments->count + 1, i;

	for (left = attachments->count; left && left < before;) {
		before = left;
		left = 0;
		for (i = 0; i < attachments->count; i++) {
			struct attached *thing = &attachments->list[i];
			struct error refusal = { 0 };

			if (!thing->is_route || !thing->waits)
				continue;
			thing->waits = put_back_one(finishing->links, attachments, thing, "",
						    &refusal) < 0;
			left += thing->waits;
		}
	}
	return left == 0;
}

/* Whether a route that waits has a source address of IPv6, which may be tentative. */
static bool needs_time(const struct attachments *attachments)
{
	size_t i;

	for (i = 0; i < attachments->count; i++) {
		const struct attached *thing = &attachments->list[i];

		if (thing->is_route && thing->waits &&
		    ((struct rtmsg *)nlmsg_data(thing->message))->rtm_family == AF_INET6 &&
		    nlmsg_find_attr(thing->message, sizeof(struct rtmsg), RTA_PREFSRC))
			return true;
	}
	return false;
}

void attached_finish(struct links *links, struct attachments *attachments, struct error *err)
{
	struct finishing finishing = { links, attachments };
	struct error ignored = { 0 };
	size_t i;

	if (wait_until(all_put_back, &finishing, 0, NULL, &ignored) > 0 ||
	    (needs_time(attachments) &&
	     wait_until(all_put_back, &finishing, TENTATIVE_MS, NULL, &ignored) > 0))
		return;
	for (i = 0; i < attachments->count; i++) {
		struct attached *thing = &attachments->list[i];
		struct error refusal = { 0 };
		char name[IF_NAMESIZE] = "";

		if (thing->is_route && thing->waits &&
		    put_back_one(links, attachments, thing, "", &refusal) < 0) {
			interface_name(&links->lookup, index_now(attachments, thing->index), name);
			warn_refused(thing, name, &refusal, err);
		}
		thing->waits = false;
	}
}
