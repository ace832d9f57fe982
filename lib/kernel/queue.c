// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * queue.c - add the tunnels and sessions of a batch, many per message
 *
 * Objects are sent optimistically. Only one that the kernel refuses, or whose answer is lost, is retried, by kernel_add_tunnel() or
 * kernel_add_session(), which wait for pending deletions and explain errors. An object that cannot share a message is
 * added by them directly, after the queue has run.
 */
#include "lib/kernel/queue.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/idset.h"
#include "lib/kernel/add.h"
#include "lib/kernel/find.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/kernel/outcome.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/request.h"
#include "lib/kernel/take_back.h"
#include "lib/netlink/batch.h"
#include "lib/netlink/attributes.h"

/* Query up to this many sessions one by one, then dump all. */
#define ASK_AT_MOST 16

struct queued {
	unsigned long line;
	bool is_session;
	bool is_doubtful;	   /* of a tunnel: its ID may be in use */
	struct l2tp_tunnel tunnel; /* unless is_session */
	struct l2tp_session session;
};

struct kernel_queue {
	struct queued list[NETLINK_QUEUE_LENGTH];
	size_t count;
	bool go_on, stopped;
	kernel_queue_callback *done;
	void *data;
	/* sessions that exist or were queued; see may_be_double() */
	struct idset known;
	bool known_taken;
	unsigned int asked;
	/* IDs of tunnels that exist or were queued; see is_doubtful */
	struct idset tunnels;
	bool tunnels_taken;
};

int kernel_queue_open(struct kernel *kernel, bool go_on, kernel_queue_callback *done, void *data,
		      struct error *err)
{
	struct kernel_queue *queue = calloc(1, sizeof(*queue));

	if (!queue)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	queue->go_on = go_on;
	queue->done = done;
	queue->data = data;
	kernel->queue = queue;
	return 0;
}

void kernel_queue_close(struct kernel *kernel)
{
	if (kernel->queue) {
		idset_free(&kernel->queue->known);
		idset_free(&kernel->queue->tunnels);
	}
	free(kernel->queue);
	kernel->queue = NULL;
}

size_t kernel_queue_count(const struct kernel *kernel)
{
	return kernel->queue ? kernel->queue->count : 0;
}

static int take_back_entry(struct kernel *kernel, const struct queued *entry, struct error *err)
{
	return entry->is_session ? take_back_session(kernel, &entry->session, err)
				 : take_back_tunnel(kernel, &entry->tunnel, err);
}

/*
 * Roll back the failed entry and those after it, COUNT in all, the last first: each that was or may have been added. ERR
 * gets a warning for each that may remain.
 */
static void delete_added(struct kernel *kernel, struct queued *first, size_t count,
			 const int *status, struct error *err)
{
	while (count-- > 0) {
		struct error undo_err = { 0 };

		/* the error of the failed entry says itself that it may have been run */
		if ((status[count] == 0 || status[count] == ERROR_UNKNOWN) &&
		    take_back_entry(kernel, &first[count], &undo_err) < 0 && count)
			error_warn(err, "line %lu %s and was not rolled back: %s",
				   first[count].line,
				   status[count] ? "may have been run" : "was run", undo_err.text);
	}
}

/* Find what became of ENTRY, whose answer was lost with the error in ERR. Returns as outcome_find(). */
static int find_entry(struct kernel *kernel, const struct queued *entry, struct error *err)
{
	const struct sent_request tunnel = { .command = L2TP_CMD_TUNNEL_CREATE,
					     .table = &l2tp_tunnel_attributes,
					     .object = &entry->tunnel,
					     .look = outcome_add_tunnel };
	const struct sent_request session = { .command = L2TP_CMD_SESSION_CREATE,
					      .table = &l2tp_session_attributes,
					      .object = &entry->session,
					      .look = outcome_add_session };

	return outcome_find(kernel, entry->is_session ? &session : &tunnel, err);
}

/*
 * Settle the first of COUNT entries, which the kernel did not confirm: find what became of it; if it was refused, retry
 * it alone, since a deletion may have been pending. Report a failure to DONE, and a result of the retry. FAILURE is the
 * reason for a status of ERROR_UNKNOWN.
 */
