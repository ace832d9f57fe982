// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * watch.c - what changes among this namespace's tunnels and sessions
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

/* At everything, not more often than this. */
#define LOOK_AGAIN_MS 1000
/* Not gone after so long: the deletion was in another network namespace. */
#define PENDING_MS_MAX 3000

/* An object that is said to go: a deletion is announced before it is done. */
struct pending_event {
	uint32_t tunnel_id;
	uint32_t session_id;  /* 0: a tunnel */
	unsigned int ifindex; /* of the interface that goes with it, 0 where none is known */
	int64_t since;	      /* by clock.h */
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
	struct sorted interfaces; /* of this network namespace, as they are announced, by index */
	struct pending_event *pending;
	size_t pending_count, pending_room;
	struct events_handler handler;
	int64_t looked; /* at everything, last, by clock.h */
	bool stale;	/* something happened that only a look at everything tells of */
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

/* Unless the object is there already. */
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

/* Take PENDING out; the last takes its place. */
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
		return 0; /* what is there to begin with */
	return watch->report(watch->data, event, tunnel ? object : NULL, tunnel ? NULL : object,
			     err);
}

/* What is said to go, by itself or with its tunnel, may look odd meanwhile: that is no change to tell of. */
static bool is_leaving(const struct watch *watch, const struct l2tp_session *session)
{
	return pending_event_find(watch, session->tunnel_id, 0) ||
	       pending_event_find(watch, session->tunnel_id, session->session_id);
}

/* OBJECT is there: report it if that is new, or if it is not what it was or was said to CHANGE. */
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
		watch->stale = true; /* if it stays, the change is to be told of */
		return 0;
	}
	memcpy(known, object, table->size);
	return change ? report(watch, WATCH_CHANGED, table, object, err) : 0;
}

/* COUNT objects from KNOWN on have gone. They leave together: one by one, all behind them would move each time. */
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

/* The sessions of a tunnel that has gone have gone with it, unannounced. */
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

/* What was said to go has gone. */
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
 * ANNOUNCED may be another namespace's, and then NOW, ours of the same ids, is another. An object that is
 * gone already is not told of: it came and went between two looks.
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
		/* it has gone in between, though nobody saw it missing */
		if (pending_gone(watch, pending, err) < 0)
			return err->code;
		/* where that was another namespace's, and equal, the sessions are there all the same */
		watch->stale = true;
	}
	return seen(watch, &watch->tunnels, &now, command == L2TP_CMD_TUNNEL_MODIFY && ours, err);
}

/*
 * Whether NOW, announced as new, is still KNOWN, which was said to go: the interface that was to go with it is there.
 * Another namespace has made anew a session of the same ids then.
 */
static bool is_untouched(struct watch *watch, const struct pending_event *pending,
			 const struct l2tp_session *known, const struct l2tp_session *now)
{
	return known && pending->ifindex && l2tp_session_same_identity(known, now) &&
	       interface_name(&watch->kernel->interfaces, pending->ifindex, NULL) > 0;
}

/* The index of the interface NAME, 0 where none is known of that name. */
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
	/* the kernel tells the first name; the present one is known from the last look at everything */
	if (known && strcmp(known->kernel_name, now.kernel_name) == 0) {
		memcpy(now.name, known->name, sizeof(now.name));
		now.fields |= known->fields & L2TP_SESSION_NAME; /* of PPP: the kernel tells none */
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

/* An interface that went, or has another name, may be a session's: the next look tells. */
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

/* Report what TABLE has and LIST, a table of the same kind, has not, and drop it. */
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
