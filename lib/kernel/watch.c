// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * watch.c - what changes among this namespace's tunnels and sessions
 */
#include "lib/kernel/watch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/clock.h"
#include "lib/kernel/explain.h"
#include "lib/kernel/interface_names.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/kernel/list.h"
#include "lib/kernel/pending_event.h"
#include "lib/kernel/request.h"

/* At everything, not more often than this. */
#define LOOK_AGAIN_MS 1000

struct watch {
	struct kernel *kernel;
	watch_report *report;
	void *data;
	struct sorted tunnels, sessions;
	struct interface_names interfaces;
	struct pending_events pending;
	struct events_handler handler;
	int64_t looked; /* at everything, last, by clock.h */
	bool stale;	/* something happened that only a look at everything tells of */
};

static int report(struct watch *watch, enum watch_event event, const struct sorted *table,
		  const void *object, struct error *err)
{
	bool tunnel = table == &watch->tunnels;

	if (!watch->report)
		return 0; /* what is there to begin with */
	return watch->report(watch->data, event, tunnel ? object : NULL, tunnel ? NULL : object,
			     err);
}

static bool same(const struct watch *watch, const struct sorted *table, const void *a,
		 const void *b)
{
	return table == &watch->tunnels ? l2tp_tunnel_equal(a, b) : l2tp_session_equal(a, b);
}

/* What is said to go, by itself or with its tunnel, may look odd meanwhile: that is no change to tell of. */
static bool is_leaving(const struct watch *watch, const struct sorted *table, const void *object)
{
	const struct pending_events *pending = &watch->pending;
	const struct l2tp_session *session = object;

	return table == &watch->sessions &&
	       (pending_events_find(pending, session->tunnel_id, 0) < pending->count ||
		pending_events_find(pending, session->tunnel_id, session->session_id) <
			pending->count);
}

/* OBJECT is there: report it if that is new, or if it is not what it was or was said to CHANGE. */
static int seen(struct watch *watch, struct sorted *table, const void *object, bool change,
		struct error *err)
{
	void *known = sorted_find(table, object);

