// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * list.c - list sessions and look up their tunnels and interfaces
 */
#include "lib/kernel/list.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/array.h"
#include "lib/base/cleanup.h"
#include "lib/base/clock.h"
#include "lib/base/escape.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/kernel/owner.h"
#include "lib/kernel/request.h"

/* Attempts at debugfs, while sessions are missing in it. */
#define DEBUGFS_TRIES 4

int kernel_list_sessions(struct kernel *kernel, struct l2tp_session **list, size_t *count,
			 struct error *err)
{
	if (kernel_list_raw_sessions(kernel, list, count, err) < 0)
		return err->code;
	kernel_describe(*list, *count);
	return 0;
}

uint32_t kernel_owner_of_session(struct kernel *kernel, uint32_t session_id, struct error *err)
{
	CLEANUP(memory_freep) struct l2tp_session *list = NULL;
	size_t count = 0, i;

	if (kernel_list_raw_sessions(kernel, &list, &count, err) < 0)
		return 0;
	for (i = 0; i < count; i++)
		if (list[i].session_id == session_id)
			return list[i].tunnel_id;
	return 0;
}

void kernel_take_name(struct l2tp_session *session, const struct debugfs_session *entry)
{
	if (session->fields & L2TP_SESSION_NAME && !(session->fields & L2TP_SESSION_KERNEL_NAME)) {
		memcpy(session->kernel_name, session->name, sizeof(session->kernel_name));
		session->fields |= L2TP_SESSION_KERNEL_NAME;
	}
	/* a PPP session's name comes from debugfs or /proc only: its socket's owner creates the interface */
	if (entry && entry->name[0] &&
	    (session->fields & L2TP_SESSION_NAME || session->pwtype == L2TP_PWTYPE_PPP)) {
		memcpy(session->name, entry->name, sizeof(session->name));
		session->fields |= L2TP_SESSION_NAME;
		session->name_is = entry->name_is_shared ? NAME_SHARED : NAME_CURRENT;
	}
	if (entry && entry->l2spec_type >= 0) {
		session->l2spec_type = (uint8_t)entry->l2spec_type;
		session->fields |= L2TP_SESSION_L2SPEC_TYPE;
	}
}

/* Read debugfs, or /proc for PPP sessions only. Returns whether debugfs lacks sessions of LIST. */
static bool describe_once(struct l2tp_session *list, size_t count, bool ppp)
{
	CLEANUP(memory_freep) struct debugfs_session *entries = NULL;
	struct error ignored = { 0 };
	size_t entry_count = 0, missing = 0, i;
	bool debugfs = debugfs_load(&entries, &entry_count, &ignored) == 0;

	if (!debugfs && ppp)
		debugfs_load_ppp(&entries, &entry_count, &ignored);
	for (i = 0; i < count; i++) {
		const struct debugfs_session *entry =
			debugfs_find(entries, entry_count, list[i].tunnel_id, list[i].session_id);

		kernel_take_name(&list[i], entry);
		missing += !entry;
	}
	return debugfs && missing;
}

/* Linux 6.1 leaves tunnels out of debugfs if others are deleted while it is read: the file is read by position. */
void kernel_describe(struct l2tp_session *list, size_t count)
{
	int tries = DEBUGFS_TRIES;
	bool ppp = false;
	size_t i;

	for (i = 0; i < count; i++)
		ppp = ppp || list[i].pwtype == L2TP_PWTYPE_PPP;
	while (count && describe_once(list, count, ppp) && --tries > 0)
		;
}

void kernel_describe_roughly(struct kernel *kernel, struct l2tp_session *session)
{
	struct error ignored = { 0 };
	int64_t now = clock_milliseconds();

	if (!kernel->names_read || now - kernel->names_read > 1000) {
		free(kernel->names);
		kernel->names = NULL;
		kernel->name_count = 0;
		kernel->names_read = now;
		debugfs_load(&kernel->names, &kernel->name_count, &ignored);
	}
	kernel_take_name(session, debugfs_find(kernel->names, kernel->name_count,
					       session->tunnel_id, session->session_id));
}

static int compare_names(const void *a, const void *b)
{
	const struct link_state *left = a, *right = b;

	return strcmp(left->name, right->name);
}

int lookup_gather(struct kernel *kernel, struct lookup *lookup, struct error *err)
{
	struct links *links = kernel_links(kernel, err);

	*lookup = (struct lookup){ 0 };
	if (!links ||
	    kernel_list_tunnels(kernel, &lookup->tunnels, &lookup->tunnel_count, err) < 0 ||
	    links_list(links, &lookup->links, &lookup->link_count, err) < 0)
		return err->code;
	if (lookup->link_count)
		qsort(lookup->links, lookup->link_count, sizeof(*lookup->links), compare_names);
	return 0;
}

