// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * watch.c - report changes of this namespace's tunnels and sessions
 */
#include "lib/kernel/watch.h"

#include <errno.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/array.h"
#include "lib/base/cleanup.h"
#include "lib/base/clock.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/kernel/list.h"
#include "lib/kernel/request.h"

/* Minimum interval between resyncs. */
#define LOOK_AGAIN_MS 1000
/* Timeout of a pending deletion, after which it was in another network namespace. */
#define PENDING_MS_MAX 3000

/* A pending deletion: the kernel sends the notification before it deletes the object. */
struct pending_event {
	uint32_t tunnel_id;
	uint32_t session_id;  /* 0 for a tunnel */
	unsigned int ifindex; /* the session's interface, or 0 if unknown */
	int64_t since;	      /* in ms (clock.h) */
};

struct interface {
	unsigned int index;
	char name[IF_NAMESIZE];
};

struct watch {
	struct kernel *kernel;
	watch_report *report;
	void *data;
	struct sorted tunnels, sessions;
	struct sorted interfaces; /* of this network namespace, sorted by index */
	struct pending_event *pending;
	size_t pending_count, pending_room;
	struct events_handler handler;
	int64_t looked; /* last resync, in ms (clock.h) */
	bool stale;	/* a resync is required */
};

static struct pending_event *pending_event_find(const struct watch *watch, uint32_t tunnel_id,
						uint32_t session_id)
{
	size_t i;

	for (i = 0; i < watch->pending_count; i++)
		if (watch->pending[i].tunnel_id == tunnel_id &&
		    watch->pending[i].session_id == session_id)
			return &watch->pending[i];
	return NULL;
}

/* Add a pending deletion unless the object already has one. */
static int pending_event_add(struct watch *watch, uint32_t tunnel_id, uint32_t session_id,
			     unsigned int ifindex, struct error *err)
{
	struct pending_event *list;

	if (pending_event_find(watch, tunnel_id, session_id))
		return 0;
	list = array_grow(watch->pending, watch->pending_count, &watch->pending_room,
			  sizeof(*list));
	if (!list)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	watch->pending = list;
	list[watch->pending_count++] =
		(struct pending_event){ tunnel_id, session_id, ifindex, clock_milliseconds() };
	return 0;
}

/* Remove PENDING; the last entry takes its place. */
static void pending_event_drop(struct watch *watch, struct pending_event *pending)
{
	*pending = watch->pending[--watch->pending_count];
	watch->pending = array_shrink(watch->pending, watch->pending_count, &watch->pending_room,
				      sizeof(*watch->pending));
}

static int report(struct watch *watch, enum watch_event event, const struct sorted *table,
		  const void *object, struct error *err)
{
	bool tunnel = table == &watch->tunnels;

	if (!watch->report)
		return 0; /* initial objects */
	return watch->report(watch->data, event, tunnel ? object : NULL, tunnel ? NULL : object,
			     err);
}

/* Whether SESSION or its tunnel is being deleted, during which the kernel may report transient values. */
static bool is_leaving(const struct watch *watch, const struct l2tp_session *session)
{
	return pending_event_find(watch, session->tunnel_id, 0) ||
	       pending_event_find(watch, session->tunnel_id, session->session_id);
}

/* OBJECT exists: report it if it is new, differs from the table, or CHANGE is set. */
static int seen(struct watch *watch, struct sorted *table, const void *object, bool change,
		struct error *err)
{
	bool tunnel = table == &watch->tunnels;
	void *known = sorted_find(table, object);

	if (!known)
		return sorted_put(table, object, err) < 0
			       ? err->code
			       : report(watch, WATCH_ADDED, table, object, err);
	change = change ||
		 !(tunnel ? l2tp_tunnel_equal(known, object) : l2tp_session_equal(known, object));
	if (change && !tunnel && is_leaving(watch, object)) {
		watch->stale = true; /* the resync reports the change if the session remains */
		return 0;
	}
	memcpy(known, object, table->size);
	return change ? report(watch, WATCH_CHANGED, table, object, err) : 0;
}

/* Report COUNT objects from KNOWN on as deleted, and drop them together: the table moves only once. */
static int gone(struct watch *watch, struct sorted *table, const void *known, size_t count,
		struct error *err)
{
	const char *object = known;
	size_t i;

	for (i = 0; i < count; i++, object += table->size)
		if (report(watch, WATCH_DELETED, table, object, err) < 0)
			return err->code;
	if (count)
		sorted_drop(table, known, count);
	return 0;
}

/* Report a deleted tunnel's sessions, for which the kernel sends no notification. */
static int sessions_gone(struct watch *watch, uint32_t tunnel_id, struct error *err)
{
	const struct l2tp_session first = { .tunnel_id = tunnel_id };
	struct sorted *sessions = &watch->sessions;
	size_t place = sorted_place(sessions, &first), count = 0;
	const struct l2tp_session *known = sorted_at(sessions, place);

	while (place + count < sessions->count && known[count].tunnel_id == tunnel_id)
		count++;
	return gone(watch, sessions, known, count, err);
}

