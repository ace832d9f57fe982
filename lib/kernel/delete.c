// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * delete.c - delete tunnels and sessions
 */
#include "lib/kernel/delete.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/kernel/find.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/kernel/list.h"
#include "lib/kernel/outcome.h"
#include "lib/kernel/owner.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/request.h"
#include "lib/netlink/batch.h"
#include "lib/netlink/attributes.h"

/* Tunnels or sessions to delete, as many per message as fit. Either TUNNELS or SESSIONS is set. */
struct deletion {
	const struct l2tp_tunnel *tunnels;
	const struct l2tp_session *sessions;
	bool must_exist;
	bool fetched; /* right before: need not be fetched again */
	size_t count; /* in this message, at most NETLINK_QUEUE_LENGTH */
	size_t next;  /* the kernel answers in the order of the requests */
	enum state { GONE, UNCHANGED, CHANGED } state[NETLINK_QUEUE_LENGTH];
	struct error failure; /* of sending the message or receiving its answers */
};

/* Attempts to find the objects that exist, if an answer is lost. */
#define FIND_TRIES 3

/* Store a failed queue STATUS in ERR, without a text. -ENODEV fails only if MUST_EXIST. Returns 0 or that error. */
static int take_status(int status, bool must_exist, struct error *err)
{
	if (status == 0 || (status == -ENODEV && !must_exist))
		return 0;
	return error_set(err, status == ERROR_UNKNOWN ? -EIO : status, "%s", "");
}

/* A netlink_callback: set the state of the tunnel. */
static int take_tunnel_state(const struct nlmsghdr *message, void *data, struct error *err)
{
	struct deletion *deletion = data;
	struct l2tp_tunnel now;
	size_t i;

	if (kernel_expect(L2TP_CMD_TUNNEL_GET, message, err) < 0 ||
	    l2tp_tunnel_decode(message, &now, err) < 0)
		return err->code;
	for (i = deletion->next; i < deletion->count; i++)
		if (deletion->tunnels[i].tunnel_id == now.tunnel_id) {
			deletion->state[i] = l2tp_tunnel_equal(&deletion->tunnels[i], &now)
						     ? UNCHANGED
						     : CHANGED;
			deletion->next = i + 1;
			break;
		}
	return 0;
}

/* As take_tunnel_state(). Linux 6.12 may answer with another tunnel's session of that ID: ignore it. */
static int take_session_state(const struct nlmsghdr *message, void *data, struct error *err)
{
	struct deletion *deletion = data;
	struct l2tp_session now;
	size_t i;

	if (kernel_expect(L2TP_CMD_SESSION_GET, message, err) < 0 ||
	    l2tp_session_decode(message, &now, err) < 0)
		return err->code;
	for (i = deletion->next; i < deletion->count; i++)
		if (l2tp_session_compare(&deletion->sessions[i], &now) == 0) {
			deletion->state[i] = l2tp_session_is_still(&deletion->sessions[i], &now)
						     ? UNCHANGED
						     : CHANGED;
			deletion->next = i + 1;
			break;
		}
	return 0;
}

static int queue_tunnel_request(struct kernel *kernel, uint8_t command,
				const struct l2tp_tunnel *tunnel, struct error *err)
{
	const struct l2tp_tunnel key = { .fields = L2TP_TUNNEL_ID, .tunnel_id = tunnel->tunnel_id };

	return kernel_queue_request(kernel, command, &l2tp_tunnel_attributes, &key, err);
}

static int queue_session_request(struct kernel *kernel, uint8_t command,
				 const struct l2tp_session *session, struct error *err)
{
	const struct l2tp_session key = l2tp_session_key(session->tunnel_id, session->session_id);

	return kernel_queue_request(kernel, command, &l2tp_session_attributes, &key, err);
}

/* Query the kernel for each object once; STATUS gets the results. */
static int query_objects(struct kernel *kernel, struct deletion *deletion, int *status,
			 struct error *err)
{
	size_t i;

	deletion->next = 0;
	for (i = 0; i < deletion->count; i++) {
		deletion->state[i] = GONE;
		if ((deletion->sessions ? queue_session_request(kernel, L2TP_CMD_SESSION_GET,
								&deletion->sessions[i], err)
					: queue_tunnel_request(kernel, L2TP_CMD_TUNNEL_GET,
							       &deletion->tunnels[i], err)) < 0)
			return err->code;
	}
	return netlink_queue_run(kernel->netlink, status,
				 deletion->sessions ? take_session_state : take_tunnel_state,
				 deletion, err);
}