/* Add the interface of SESSION, if it has one. */
static int lookup_add_link(struct kernel *kernel, const struct l2tp_session *session,
			   struct lookup *lookup, size_t *room, struct error *err)
{
	unsigned int index = session->fields & L2TP_SESSION_NAME
				     ? interface_index(&kernel->interfaces, session->name)
				     : 0;
	struct link_state *links;

	if (!index)
		return 0;
	links = array_grow(lookup->links, lookup->link_count, room, sizeof(*links));
	if (!links)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	lookup->links = links;
	if (links_read(kernel->links, index, &links[lookup->link_count], err) == 0)
		lookup->link_count++;
	if (err->code == -ENODEV) /* deleted in the meantime */
		error_clear(err);
	return err->code;
}

static int compare_to_name(const void *link, const void *name)
{
	return strcmp(((const struct link_state *)link)->name, name);
}

/* Whether the name of an Ethernet SESSION's interface is the one at creation. */
static bool has_name_at_creation(const struct l2tp_session *session)
{
	return session->fields & L2TP_SESSION_NAME && session->pwtype == L2TP_PWTYPE_ETH &&
	       session->name_is == NAME_AT_CREATION;
}

int lookup_identify(struct kernel *kernel, const struct l2tp_session *sessions, size_t count,
		    struct lookup *lookup, struct error *err)
{
	struct owner_names names = { 0 };
	size_t i;

	for (i = 0; i < count && !names.list; i++)
		if (has_name_at_creation(&sessions[i]) && owner_names_read(kernel, &names, err) < 0)
			return err->code;
	for (i = 0; i < count; i++) {
		const struct l2tp_session *session = &sessions[i];
		struct link_state *link;

		if (!(session->fields & L2TP_SESSION_NAME) || session->pwtype != L2TP_PWTYPE_ETH)
			continue;
		link = array_find(lookup->links, lookup->link_count, sizeof(*link), session->name,
				  compare_to_name);
		if (link)
			link->is_session = owner_is_session(kernel, link) &&
					   (session->name_is != NAME_AT_CREATION ||
					    owner_names_count(&names, session->name) == 1);
	}
	lookup->lost = names.lost;
	free(names.list);
	return 0;
}

int lookup_add_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct lookup *lookup,
		      struct error *err)
{
	int exists;

	lookup->tunnels = calloc(1, sizeof(*lookup->tunnels));
	if (!lookup->tunnels)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	exists = explain_exists(kernel_fetch_tunnel(kernel, tunnel_id, lookup->tunnels, err), err);
	lookup->tunnel_count = exists > 0;
	return exists < 0 ? exists : 0;
}

int lookup_add_links(struct kernel *kernel, const struct l2tp_session *sessions, size_t count,
		     struct lookup *lookup, struct error *err)
{
	size_t room = 0, i;

	if (!kernel_links(kernel, err))
		return err->code;
	for (i = 0; i < count && !err->code; i++)
		lookup_add_link(kernel, &sessions[i], lookup, &room, err);
	if (lookup->link_count)
		qsort(lookup->links, lookup->link_count, sizeof(*lookup->links), compare_names);
	return err->code;
}

void lookup_free(struct lookup *lookup)
{
	free(lookup->tunnels);
	link_states_free(lookup->links, lookup->link_count);
	*lookup = (struct lookup){ 0 };
}

const struct l2tp_tunnel *lookup_tunnel(const struct lookup *lookup,
					const struct l2tp_session *session)
{
	const struct l2tp_tunnel key = { .tunnel_id = session->tunnel_id };

	return array_find(lookup->tunnels, lookup->tunnel_count, sizeof(key), &key,
			  l2tp_tunnel_compare);
}

const struct link_state *lookup_link(const struct lookup *lookup,
				     const struct l2tp_session *session)
{
	const struct link_state *link;

	if (!(session->fields & L2TP_SESSION_NAME) || session->name_is == NAME_SHARED)
		return NULL;
	link = array_find(lookup->links, lookup->link_count, sizeof(*link), session->name,
			  compare_to_name);
	/* a PPP session's name is always current, and its interface of another type */
	if (!link || session->pwtype == L2TP_PWTYPE_PPP)
		return link;
	return link->is_session ? link : NULL;
}

const struct link_state *lookup_link_index(const struct lookup *lookup, unsigned int index)
{
	size_t i;

	for (i = 0; i < lookup->link_count; i++)
		if (lookup->links[i].index == index)
			return &lookup->links[i];
	return NULL;
}
