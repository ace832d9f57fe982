// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * pending_delete.c - track pending deletions and wait for them
 */
#include "lib/kernel/pending_delete.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/array.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/base/wait.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/kernel/list.h"
#include "lib/kernel/request.h"

/* Timeout without progress: the kernel is stuck, or another process re-creates the objects. */
#define DELETE_SECONDS 10
/* Timeout for an interface, which the kernel deletes right after its session. */
#define INTERFACE_MS 3000
/* Above this number, wait for all instead of comparing each with the object to add. */
#define PENDING_AT_MOST 64

static int add_pending(struct kernel *kernel, const struct pending_delete *gone, struct error *err)
{
	struct pending_deletes *pending = &kernel->pending;
	struct pending_delete *list =
		array_grow(pending->list, pending->count, &pending->room, sizeof(*list));

	if (!list)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	pending->list = list;
	list[pending->count++] = *gone;
	return 0;
}

int pending_delete_session(struct kernel *kernel, const struct l2tp_session *session,
			   struct error *err)
{
	struct pending_delete gone = { .tunnel_id = session->tunnel_id,
				       .session_id = session->session_id,
				       .peer_id = session->peer_session_id };

	/* a PPP session's interface belongs to pppd and outlives the session */
	if (session->fields & L2TP_SESSION_NAME && session->pwtype == L2TP_PWTYPE_ETH) {
		memcpy(gone.name, session->name, sizeof(gone.name));
		memcpy(gone.kernel_name, session->kernel_name, sizeof(gone.kernel_name));
		if (session->name_is != NAME_SHARED)
			gone.ifindex = interface_index(&kernel->interfaces, session->name);
	}
	session_list_remove(&kernel->sessions, session->tunnel_id, session->session_id);
	kernel->deleted.sessions++;
	return add_pending(kernel, &gone, err);
}

int pending_delete_half_made(struct kernel *kernel, const struct l2tp_session *session,
			     struct error *err)
{
	const struct pending_delete gone = { .tunnel_id = session->tunnel_id,
					     .session_id = session->session_id,
					     .peer_id = session->peer_session_id };
	struct error ignored = { 0 };

	/* only a session with a given interface name can remain */
	if (session->fields & L2TP_SESSION_NAME)
		add_pending(kernel, &gone, &ignored);
	return err->code;
}

int pending_delete_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
			  struct error *err)
{
	const struct pending_delete gone = { .tunnel_id = tunnel->tunnel_id,
					     .peer_id = tunnel->peer_tunnel_id,
					     .udp_sport = tunnel->udp_sport };
	struct l2tp_session session, *list;
	size_t count;

	if (!kernel->sessions.taken) {
		if (kernel_list_sessions(kernel, &list, &count, err) < 0)
			return err->code;
		session_list_take(&kernel->sessions, list, count);
	}
	if (add_pending(kernel, &gone, err) < 0)
		return err->code;
	while (session_list_pop(&kernel->sessions, tunnel->tunnel_id, &session))
		if (pending_delete_session(kernel, &session, err) < 0)
			return err->code;
	kernel->deleted.tunnels++;
	return 0;
}

void pending_delete_forget(struct kernel *kernel, size_t first, uint32_t tunnel_id,
			   uint32_t session_id)
{
	struct pending_deletes *pending = &kernel->pending;
	size_t i, kept = first;

	for (i = first; i < pending->count; i++) {
		const struct pending_delete *gone = &pending->list[i];

		if (gone->tunnel_id != tunnel_id || (session_id && gone->session_id != session_id))
			pending->list[kept++] = *gone;
		else if (gone->session_id)
			kernel->deleted.sessions--;
		else
			kernel->deleted.tunnels--;
	}
	pending->count = kept;
}

/* An object to poll. */
struct question {
	struct kernel *kernel;
	const struct pending_delete *gone;
};

