// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * delete.c - delete tunnels and sessions
 */
#include "lib/kernel/delete.h"

#include <errno.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/kernel/find.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/kernel/list.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/request.h"
#include "lib/netlink/batch.h"
#include "lib/netlink/attributes.h"

/* Tunnels or sessions to delete, as many per message as fit. Either TUNNELS or SESSIONS is set. */
struct deletion {
	const struct l2tp_tunnel *tunnels;
	const struct l2tp_session *sessions;
	bool must_exist;
	size_t count; /* in this message, at most NETLINK_QUEUE_LENGTH */
	size_t next;  /* the kernel answers in the order of the requests */
	bool exists[NETLINK_QUEUE_LENGTH];
};

/* Store a failed queue STATUS in ERR, without a text. -ENODEV fails only if MUST_EXIST. Returns 0 or that error. */
static int take_status(int status, bool must_exist, struct error *err)
{
	if (status == 0 || (status == -ENODEV && !must_exist))
		return 0;
	return error_set(err, status == NETLINK_UNKNOWN ? -EIO : status, "%s", "");
}

/* Mark the session as existing. Linux 6.12 may answer with another tunnel's session of that ID: ignore it. */
static int take_existing(const struct nlmsghdr *message, void *data, struct error *err)
{
	struct deletion *deletion = data;
	struct l2tp_session session;
	size_t i;

	if (kernel_expect(L2TP_CMD_SESSION_GET, message, err) < 0 ||
	    l2tp_session_decode(message, &session, err) < 0)
		return err->code;
	for (i = deletion->next; i < deletion->count; i++)
		if (l2tp_session_compare(&deletion->sessions[i], &session) == 0) {
			deletion->exists[i] = true;
			deletion->next = i + 1;
			break;
		}
	return 0;
}

static int queue_session_request(struct kernel *kernel, uint8_t command,
				 const struct l2tp_session *session, struct error *err)
{
	const struct l2tp_session key = l2tp_session_key(session->tunnel_id, session->session_id);

	return kernel_queue_request(kernel, command, &l2tp_session_attributes, &key, err);
}

/* Query the kernel for each session and set `exists` of those it has. */
static int find_existing(struct kernel *kernel, struct deletion *deletion, struct error *err)
{
	int status[NETLINK_QUEUE_LENGTH];
	size_t i;

	for (i = 0; i < deletion->count; i++)
		if (queue_session_request(kernel, L2TP_CMD_SESSION_GET, &deletion->sessions[i],
					  err) < 0)
			return err->code;
	if (netlink_queue_run(kernel->netlink, status, take_existing, deletion, err) < 0)
		return err->code;
	for (i = 0; i < deletion->count; i++)
		if (take_status(status[i], false, err) < 0)
			return explain_other(err);
	return 0;
}

static int queue_delete(struct kernel *kernel, const struct deletion *deletion, size_t at,
			struct error *err)
{
	struct l2tp_tunnel key = { .fields = L2TP_TUNNEL_ID };

	if (deletion->sessions)
		return pending_delete_session(kernel, &deletion->sessions[at], err) < 0
			       ? err->code
			       : queue_session_request(kernel, L2TP_CMD_SESSION_DELETE,
						       &deletion->sessions[at], err);
	key.tunnel_id = deletion->tunnels[at].tunnel_id;
	return pending_delete_tunnel(kernel, &deletion->tunnels[at], err) < 0
		       ? err->code
		       : kernel_queue_request(kernel, L2TP_CMD_TUNNEL_DELETE,
					      &l2tp_tunnel_attributes, &key, err);
}

/* Delete the objects of one message. ERR gets the first error. */
static int delete_some(struct kernel *kernel, struct deletion *deletion, struct error *err)
{
	int status[NETLINK_QUEUE_LENGTH];
	struct error queue_err = { 0 };
	size_t i, sent = 0;

	/* Linux 6.12 may delete another tunnel's session of that ID: query sessions first; tunnels are unaffected */
	deletion->next = 0;
	memset(deletion->exists, !deletion->sessions, sizeof(deletion->exists));
	if (deletion->sessions && find_existing(kernel, deletion, err) < 0)
		return err->code;
	for (i = 0; i < deletion->count && !err->code; i++)
		if (deletion->exists[i])
			queue_delete(kernel, deletion, i, err);
	netlink_queue_run(kernel->netlink, status, NULL, NULL, err->code ? &queue_err : err);
	for (i = 0; i < deletion->count && !err->code; i++)
		if (take_status(deletion->exists[i] ? status[sent++] : -ENODEV,
				deletion->must_exist, err) < 0)
			return deletion->sessions
				       ? explain_session(&deletion->sessions[i], err)
				       : explain_tunnel(deletion->tunnels[i].tunnel_id, err);
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

int kernel_delete_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct error *err)
{
	const struct l2tp_tunnel key = { .fields = L2TP_TUNNEL_ID, .tunnel_id = tunnel_id };
	struct l2tp_tunnel tunnel;

	kernel->last_tunnel.fields = 0;
	/* a pending deletion counts as complete: wait for it */
	if ((pending_delete_collides(kernel, &key, NULL) && kernel_settle(kernel, err) < 0) ||
	    kernel_get_tunnel(kernel, tunnel_id, &tunnel, err) < 0)
		return err->code;
	return kernel_delete_tunnels(kernel, &tunnel, 1, true, err);
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
		    kernel_refuse_ambiguous(kernel, &session, err) < 0)) {
		return err->code;
	}
	return kernel_delete_sessions(kernel, &session, 1, true, err);
}