	if (!known) {
		if (sorted_put(table, object, err) < 0)
			return err->code;
		return report(watch, WATCH_ADDED, table, object, err);
	}
	change = change || !same(watch, table, known, object);
	if (change && is_leaving(watch, table, object)) {
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

/* What was to go and is announced as new has gone in between, though nobody saw it missing. */
static int gone_before(struct watch *watch, struct sorted *table, const void *object,
		       size_t suspect_at, struct error *err)
{
	const void *known = sorted_find(table, object);

	if (suspect_at == watch->pending.count)
		return 0;
	pending_events_drop(&watch->pending, suspect_at);
	return known ? gone(watch, table, known, 1, err) : 0;
}

/* The sessions of a tunnel that has gone have gone with it, unannounced. */
static int sessions_gone(struct watch *watch, uint32_t tunnel_id, struct error *err)
{
	const struct l2tp_session first = { .tunnel_id = tunnel_id };
	struct sorted *sessions = &watch->sessions;
	size_t place = sorted_place(sessions, &first), count = 0;

	while (place + count < sessions->count &&
	       ((const struct l2tp_session *)sorted_at(sessions, place + count))->tunnel_id ==
		       tunnel_id)
		count++;
	return gone(watch, sessions, sorted_at(sessions, place), count, err);
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
	struct l2tp_tunnel now;
	size_t at;
	bool ours;

	if (command == L2TP_CMD_TUNNEL_DELETE)
		return known && l2tp_tunnel_same_identity(announced, known)
			       ? pending_events_add(&watch->pending, announced->tunnel_id, 0, 0,
						    err)
			       : 0;
	if (kernel_fetch_tunnel(watch->kernel, announced->tunnel_id, &now, err) < 0)
		return explain_exists(err->code, err);
	ours = l2tp_tunnel_equal(announced, &now);
	at = pending_events_find(&watch->pending, now.tunnel_id, 0);
	if (command == L2TP_CMD_TUNNEL_CREATE && ours && at < watch->pending.count) {
		if (sessions_gone(watch, now.tunnel_id, err) < 0 ||
		    gone_before(watch, &watch->tunnels, &now, at, err) < 0)
			return err->code;
		/* where that was another namespace's, and equal, the sessions are there all the same */
		watch->stale = true;
	}
	return seen(watch, &watch->tunnels, &now, command == L2TP_CMD_TUNNEL_MODIFY && ours, err);
}

/* The kernel tells the first name; the present one is known from the last look at everything. */
static void take_known_name(struct watch *watch, struct l2tp_session *now)
{
	const struct l2tp_session *known = sorted_find(&watch->sessions, now);

	kernel_take_name(now, NULL);
	if (!known || strcmp(known->kernel_name, now->kernel_name) != 0)
		return;
	memcpy(now->name, known->name, sizeof(now->name));
	now->fields |= known->fields & L2TP_SESSION_NAME; /* of PPP: the kernel tells none */
}

/*
 * Whether the session that is announced as new, and looks as NOW, can be no other than the one that is known, since
 * the interface that this was to take along is there: another namespace has made anew one of the same ids.
 */
static bool is_untouched(struct watch *watch, size_t suspect_at, const struct l2tp_session *now)
{
	const struct l2tp_session *known = sorted_find(&watch->sessions, now);
	unsigned int ifindex;

	if (!known || suspect_at == watch->pending.count)
		return false;
	ifindex = watch->pending.list[suspect_at].ifindex;
	return ifindex && l2tp_session_same_identity(known, now) &&
	       interface_name(&watch->kernel->interfaces, ifindex, NULL) > 0;
}

static int on_session_deleted(struct watch *watch, const struct l2tp_session *announced,
			      struct error *err)
{
	const struct l2tp_session *known = sorted_find(&watch->sessions, announced);

	return known && l2tp_session_same_identity(announced, known)
		       ? pending_events_add(
				 &watch->pending, announced->tunnel_id, announced->session_id,
				 interface_names_find(&watch->interfaces, known->name), err)
		       : 0;
}

static int on_session(void *data, uint8_t command, const struct l2tp_session *told,
		      struct error *err)
{
	const struct l2tp_session ids = l2tp_session_key(told->tunnel_id, told->session_id);
	struct l2tp_session announced = *told, now;
	struct watch *watch = data;
	size_t at;
	bool ours;

	kernel_take_name(&announced, NULL);
	if (command == L2TP_CMD_SESSION_DELETE)
		return on_session_deleted(watch, &announced, err);
	if (kernel_fetch_session(watch->kernel, &ids, &now, err) < 0)
		return explain_exists(err->code, err);
	take_known_name(watch, &now);
	ours = l2tp_session_same_identity(&announced, &now);
	at = pending_events_find(&watch->pending, now.tunnel_id, now.session_id);
	if (command == L2TP_CMD_SESSION_CREATE && ours && !is_untouched(watch, at, &now) &&
	    gone_before(watch, &watch->sessions, &now, at, err) < 0)
		return err->code;
	return seen(watch, &watch->sessions, &now, command == L2TP_CMD_SESSION_MODIFY && ours, err);
}

/* An interface that went, or has another name, may be a session's: the next look tells. */
static int on_link(void *data, unsigned int index, const char *name, struct error *err)
{
	struct watch *watch = data;
	bool changed;

	if (interface_names_update(&watch->interfaces, index, name, &changed, err) < 0)
		return err->code;
	watch->stale = watch->stale || changed;
	return 0;
}

/* Returns 0, 1, or negative errno. */
static int is_there(struct watch *watch, const struct pending_event *pending, struct error *err)
{
	struct l2tp_tunnel tunnel;

	if (pending->session_id)
		return kernel_has_session(watch->kernel, pending->tunnel_id, pending->session_id,
					  err);
	return explain_exists(kernel_fetch_tunnel(watch->kernel, pending->tunnel_id, &tunnel, err),
			      err);
}

static int suspect_gone(struct watch *watch, const struct pending_event *pending, struct error *err)
{
	const struct l2tp_tunnel tunnel = { .tunnel_id = pending->tunnel_id };
	const struct l2tp_session session = { .tunnel_id = pending->tunnel_id,
					      .session_id = pending->session_id };
	struct sorted *table = pending->session_id ? &watch->sessions : &watch->tunnels;
	const void *known =
		pending->session_id ? sorted_find(table, &session) : sorted_find(table, &tunnel);

	if (!pending->session_id && sessions_gone(watch, pending->tunnel_id, err) < 0)
		return err->code;
	return known ? gone(watch, table, known, 1, err) : 0;
}

int watch_check(struct watch *watch, bool *pending, struct error *err)
{
	int64_t now = clock_milliseconds();
	size_t i = 0;

	while (i < watch->pending.count) {
		struct pending_event at = watch->pending.list[i];
		int there = is_there(watch, &at, err);

		if (there < 0)
			return there;
		if (!there) {
			pending_events_drop(&watch->pending, i);
			if (suspect_gone(watch, &at, err) < 0)
				return err->code;
		} else if (now - at.since > PENDING_MS_MAX) {
			pending_events_drop(&watch->pending, i);
		} else {
			i++;
		}
	}
	*pending = watch->pending.count > 0;
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
	opened->kernel = kernel;
	opened->tunnels.size = sizeof(struct l2tp_tunnel);
	opened->tunnels.compare = l2tp_tunnel_compare;
	opened->sessions.size = sizeof(struct l2tp_session);
	opened->sessions.compare = l2tp_session_compare;
	opened->handler = (struct events_handler){
		.tunnel = on_tunnel, .session = on_session, .link = on_link, .data = opened
	};
	if (interface_names_open(&opened->interfaces, err) < 0 || watch_resync(opened, err) < 0) {
		watch_close(opened);
		return err->code;
	}
	opened->report = report_to;
	opened->data = data;
	*watch = opened;
	return 0;
}

void watch_close(struct watch *watch)
{
	if (!watch)
		return;
	free(watch->tunnels.list);
	free(watch->sessions.list);
	interface_names_close(&watch->interfaces);
	free(watch->pending.list);
	free(watch);
}

const struct events_handler *watch_handler(struct watch *watch)
{
	return &watch->handler;
}
