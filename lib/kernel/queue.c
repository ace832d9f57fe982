// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * queue.c - what a batch adds, many in one message
 *
 * Optimistic: what is queued is sent as it is, and only one that the kernel refuses is tried again by kernel_add_tunnel() or
 * kernel_add_session(), which wait for what is being deleted and say what is wrong. What cannot be sent with others goes that
 * way at once, after the queue.
 */
#include "lib/kernel/queue.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/idset.h"
#include "lib/kernel/add.h"
#include "lib/kernel/delete.h"
#include "lib/kernel/find.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/request.h"
#include "lib/netlink/batch.h"
#include "lib/netlink/attributes.h"

/* So many sessions are asked for one by one before a list of all is taken. */
#define ASK_AT_MOST 16

struct queued {
	unsigned long line;
	bool is_session;
	bool is_doubtful; /* a tunnel: perhaps another has its id, and it will be refused */
	struct l2tp_tunnel tunnel; /* or */
	struct l2tp_session session;
};

struct kernel_queue {
	struct queued list[NETLINK_QUEUE_LENGTH];
	size_t count;
	bool go_on, stopped;
	kernel_queue_callback *done;
	void *data;
	/* sessions that may be there, since they were or have been queued: see may_be_double() */
	struct idset known;
	bool known_taken;
	unsigned int asked;
	/* the ids of tunnels that are there, or have been queued: see is_doubtful */
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

static int delete_again(struct kernel *kernel, const struct queued *entry, struct error *err)
{
	const struct l2tp_session key =
		l2tp_session_key(entry->session.tunnel_id, entry->session.session_id);

	return entry->is_session ? kernel_delete_session(kernel, &key, err)
				 : kernel_delete_tunnel(kernel, entry->tunnel.tunnel_id, err);
}

/* Those after the one that failed, the last first; ERR is told what stays, or may stay. */
static void delete_added(struct kernel *kernel, struct queued *first, size_t count,
			 const int *status, struct error *err)
{
	while (count-- > 0) {
		struct error undo_err = { 0 };

		if (status[count] == NETLINK_UNKNOWN)
			error_warn(err,
				   "line %lu after it may have been done, and is not taken back",
				   first[count].line);
		if (status[count] == 0 && delete_again(kernel, &first[count], &undo_err) < 0 &&
		    undo_err.code != -ENODEV)
			error_warn(err, "line %lu after it was done and not taken back: %s",
				   first[count].line, undo_err.text);
	}
}

/*
 * Tell of one that was not done at once. Where the kernel has refused it, it is tried again, alone: perhaps something was
 * being deleted. FAILURE is why there is no answer.
 */
static void settle_entry(struct kernel *kernel, struct queued *list, size_t count,
			 const int *status, const struct error *failure)
{
	struct kernel_queue *queue = kernel->queue;
	struct error err = { 0 };

	if (*status == NETLINK_UNKNOWN)
		error_set(&err, -EIO, "%s; it is not known whether the kernel has done it",
			  failure->text);
	else if (list->is_session)
		kernel_add_session(kernel, &list->session, NULL, &err);
	else
		kernel_add_tunnel(kernel, &list->tunnel, &err);
	queue->stopped = err.code && !queue->go_on;
	if (queue->stopped)
		delete_added(kernel, list + 1, count - 1, status + 1, &err);
	queue->done(queue->data, list->line, list->is_session ? "session" : "tunnel", &err);
}

/* What became of each, in order, up to the one that ends the batch. */
static void settle_entries(struct kernel *kernel, struct queued *list, size_t count,
			   const int *status, const struct error *failure)
{
	size_t i;

	for (i = 0; i < count && !kernel->queue->stopped; i++)
		if (status[i] != 0)
			settle_entry(kernel, &list[i], count - i, &status[i], failure);
		else if (list[i].is_session)
			pending_delete_added_again(kernel, list[i].session.tunnel_id,
						   list[i].session.session_id);
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
	return queue->stopped ? error_set(err, -ECANCELED, "not done: an earlier line failed") : 0;
}

/* Whether there has been no tunnel of that ID, which is noted. */
static bool is_new(struct kernel_queue *queue, uint32_t id)
{
	return !idset_has(&queue->tunnels, id, 0) && idset_add(&queue->tunnels, id, 0);
}

/* Which tunnels there are, and which of those that wait are of no other's id. */
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
 * Queue the request for OBJECT, a session or a tunnel, of LINE. A full queue is run first. Returns 0, -ECANCELED after the
 * line that has ended the batch, or another negative errno, and err set.
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
 * The tunnel that SESSION goes into, queued or there already. NULL with ERR set where there is none. Where the kernel may
 * have another of that id than is queued, it is asked.
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

/* A list of all sessions. Returns whether it could be taken. */
static bool list_sessions(struct kernel *kernel)
{
	struct kernel_queue *queue = kernel->queue;
	struct error ignored = { 0 };
	struct l2tp_session *list;
	size_t count, i;

	/* what is queued is to be in the list */
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

/* Whether there may be a session of these ids where Linux 6.12 would not say so: as add.c asks for one. */
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

	/* the list would lack what is queued: it is taken again when it is needed again */
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