/* Set the state of each object. */
static int find_states(struct kernel *kernel, struct deletion *deletion, struct error *err)
{
	int status[NETLINK_QUEUE_LENGTH], tries = FIND_TRIES;
	size_t i;

	for (i = 0; deletion->fetched && i < deletion->count; i++)
		deletion->state[i] = UNCHANGED;
	if (deletion->fetched)
		return 0;
	do
		error_clear(err);
	while (query_objects(kernel, deletion, status, err) < 0 && err->code != -ETIMEDOUT &&
	       --tries > 0);
	for (i = 0; i < deletion->count && !err->code; i++)
		if (take_status(status[i], false, err) < 0)
			return explain_other(err);
	return err->code;
}

/* Record that the objects are about to be deleted, which looks up their interfaces. */
static int record_all(struct kernel *kernel, const struct deletion *deletion, struct error *err)
{
	size_t i;

	for (i = 0; i < deletion->count && !err->code; i++)
		if (deletion->sessions)
			pending_delete_session(kernel, &deletion->sessions[i], err);
		else
			pending_delete_tunnel(kernel, &deletion->tunnels[i], err);
	return err->code;
}

/* Queue the deletions of the unchanged objects; the others, recorded from place FIRST on, are not deleted after all. */
static void queue_deletions(struct kernel *kernel, const struct deletion *deletion, size_t first,
			    struct error *err)
{
	size_t i;

	for (i = 0; i < deletion->count && !err->code; i++)
		if (deletion->sessions && deletion->state[i] == UNCHANGED)
			queue_session_request(kernel, L2TP_CMD_SESSION_DELETE,
					      &deletion->sessions[i], err);
		else if (deletion->sessions)
			pending_delete_forget(kernel, first, deletion->sessions[i].tunnel_id,
					      deletion->sessions[i].session_id);
		else if (deletion->state[i] == UNCHANGED)
			queue_tunnel_request(kernel, L2TP_CMD_TUNNEL_DELETE, &deletion->tunnels[i],
					     err);
		else
			pending_delete_forget(kernel, first, deletion->tunnels[i].tunnel_id, 0);
}

/* Say that another process has put an object in the place of the one that was listed. */
static int say_changed(const struct deletion *deletion, size_t at, struct error *err)
{
	const struct l2tp_session *session = deletion->sessions ? &deletion->sessions[at] : NULL;
	char name[64];

	if (session)
		snprintf(name, sizeof(name), "session %u in tunnel %u", session->session_id,
			 session->tunnel_id);
	else
		snprintf(name, sizeof(name), "tunnel %u", deletion->tunnels[at].tunnel_id);
	if (deletion->must_exist)
		return error_set(err, -ESTALE,
				 "%s was re-created by another process, and is left alone", name);
	error_warn(err, "%s was re-created by another process, and is left alone", name);
	return 0;
}

/* The outcome of deleting object AT, whose answer was lost. Returns as outcome_find(). */
static int find_deletion(struct kernel *kernel, const struct deletion *deletion, size_t at,
			 struct error *err)
{
	struct sent_request request = { .command = L2TP_CMD_TUNNEL_DELETE,
					.table = &l2tp_tunnel_attributes,
					.look = outcome_delete_tunnel };
	struct l2tp_tunnel tunnel = { .fields = L2TP_TUNNEL_ID };
	struct l2tp_session session;

	error_set(err, deletion->failure.code, "%s", deletion->failure.text);
	if (deletion->tunnels) {
		tunnel.tunnel_id = deletion->tunnels[at].tunnel_id;
		request.object = &tunnel;
		request.listed = &deletion->tunnels[at];
	} else {
		session = l2tp_session_key(deletion->sessions[at].tunnel_id,
					   deletion->sessions[at].session_id);
		request = (struct sent_request){ L2TP_CMD_SESSION_DELETE, &l2tp_session_attributes,
						 &session, &deletion->sessions[at],
						 outcome_delete_session };
	}
	if (outcome_find(kernel, &request, err) == -ENODEV)
		error_clear(err); /* it was deleted between two requests */
	return err->code;
}

/* Take the STATUS of deleting object AT. Returns 0 or an error in ERR. */
static int take_deletion(struct kernel *kernel, const struct deletion *deletion, size_t at,
			 int status, struct error *err)
{
	if (status == ERROR_UNKNOWN)
		return find_deletion(kernel, deletion, at, err);
	if (status && status == deletion->failure.code)
		return error_set(err, status, "%s", deletion->failure.text); /* nothing was sent */
	if (take_status(status, deletion->must_exist, err) == 0)
		return 0;
	return deletion->sessions ? explain_session(&deletion->sessions[at], err)
				  : explain_tunnel(deletion->tunnels[at].tunnel_id, err);
}