/* Report a pending deletion as complete. */
static int pending_gone(struct watch *watch, struct pending_event *pending, struct error *err)
{
	const struct l2tp_tunnel tunnel = { .tunnel_id = pending->tunnel_id };
	const struct l2tp_session session =
		l2tp_session_key(pending->tunnel_id, pending->session_id);
	bool is_tunnel = !pending->session_id;
	struct sorted *table = is_tunnel ? &watch->tunnels : &watch->sessions;
	const void *known = is_tunnel ? sorted_find(table, &tunnel) : sorted_find(table, &session);

	pending_event_drop(watch, pending);
	if (is_tunnel && sessions_gone(watch, tunnel.tunnel_id, err) < 0)
		return err->code;
	return known ? gone(watch, table, known, 1, err) : 0;
}

/*
 * ANNOUNCED may be from another namespace and differ from NOW, this namespace's tunnel of the same ID. An object
 * created and deleted between two queries is not reported.
 */
static int on_tunnel(void *data, uint8_t command, const struct l2tp_tunnel *announced,
		     struct error *err)
{
	struct watch *watch = data;
	const struct l2tp_tunnel *known = sorted_find(&watch->tunnels, announced);
	struct pending_event *pending;
	struct l2tp_tunnel now;
	bool ours;

	if (command == L2TP_CMD_TUNNEL_DELETE)
		return known && l2tp_tunnel_same_identity(announced, known)
			       ? pending_event_add(watch, announced->tunnel_id, 0, 0, err)
			       : 0;
	if (kernel_fetch_tunnel(watch->kernel, announced->tunnel_id, &now, err) < 0)
		return explain_exists(err->code, err);
	ours = l2tp_tunnel_equal(announced, &now);
	pending = pending_event_find(watch, now.tunnel_id, 0);
	if (command == L2TP_CMD_TUNNEL_CREATE && ours && pending) {
		/* it was deleted and re-created between two queries */
		if (pending_gone(watch, pending, err) < 0)
			return err->code;
		/* if that was an equal tunnel of another namespace, the sessions still exist */
		watch->stale = true;
	}
	return seen(watch, &watch->tunnels, &now, command == L2TP_CMD_TUNNEL_MODIFY && ours, err);
}

/*
 * Whether NOW, announced as new, is still KNOWN, whose deletion is pending: its interface still exists. Then a session
 * of the same IDs was re-created in another namespace.
 */
static bool is_untouched(struct watch *watch, const struct pending_event *pending,
			 const struct l2tp_session *known, const struct l2tp_session *now)
{
	return known && pending->ifindex && l2tp_session_same_identity(known, now) &&
	       interface_name(&watch->kernel->interfaces, pending->ifindex, NULL) > 0;
}

/* Returns the index of the interface NAME, or 0 if it is unknown. */
static unsigned int ifindex_of(const struct watch *watch, const char *name)
{
	const struct interface *at = sorted_at(&watch->interfaces, 0);
	size_t i;

	for (i = 0; i < watch->interfaces.count; i++)
		if (strcmp(at[i].name, name) == 0)
			return at[i].index;
	return 0;
}

static int on_session(void *data, uint8_t command, const struct l2tp_session *told,
		      struct error *err)
{
	const struct l2tp_session ids = l2tp_session_key(told->tunnel_id, told->session_id);
	struct l2tp_session announced = *told, now;
	struct pending_event *pending;
	struct watch *watch = data;
	const struct l2tp_session *known = sorted_find(&watch->sessions, told);
	bool ours;

	kernel_take_name(&announced, NULL);
	if (command == L2TP_CMD_SESSION_DELETE)
		return known && l2tp_session_same_identity(&announced, known)
			       ? pending_event_add(watch, told->tunnel_id, told->session_id,
						   ifindex_of(watch, known->name), err)
			       : 0;
	if (kernel_fetch_session(watch->kernel, &ids, &now, err) < 0)
		return explain_exists(err->code, err);
	kernel_take_name(&now, NULL);
	/* the kernel reports the name at creation; the last resync found the current one */
	if (known && strcmp(known->kernel_name, now.kernel_name) == 0) {
		memcpy(now.name, known->name, sizeof(now.name));
		now.fields |= known->fields & L2TP_SESSION_NAME; /* PPP: the kernel reports none */
	}
	ours = l2tp_session_same_identity(&announced, &now);
	pending = pending_event_find(watch, now.tunnel_id, now.session_id);
	if (command == L2TP_CMD_SESSION_CREATE && ours && pending &&
	    !is_untouched(watch, pending, known, &now) && pending_gone(watch, pending, err) < 0)
		return err->code;
	return seen(watch, &watch->sessions, &now, command == L2TP_CMD_SESSION_MODIFY && ours, err);
}