static void settle_entry(struct kernel *kernel, struct queued *list, size_t count, int *status,
			 const struct error *failure)
{
	struct kernel_queue *queue = kernel->queue;
	struct error err = { 0 };

	if (*status == ERROR_UNKNOWN) {
		error_set(&err, ERROR_UNKNOWN, "%s", failure->text);
		*status = find_entry(kernel, list, &err);
	}
	if (*status == 0)
		return;
	if (*status != ERROR_UNKNOWN) {
		error_clear(&err);
		if (list->is_session)
			kernel_add_session(kernel, &list->session, NULL, &err);
		else
			kernel_add_tunnel(kernel, &list->tunnel, &err);
		*status = err.code;
	}
	queue->stopped = err.code && !queue->go_on;
	if (queue->stopped)
		delete_added(kernel, list, count, status, &err);
	queue->done(queue->data, list->line, list->is_session ? "session" : "tunnel", &err);
}

/* Handle the status of each entry, in order, up to the one that stops the batch. */
static void settle_entries(struct kernel *kernel, struct queued *list, size_t count, int *status,
			   const struct error *failure)
{
	size_t i;

	for (i = 0; i < count && !kernel->queue->stopped; i++) {
		if (status[i] != 0)
			settle_entry(kernel, &list[i], count - i, &status[i], failure);
		if (status[i] == 0 && list[i].is_session)
			pending_delete_added_again(kernel, list[i].session.tunnel_id,
						   list[i].session.session_id);
	}
}

int kernel_queue_run(struct kernel *kernel, struct error *err)
{
	struct kernel_queue *queue = kernel->queue;
	int status[NETLINK_QUEUE_LENGTH];
	struct error failure = { 0 };
	size_t count;

	if (!queue)
		return 0;
	count = queue->count;
	queue->count = 0;
	if (count) {
		netlink_queue_run(kernel->netlink, status, NULL, NULL, &failure);
		settle_entries(kernel, queue->list, count, status, &failure);
	}
	return queue->stopped ? error_set(err, -ECANCELED, "not run: an earlier line failed") : 0;
}

/* Add ID to the set of tunnels. Returns whether it is new. */
static bool is_new(struct kernel_queue *queue, uint32_t id)
{
	return !idset_has(&queue->tunnels, id, 0) && idset_add(&queue->tunnels, id, 0);
}

/* Dump the tunnels and set is_doubtful of the queued ones. Returns whether the dump succeeded. */
static bool list_tunnels(struct kernel *kernel)
{
	struct kernel_queue *queue = kernel->queue;
	struct l2tp_tunnel *list = NULL;
	struct error ignored = { 0 };
	size_t count = 0, i;

	if (kernel_list_tunnels(kernel, &list, &count, &ignored) < 0)
		return false;
	for (i = 0; i < count; i++)
		is_new(queue, list[i].tunnel_id);
	free(list);
	for (i = 0; i < queue->count; i++)
		if (!queue->list[i].is_session)
			queue->list[i].is_doubtful =
				!is_new(queue, queue->list[i].tunnel.tunnel_id);
	queue->tunnels_taken = true;
	return true;
}

/*
 * Queue OBJECT of LINE; run a full queue first. Returns 0, -ECANCELED if an earlier line stopped the batch, or another
 * negative errno, and err set.
 */
static int queue_object(struct kernel *kernel, bool is_session, const void *object,
			unsigned long line, struct error *err)
{
	struct kernel_queue *queue = kernel->queue;
	struct queued *entry;

	if (((queue->stopped || queue->count == NETLINK_QUEUE_LENGTH) &&
	     kernel_queue_run(kernel, err) < 0) ||
	    kernel_queue_request(kernel,
				 is_session ? L2TP_CMD_SESSION_CREATE : L2TP_CMD_TUNNEL_CREATE,
				 is_session ? &l2tp_session_attributes : &l2tp_tunnel_attributes,
				 object, err) < 0)
		return err->code;
	entry = &queue->list[queue->count++];
	entry->line = line;
	entry->is_session = is_session;
	if (is_session) {
		entry->session = *(const struct l2tp_session *)object;
	} else {
		entry->tunnel = *(const struct l2tp_tunnel *)object;
		entry->is_doubtful =
			queue->tunnels_taken && !is_new(queue, entry->tunnel.tunnel_id);
	}
	return 0;
}

int kernel_queue_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel, unsigned long line,
			struct error *err)
{
	if (!pending_delete_collides(kernel, tunnel, NULL))
		return queue_object(kernel, false, tunnel, line, err);
	return kernel_queue_run(kernel, err) < 0 ? err->code
						 : kernel_add_tunnel(kernel, tunnel, err);
}

/*
 * Returns the tunnel of SESSION, queued or existing, or NULL with err set. If the ID of a queued tunnel may be in use,
 * runs the queue and queries the kernel.
 */