/* Delete the objects of one message. ERR gets the first error. */
static int delete_some(struct kernel *kernel, struct deletion *deletion, struct error *err)
{
	size_t first = kernel->pending.count, i, sent = 0;
	int status[NETLINK_QUEUE_LENGTH];

	/* as little as possible between the look at what is there and the deletion */
	if (record_all(kernel, deletion, err) < 0 || find_states(kernel, deletion, err) < 0)
		return err->code;
	queue_deletions(kernel, deletion, first, err);
	error_clear(&deletion->failure);
	netlink_queue_run(kernel->netlink, status, NULL, NULL, &deletion->failure);
	for (i = 0; i < deletion->count && !err->code; i++)
		if (deletion->state[i] == CHANGED)
			say_changed(deletion, i, err);
		else
			take_deletion(kernel, deletion, i,
				      deletion->state[i] == UNCHANGED ? status[sent++] : -ENODEV,
				      err);
	return err->code;
}

/* Delete COUNT objects, message by message, and advance the list of DELETION. */
static int delete_all(struct kernel *kernel, struct deletion *deletion, size_t count,
		      struct error *err)
{
	for (; count && !err->code; count -= deletion->count) {
		deletion->count = count < NETLINK_QUEUE_LENGTH ? count : NETLINK_QUEUE_LENGTH;
		delete_some(kernel, deletion, err);
		if (deletion->sessions)
			deletion->sessions += deletion->count;
		else
			deletion->tunnels += deletion->count;
	}
	return err->code;
}

int kernel_delete_tunnels(struct kernel *kernel, const struct l2tp_tunnel *list, size_t count,
			  bool must_exist, struct error *err)
{
	struct deletion deletion = { .tunnels = list, .must_exist = must_exist };

	kernel->last_tunnel.fields = 0;
	return delete_all(kernel, &deletion, count, err);
}

int kernel_delete_sessions(struct kernel *kernel, const struct l2tp_session *list, size_t count,
			   bool must_exist, struct error *err)
{
	struct deletion deletion = { .sessions = list, .must_exist = must_exist };

	return delete_all(kernel, &deletion, count, err);
}

/* Delete the tunnel that was just fetched. */
static int delete_fetched_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
				 struct error *err)
{
	struct deletion deletion = { .tunnels = tunnel, .must_exist = true, .fetched = true };

	return delete_all(kernel, &deletion, 1, err);
}

/* Delete the session that was just fetched. */
static int delete_fetched_session(struct kernel *kernel, const struct l2tp_session *session,
				  struct error *err)
{
	struct deletion deletion = { .sessions = session, .must_exist = true, .fetched = true };

	return delete_all(kernel, &deletion, 1, err);
}

/* Get the tunnel TUNNEL_ID; a pending deletion counts as complete: wait for it. */
static int fetch_tunnel_to_delete(struct kernel *kernel, uint32_t tunnel_id,
				  struct l2tp_tunnel *tunnel, struct error *err)
{
	const struct l2tp_tunnel key = { .fields = L2TP_TUNNEL_ID, .tunnel_id = tunnel_id };

	kernel->last_tunnel.fields = 0;
	return pending_delete_collides(kernel, &key, NULL) && kernel_settle(kernel, err) < 0
		       ? err->code
		       : kernel_get_tunnel(kernel, tunnel_id, tunnel, err);
}

int kernel_delete_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct error *err)
{
	struct l2tp_tunnel tunnel;

	return fetch_tunnel_to_delete(kernel, tunnel_id, &tunnel, err) < 0
		       ? err->code
		       : delete_fetched_tunnel(kernel, &tunnel, err);
}

int kernel_delete_session(struct kernel *kernel, const struct l2tp_session *key, struct error *err)
{
	const uint32_t ids = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID;
	struct l2tp_session session;

	/* a pending deletion counts as complete: wait for it */
	if (pending_delete_collides(kernel, NULL, key) && kernel_settle(kernel, err) < 0)
		return err->code;
	if ((key->fields & (ids | L2TP_SESSION_NAME)) == ids) {
		if (kernel_get_raw_session(kernel, key->tunnel_id, key->session_id, &session, err) <
		    0)
			return err->code;
		kernel_describe_roughly(kernel, &session);
	} else if (kernel_get_session(kernel, key, &session, err) < 0 ||
		   (!(key->fields & L2TP_SESSION_ID) &&
		    owner_refuse_ambiguous(kernel, &session, err) < 0)) {
		return err->code;
	}
	return delete_fetched_session(kernel, &session, err);
}
