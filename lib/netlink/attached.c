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
#include "lib/netlink/attached_internal.h"

int attached_read(struct links *links, const struct attached_query *query,
		  struct attachments *found, struct error *err)
{
	struct attached_reading reading = { .links = links, .query = query, .found = found };
	int code;

	*found = (struct attachments){ 0 };
	if (!query->count)
		return 0;
	code = attached_read_links(&reading);
	if (code == 0 && reading.has_port)
		code = attached_read_bridge(&reading);
	if (code == 0)
		code = attached_read_routes(&reading);
	if (code == 0)
		code = attached_read_hooks(&reading);
	array_sort(found->list, found->count, sizeof(*found->list), attached_compare);
	if (code == 0 && reading.no_memory)
		code = -NLE_NOMEM;
	return code < 0 ? link_error(links, code, "interfaces and what hangs on them", err) : 0;
}

/* Let the route MESSAGE lead to interface NOW where it led to WAS. */
static void move_route(struct nlmsghdr *message, const struct attached_place *place)
{
	struct nlattr *attr = nlmsg_find_attr(message, sizeof(struct rtmsg), RTA_OIF);
	struct nlattr *paths = nlmsg_find_attr(message, sizeof(struct rtmsg), RTA_MULTIPATH);
	struct rtnexthop *hop = paths ? nla_data(paths) : NULL;
	int left = paths ? nla_len(paths) : 0;

	if (attr)
		memcpy(nla_data(attr), &place->now, sizeof(place->now));
	for (; hop && RTNH_OK(hop, left); left -= NLMSG_ALIGN(hop->rtnh_len), hop = RTNH_NEXT(hop))
		if ((unsigned int)hop->rtnh_ifindex == place->was)
			hop->rtnh_ifindex = (int)place->now;
}

static void move_message(struct nlmsghdr *message, const struct attached_place *place)
{
	struct nlattr *group;

	switch (message->nlmsg_type) {
	case RTM_NEWROUTE:
		move_route(message, place);
		break;
	case RTM_NEWNEIGH:
		((struct ndmsg *)nlmsg_data(message))->ndm_ifindex = (int)place->now;
		break;
	case RTM_NEWMDB:
		group = nlmsg_find_attr(message, sizeof(struct br_port_msg), MDBA_SET_ENTRY);
		((struct br_mdb_entry *)nla_data(group))->ifindex = place->now;
		break;
	default:
		((struct ifinfomsg *)nlmsg_data(message))->ifi_index = (int)place->now;
	}
}

static int put_back_one(struct links *links, const struct attached *thing,
			const struct attached_place *place, struct error *err)
{
	struct nl_msg *message;
	int code;

	if (thing->path) {
		code = attached_write_sysctl(thing, place->name);
		return code < 0 ? error_set(err, code, "%s", strerror(-code)) : 0;
	}
	message = nlmsg_convert(thing->message);
	if (!message)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	move_message(nlmsg_hdr(message), place);
	code = links_tell(links, message);
	/* the first attempt, whose answer was lost, has done it */
	if (code == -NLE_EXIST && links->repeated)
		return 0;
	return code < 0 ? link_error(links, code, "refused", err) : 0;
}

void attached_put_back(struct links *links, const struct attachments *attachments,
		       const struct attached_place *place, enum attached_when when,
		       struct error *err)
{
	const struct attached *thing = attached_of(attachments, place->was);
	const struct attached *end = attachments->list + attachments->count;

	for (; thing && thing < end && thing->index == place->was; thing++) {
		struct error refusal = { 0 };

		if (thing->when != ATTACHED_NEVER &&
		    (when == ATTACHED_FALLEN ? thing->falls : thing->when == when) &&
		    put_back_one(links, thing, place, &refusal) < 0)
			error_warn(err, "%s: %s was not put back: %s", place->name, thing->text,
				   refusal.text);
	}
}