static const struct l2tp_tunnel *
tunnel_of_queued(struct kernel *kernel, const struct l2tp_session *session, struct error *err)
{
	const struct kernel_queue *queue = kernel->queue;
	const struct queued *entry;
	size_t i;

	if (kernel->last_tunnel.fields && kernel->last_tunnel.tunnel_id == session->tunnel_id)
		return &kernel->last_tunnel;
	for (i = queue->count; i > 0; i--) {
		entry = &queue->list[i - 1];
		if (entry->is_session || entry->tunnel.tunnel_id != session->tunnel_id)
			continue;
		if ((queue->tunnels_taken || list_tunnels(kernel)) && !entry->is_doubtful)
			return &entry->tunnel;
		if (kernel_queue_run(kernel, err) < 0)
			return NULL;
		break;
	}
	return kernel_tunnel_of(kernel, session, err);
}

/* Dump all sessions into the set of known ones. Returns whether that succeeded. */
static bool list_sessions(struct kernel *kernel)
{
	struct kernel_queue *queue = kernel->queue;
	struct error ignored = { 0 };
	struct l2tp_session *list;
	size_t count, i;

	/* the dump must include queued sessions */
	if (kernel_queue_run(kernel, &ignored) < 0 ||
	    kernel_list_raw_sessions(kernel, &list, &count, &ignored) < 0)
		return false;
	queue->known_taken = true;
	for (i = 0; i < count && queue->known_taken; i++)
		queue->known_taken =
			idset_add(&queue->known, list[i].tunnel_id, list[i].session_id);
	free(list);
	return queue->known_taken;
}

static bool is_queued_or_exists(struct kernel *kernel, const struct l2tp_session *session)
{
	const struct kernel_queue *queue = kernel->queue;
	struct error ignored = { 0 };
	size_t i;

	for (i = 0; i < queue->count; i++)
		if (queue->list[i].is_session &&
		    l2tp_session_compare(&queue->list[i].session, session) == 0)
			return true;
	return kernel_has_object(kernel, session->tunnel_id, session->session_id, &ignored) != 0;
}

/* Whether SESSION may be a duplicate that Linux 6.12 accepts (add.c, refuse_double_session). */
static bool may_be_double(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
			  const struct l2tp_session *session)
{
	struct kernel_queue *queue = kernel->queue;

	if (tunnel->version != 3 || tunnel->encap != L2TP_ENCAPTYPE_UDP)
		return false;
	if (!queue->known_taken && queue->asked++ < ASK_AT_MOST)
		return is_queued_or_exists(kernel, session);
	if (!queue->known_taken && !list_sessions(kernel))
		return true;
	return idset_has(&queue->known, session->tunnel_id, session->session_id) ||
	       !idset_add(&queue->known, session->tunnel_id, session->session_id);
}

int kernel_queue_session(struct kernel *kernel, struct l2tp_session *session, unsigned long line,
			 struct error *err)
{
	const struct l2tp_tunnel *tunnel;

	/* the list lacks queued sessions: drop it; the next deletion of a tunnel dumps it again */
	if (kernel->sessions.taken) {
		if (kernel_queue_run(kernel, err) < 0 || kernel_settle(kernel, err) < 0)
			return err->code;
		session_list_free(&kernel->sessions);
	}
	if (!pending_delete_collides(kernel, NULL, session)) {
		tunnel = tunnel_of_queued(kernel, session, err);
		if (!tunnel)
			return err->code;
		l2tp_session_complete(session, tunnel);
		if (l2tp_session_check(session, NULL, tunnel, err) < 0)
			return err->code;
		if (!may_be_double(kernel, tunnel, session))
			return queue_object(kernel, true, session, line, err);
	}
	return kernel_queue_run(kernel, err) < 0 ? err->code
						 : kernel_add_session(kernel, session, NULL, err);
}

int kernel_queue_pause(struct kernel *kernel, struct error *err)
{
	struct kernel_queue *queue = kernel->queue;

	if (kernel_queue_run(kernel, err) < 0 || kernel_settle(kernel, err) < 0)
		return err->code;
	session_list_free(&kernel->sessions);
	kernel->settled.count = 0;
	kernel->last_tunnel.fields = 0;
	if (!queue)
		return 0;
	idset_free(&queue->known);
	idset_free(&queue->tunnels);
	queue->known_taken = queue->tunnels_taken = false;
	queue->asked = 0;
	return 0;
}