/* A wait_until() condition: the object no longer exists. */
static int object_is_gone(void *data, struct error *err)
{
	const struct question *question = data;
	const struct pending_delete *gone = question->gone;
	const struct l2tp_session key = l2tp_session_key(gone->tunnel_id, gone->session_id);
	struct l2tp_session session;
	struct l2tp_tunnel tunnel;
	int exists;

	if (!gone->session_id) {
		exists = explain_exists(
			kernel_fetch_tunnel(question->kernel, gone->tunnel_id, &tunnel, err), err);
		/* of a tunnel being deleted, the kernel may report no port and no address any more */
		return exists < 0 ? exists : !exists || tunnel.peer_tunnel_id != gone->peer_id;
	}
	exists = explain_exists(kernel_fetch_session(question->kernel, &key, &session, err), err);
	if (exists <= 0)
		return exists < 0 ? exists : 1;
	/* Linux 6.12 may have had a duplicate session and report that one now */
	return session.peer_session_id != gone->peer_id ||
	       strcmp(session.name, gone->kernel_name) != 0;
}

/* Whether the interface INDEX exists. Returns 0, 1, or a negative errno and err set. */
static int has_link(struct kernel *kernel, unsigned int index, struct error *err)
{
	int exists = interface_name(&kernel->interfaces, index, NULL);

	return exists < 0 ? error_set(err, exists, "interface %u: %s", index, strerror(-exists))
			  : exists;
}

/* A wait_until() condition: the object has no interface, or the interface no longer exists. */
static int interface_is_gone(void *data, struct error *err)
{
	const struct question *question = data;
	int exists = question->gone->ifindex
			     ? has_link(question->kernel, question->gone->ifindex, err)
			     : 0;

	return exists < 0 ? exists : !exists;
}

/* Result of a wait. */
enum left { GONE, INTERFACE_LEFT, OBJECT_LEFT };

/* Wait for the object, then for its interface; poll only once unless PATIENT. Returns enum left or a negative errno. */
static int wait_until_gone(struct kernel *kernel, const struct pending_delete *gone, bool patient,
			   struct error *err)
{
	struct question question = { kernel, gone };
	int status = wait_until(object_is_gone, &question,
				patient ? DELETE_SECONDS * INT64_C(1000) : 0, NULL, err);

	if (status <= 0)
		return status < 0 ? status : OBJECT_LEFT;
	status = wait_until(interface_is_gone, &question, patient ? INTERFACE_MS : 0, NULL, err);
	return status < 0 ? status : status > 0 ? GONE : INTERFACE_LEFT;
}

/*
 * Report an incomplete deletion. A remaining interface causes only a warning: without debugfs, it may be another one
 * that has taken the name of a renamed one.
 */
static int say_what_is_left(const struct pending_delete *gone, int left, struct error *err)
{
	char session[64] = "", name[TEXT_SIZE];

	if (gone->session_id)
		snprintf(session, sizeof(session), "session %u in ", gone->session_id);
	escape_text(gone->name, name, sizeof(name));
	if (left < 0)
		return error_context(err, "%stunnel %u: waiting for the kernel to delete it",
				     session, gone->tunnel_id);
	if (left == OBJECT_LEFT)
		return error_set(err, -ETIMEDOUT, "%stunnel %u is still being deleted after %d s",
				 session, gone->tunnel_id, DELETE_SECONDS);
	if (left == INTERFACE_LEFT)
		error_warn(err, "%stunnel %u was deleted and its interface %s still exists",
			   session, gone->tunnel_id, name);
	return 0;
}

/* Move the objects that still exist to the front of LIST and set *COUNT to their number. Returns 0 or an error. */
static int look_for_rest(struct kernel *kernel, struct pending_delete *list, size_t *count,
			 struct error *err)
{
	CLEANUP(memory_freep) struct l2tp_tunnel *tunnels = NULL;
	CLEANUP(memory_freep) struct l2tp_session *sessions = NULL;
	size_t tunnel_count, session_count, i, left = 0;

	if (kernel_list_tunnels(kernel, &tunnels, &tunnel_count, err) < 0 ||
	    kernel_list_raw_sessions(kernel, &sessions, &session_count, err) < 0)
		return err->code;
	for (i = 0; i < *count; i++) {
		const struct pending_delete gone = list[i];
		const struct l2tp_tunnel tunnel = { .tunnel_id = gone.tunnel_id };
		const struct l2tp_session session =
			l2tp_session_key(gone.tunnel_id, gone.session_id);
		int there = gone.session_id ? array_find(sessions, session_count, sizeof(session),
							 &session, l2tp_session_compare) != NULL
					    : array_find(tunnels, tunnel_count, sizeof(tunnel),
							 &tunnel, l2tp_tunnel_compare) != NULL;

		if (!there && gone.ifindex)
			there = has_link(kernel, gone.ifindex, err);
		if (there < 0)
			return there;
		if (there) {
			list[i] = list[left];
			list[left++] = gone;
		}
	}
	*count = left;
	return 0;
}

