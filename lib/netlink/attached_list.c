// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * attached_list.c - the list of what hangs on interfaces
 */
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

struct link_lladdr *attached_lladdr(const struct attached_reading *reading, unsigned int index)
{
	const unsigned int *indexes = reading->query->indexes;
	const unsigned int *place =
		array_find(indexes, reading->query->count, sizeof(index), &index, compare_indexes);

	return place ? &reading->lladdrs[place - indexes] : NULL;
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

int attached_ask(struct attached_reading *reading, nl_recvmsg_msg_cb_t callback,
		 struct nl_msg *(*build)(const void *data), const void *data)
{
	struct attachments *found = reading->found;
	size_t before = found->count;
	int tries = LINKS_TRIES, code;

	do {
		while (found->count > before)
			free_thing(&found->list[--found->count]);
		code = links_ask(reading->links, build(data), callback, reading);
	} while (code == -NLE_DUMP_INTR && --tries > 0);
	return code == -NLE_OPNOTSUPP ? 0 : code;
}

/* The header of a dump. */
struct dump_header {
	int type;
	const void *header;
	size_t size;
};

static struct nl_msg *build_dump(const void *data)
{
	const struct dump_header *dump = data;

	return links_request(dump->type, NLM_F_DUMP, dump->header, dump->size);
}

int attached_dump(struct attached_reading *reading, int type, const void *header, size_t size,
		  nl_recvmsg_msg_cb_t callback)
{
	return attached_ask(reading, callback, build_dump,
			    &(struct dump_header){ type, header, size });
}

int attached_compare(const void *a, const void *b)
{
	const struct attached *left = a, *right = b;

	if (left->index != right->index)
		return left->index < right->index ? -1 : 1;
	return (left->order > right->order) - (left->order < right->order);
}

void attached_free(struct attachments *attachments)
{
	size_t i;

	for (i = 0; i < attachments->count; i++)
		free_thing(&attachments->list[i]);
	free(attachments->list);
	free(attachments->moves);
	*attachments = (struct attachments){ 0 };
}

size_t attached_begin(const struct attachments *attachments, unsigned int index)
{
	const struct attached key = { .index = index };

	return array_place(attachments->list, attachments->count, sizeof(key), &key,
			   attached_compare);
}

const struct attached *attached_of(const struct attachments *attachments, unsigned int index)
{
	size_t at = attached_begin(attachments, index);

	return at < attachments->count && attachments->list[at].index == index
		       ? &attachments->list[at]
		       : NULL;
}