static int compare_interfaces(const void *a, const void *b)
{
	const struct interface *left = a, *right = b;

	return (left->index > right->index) - (left->index < right->index);
}

/* A deleted or renamed interface may belong to a session: request a resync. */
static int on_link(void *data, unsigned int index, const char *name, struct error *err)
{
	struct watch *watch = data;
	struct interface now = { .index = index };
	struct interface *known = sorted_find(&watch->interfaces, &now);

	if (known && (!name || strcmp(known->name, name) != 0))
		watch->stale = true;
	if (!name && known)
		sorted_drop(&watch->interfaces, known, 1);
	if (!name)
		return 0;
	memcpy(now.name, name, strnlen(name, sizeof(now.name) - 1));
	if (!known)
		return sorted_put(&watch->interfaces, &now, err);
	*known = now;
	return 0;
}

int watch_check(struct watch *watch, bool *pending, struct error *err)
{
	int64_t now = clock_milliseconds();
	size_t i = 0;

	while (i < watch->pending_count) {
		struct pending_event *at = &watch->pending[i];
		int there = kernel_has_object(watch->kernel, at->tunnel_id, at->session_id, err);

		if (there < 0 || (!there && pending_gone(watch, at, err) < 0))
			return err->code;
		if (there && now - at->since > PENDING_MS_MAX)
			pending_event_drop(watch, at);
		else if (there)
			i++;
	}
	*pending = watch->pending_count > 0;
	if (!watch->stale || now - watch->looked < LOOK_AGAIN_MS)
		return 0;
	return watch_resync(watch, err);
}

/* Report the objects of TABLE that LIST lacks as deleted, and drop them. */
static int drop_missing(struct watch *watch, struct sorted *table, const struct sorted *list,
			struct error *err)
{
	size_t i, missing;

	for (i = 0; i < table->count; i++) {
		missing = 0;
		while (i + missing < table->count &&
		       !sorted_find(list, sorted_at(table, i + missing)))
			missing++;
		if (gone(watch, table, sorted_at(table, i), missing, err) < 0)
			return err->code;
	}
	return 0;
}

static int see_all(struct watch *watch, struct sorted *table, const struct sorted *list,
		   struct error *err)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (seen(watch, table, sorted_at(list, i), false, err) < 0)
			return err->code;
	return 0;
}

int watch_resync(struct watch *watch, struct error *err)
{
	CLEANUP(memory_freep) struct l2tp_tunnel *tunnels = NULL;
	CLEANUP(memory_freep) struct l2tp_session *sessions = NULL;
	struct sorted new_tunnels = watch->tunnels, new_sessions = watch->sessions;

	if (kernel_list_tunnels(watch->kernel, &tunnels, &new_tunnels.count, err) < 0 ||
	    kernel_list_sessions(watch->kernel, &sessions, &new_sessions.count, err) < 0)
		return err->code;
	new_tunnels.list = (char *)tunnels;
	new_sessions.list = (char *)sessions;
	watch->stale = false;
	watch->looked = clock_milliseconds();
	if (drop_missing(watch, &watch->sessions, &new_sessions, err) < 0 ||
	    drop_missing(watch, &watch->tunnels, &new_tunnels, err) < 0 ||
	    see_all(watch, &watch->tunnels, &new_tunnels, err) < 0)
		return err->code;
	return see_all(watch, &watch->sessions, &new_sessions, err);
}

int watch_open(struct watch **watch, struct kernel *kernel, watch_report *report_to, void *data,
	       struct error *err)
{
	struct watch *opened = calloc(1, sizeof(*opened));

	if (!opened)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	*opened = (struct watch){
		.kernel = kernel,
		.data = data,
		.tunnels = { .size = sizeof(struct l2tp_tunnel), .compare = l2tp_tunnel_compare },
		.sessions = { .size = sizeof(struct l2tp_session),
			      .compare = l2tp_session_compare },
		.interfaces = { .size = sizeof(struct interface), .compare = compare_interfaces },
		.handler = { .tunnel = on_tunnel,
			     .session = on_session,
			     .link = on_link,
			     .data = opened },
	};
	if (interface_list(on_link, opened, err) < 0 || watch_resync(opened, err) < 0) {
		watch_close(opened);
		return err->code;
	}
	opened->report = report_to;
	*watch = opened;
	return 0;
}

void watch_close(struct watch *watch)
{
	if (!watch)
		return;
	free(watch->tunnels.list);
	free(watch->sessions.list);
	free(watch->interfaces.list);
	free(watch->pending);
	free(watch);
}

const struct events_handler *watch_handler(struct watch *watch)
{
	return &watch->handler;
}
