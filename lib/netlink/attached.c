// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * attached.c - what hangs on an interface, and goes with it
 */
#include "lib/netlink/attached.h"

#include <errno.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <netlink/netlink.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/array.h"
#include "lib/netlink/attached_internal.h"

static int compare_indexes(const void *a, const void *b)
{
	const unsigned int *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

bool attached_is_wanted(const struct attached_reading *reading, unsigned int index)
{
	return array_find(reading->query->indexes, reading->query->count, sizeof(index), &index,
			  compare_indexes) != NULL;
}

struct attached *attached_add(struct attached_reading *reading, unsigned int index,
			      struct nl_msg *message, const char *format, ...)
{
	struct attachments *found = reading->found;
	struct attached *list = array_grow(found->list, found->count, &found->room, sizeof(*list));
	struct attached thing = { .index = index, .order = found->count };
	const struct nlmsghdr *header = message ? nlmsg_hdr(message) : NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&thing.text, format, args) < 0)
		thing.text = NULL;
	va_end(args);
	if (header && (thing.message = malloc(header->nlmsg_len)))
		memcpy(thing.message, header, header->nlmsg_len);
	nlmsg_free(message);
	if (list)
		found->list = list;
	if (!list || !thing.text || (header && !thing.message)) {
		free(thing.text);
		free(thing.message);
		reading->no_memory = true;
		return NULL;
	}
	thing.when = header ? ATTACHED_LAST : ATTACHED_NEVER;
	list[found->count] = thing;
	return &list[found->count++];
}

static void free_thing(struct attached *thing)
{
	free(thing->message);
	free(thing->path);
	free(thing->value);
	free(thing->text);
}

int attached_dump(struct attached_reading *reading, int type, const void *header, size_t size,
		  nl_recvmsg_msg_cb_t callback)
{
	struct attachments *found = reading->found;
	size_t before = found->count;
	int tries = LINKS_DUMP_TRIES, code;

	do {
		while (found->count > before)
			free_thing(&found->list[--found->count]);
		code = links_ask(reading->links, links_request(type, NLM_F_DUMP, header, size),
				 callback, reading);
	} while (code == -NLE_DUMP_INTR && --tries > 0);
	return code == -NLE_OPNOTSUPP ? 0 : code;
}

static int compare_attached(const void *a, const void *b)
{
	const struct attached *left = a, *right = b;

	if (left->index != right->index)
		return left->index < right->index ? -1 : 1;
	return (left->order > right->order) - (left->order < right->order);
}

int attached_read(struct links *links, const struct attached_query *query,
		  struct attachments *found, struct error *err)
{
	struct attached_reading reading = { .links = links, .query = query, .found = found };
	int code;

	*found = (struct attachments){ 0 };
	if (!query->count)
		return 0;
	code = attached_read_links(&reading);
	if (code == 0)
		code = attached_read_routes(&reading);
	array_sort(found->list, found->count, sizeof(*found->list), compare_attached);
	if (code == 0 && reading.no_memory)
		code = -NLE_NOMEM;
	return code < 0 ? link_error(links, code, "interfaces and what hangs on them", err) : 0;
}

void attached_free(struct attachments *attachments)
{
	size_t i;

	for (i = 0; i < attachments->count; i++)
		free_thing(&attachments->list[i]);
	free(attachments->list);
	*attachments = (struct attachments){ 0 };
}

const struct attached *attached_of(const struct attachments *attachments, unsigned int index)
{
	const struct attached key = { .index = index };
	size_t at = array_place(attachments->list, attachments->count, sizeof(key), &key,
				compare_attached);

	return at < attachments->count && attachments->list[at].index == index
		       ? &attachments->list[at]
		       : NULL;
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
	switch (message->nlmsg_type) {
	case RTM_NEWROUTE:
		move_route(message, place);
		break;
	case RTM_NEWNEIGH:
		((struct ndmsg *)nlmsg_data(message))->ndm_ifindex = (int)place->now;
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
	links->extack[0] = '\0';
	code = nl_send_sync(links->socket, message);
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

		if ((when == ATTACHED_FALLEN ? thing->falls : thing->when == when) &&
		    put_back_one(links, thing, place, &refusal) < 0)
			error_warn(err, "%s: %s was not put back: %s", place->name, thing->text,
				   refusal.text);
	}
}