/*
 * Wait for many objects: wait for the last one, then dump to find the others. Repeats as long as objects disappear, and
 * reorders LIST.
 */
static int wait_for_all(struct kernel *kernel, struct pending_delete *list, size_t count,
			struct error *err)
{
	size_t left = count, before, i;
	int status;

	do {
		before = left;
		status = wait_until_gone(kernel, &list[left - 1], true, err);
		if (status < 0)
			return say_what_is_left(&list[left - 1], status, err);
		if (look_for_rest(kernel, list, &left, err) < 0)
			return err->code;
	} while (left && left < before);
	for (i = 0; i < left && !err->code; i++)
		say_what_is_left(&list[i], wait_until_gone(kernel, &list[i], false, err), err);
	return err->code;
}

static int compare_pending(const void *a, const void *b)
{
	const struct pending_delete *left = a, *right = b;

	if (left->tunnel_id != right->tunnel_id)
		return left->tunnel_id < right->tunnel_id ? -1 : 1;
	return (left->session_id > right->session_id) - (left->session_id < right->session_id);
}

static struct pending_delete *find_settled(const struct kernel *kernel, uint32_t tunnel_id,
					   uint32_t session_id)
{
	const struct pending_delete key = { .tunnel_id = tunnel_id, .session_id = session_id };

	return array_find(kernel->settled.list, kernel->settled.count, sizeof(key), &key,
			  compare_pending);
}

bool pending_delete_may_be(const struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id)
{
	const struct pending_delete *gone = find_settled(kernel, tunnel_id, session_id);

	return gone && !gone->added_again;
}

void pending_delete_added_again(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id)
{
	struct pending_delete *gone = find_settled(kernel, tunnel_id, session_id);

	if (gone)
		gone->added_again = true;
}

struct kernel_counts kernel_deleted(const struct kernel *kernel)
{
	return kernel->deleted;
}

int kernel_settle(struct kernel *kernel, struct error *err)
{
	struct pending_deletes settled = kernel->pending;
	int status = 0;
	size_t i;

	if (!settled.count)
		return 0;
	if (settled.count > PENDING_AT_MOST)
		status = wait_for_all(kernel, settled.list, settled.count, err);
	else
		for (i = 0; i < settled.count && status == 0; i++)
			status = say_what_is_left(
				&settled.list[i],
				wait_until_gone(kernel, &settled.list[i], true, err), err);
	settled.count = array_sort_unique(settled.list, settled.count, sizeof(*settled.list),
					  compare_pending);
	kernel->pending = kernel->settled;
	kernel->pending.count = 0;
	kernel->settled = settled;
	return status;
}

/*
 * Whether adding or finding TUNNEL or SESSION must wait for the deletion of GONE. A session without a name gets the
 * lowest free l2tpethN, which a session being deleted may still have.
 */
static bool pending_collides(const struct pending_delete *gone, const struct l2tp_tunnel *tunnel,
			     const struct l2tp_session *session)
{
	if (tunnel)
		return !gone->session_id &&
		       (gone->tunnel_id == tunnel->tunnel_id ||
			(gone->udp_sport && gone->udp_sport == tunnel->udp_sport));
	if (!gone->session_id)
		return gone->tunnel_id == session->tunnel_id;
	if (session->fields & L2TP_SESSION_ID && gone->session_id == session->session_id)
		return true;
	return gone->name[0] &&
	       (!(session->fields & L2TP_SESSION_NAME) || strcmp(gone->name, session->name) == 0);
}

bool pending_delete_collides(const struct kernel *kernel, const struct l2tp_tunnel *tunnel,
			     const struct l2tp_session *session)
{
	const struct pending_deletes *pending = &kernel->pending;
	size_t i;

	if (pending->count > PENDING_AT_MOST)
		return true;
	for (i = 0; i < pending->count; i++)
		if (pending_collides(&pending->list[i], tunnel, session))
			return true;
	return false;
}
