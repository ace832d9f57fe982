// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * delete.c - delete tunnels and sessions
 */
#include "lib/kernel/delete.h"

#include <errno.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/kernel/explain.h"
#include "lib/kernel/find.h"
#include "lib/kernel/list.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/request.h"
#include "lib/netlink/batch.h"
#include "lib/netlink/session_attributes.h"
#include "lib/netlink/tunnel_attributes.h"

/* The fate of one request: STATUS of the queue as an error without a sentence. Returns it, or 0 where that is no error. */
static int take_status(int status, bool must_exist, struct error *err)
{
	if (status == 0 || (status == -ENODEV && !must_exist))
		return 0;
	return error_set(err, status == NETLINK_UNKNOWN ? -EIO : status, "%s", "");
}

int kernel_delete_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct error *err)
{
	const struct l2tp_tunnel key = { .fields = L2TP_TUNNEL_ID, .tunnel_id = tunnel_id };
	struct l2tp_tunnel tunnel;

	kernel->last_tunnel.fields = 0;
	/* what is being deleted counts as gone */
	if (pending_delete_before_tunnel(kernel, &key, err) < 0 ||
	    kernel_get_tunnel(kernel, tunnel_id, &tunnel, err) < 0 ||
	    pending_delete_tunnel(kernel, &tunnel, err) < 0)
		return err->code;
	if (kernel_request(kernel, L2TP_CMD_TUNNEL_DELETE, &l2tp_tunnel_attributes, &key, err) < 0)
		return explain_tunnel(tunnel_id, err);
	return 0;
}

static int queue_tunnel_delete(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
			       struct error *err)
{
	const struct l2tp_tunnel key = { .fields = L2TP_TUNNEL_ID, .tunnel_id = tunnel->tunnel_id };

	return pending_delete_tunnel(kernel, tunnel, err) < 0
		       ? err->code
		       : kernel_queue_request(kernel, L2TP_CMD_TUNNEL_DELETE,
					      &l2tp_tunnel_attributes, &key, err);
}

/* At most NETLINK_QUEUE_LENGTH. The first error of all is told. */
static int delete_some_tunnels(struct kernel *kernel, const struct l2tp_tunnel *list, size_t count,
			       bool must_exist, struct error *err)
{
	int status[NETLINK_QUEUE_LENGTH];
	struct error queue_err = { 0 };
	size_t i;

	for (i = 0; i < count && queue_tunnel_delete(kernel, &list[i], err) == 0; i++)
		;
	count = i;
	netlink_queue_run(kernel->netlink, status, NULL, NULL, err->code ? &queue_err : err);
	for (i = 0; i < count && !err->code; i++)
		if (take_status(status[i], must_exist, err) < 0)
			explain_tunnel(list[i].tunnel_id, err);
	return err->code;
}

int kernel_delete_tunnels(struct kernel *kernel, const struct l2tp_tunnel *list, size_t count,
			  bool must_exist, struct error *err)
{
	size_t at, some;

	kernel->last_tunnel.fields = 0;
	for (at = 0; at < count; at += some) {
		some = count - at < NETLINK_QUEUE_LENGTH ? count - at : NETLINK_QUEUE_LENGTH;
		if (delete_some_tunnels(kernel, list + at, some, must_exist, err) < 0)
			return err->code;
	}
	return 0;
}

int kernel_delete_listed(struct kernel *kernel, const struct l2tp_session *session,
			 struct error *err)
{
	const struct l2tp_session ids = l2tp_session_key(session->tunnel_id, session->session_id);
	struct l2tp_session found;

	/* Linux 6.12 would delete another tunnel's session of that id */
	if (kernel_fetch_session(kernel, &ids, &found, err) < 0)
		return explain_session(&ids, err);
	if (pending_delete_session(kernel, session, err) < 0)
		return err->code;
	if (kernel_request(kernel, L2TP_CMD_SESSION_DELETE, &l2tp_session_attributes, &ids, err) <
	    0)
		return explain_session(&ids, err);
	return 0;
}

int kernel_delete_session(struct kernel *kernel, const struct l2tp_session *key, struct error *err)
{
	const uint32_t ids = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID;
	struct l2tp_session session;

	/* what is being deleted counts as gone */
	if (pending_delete_before_session(kernel, key, err) < 0)
		return err->code;
	if ((key->fields & (ids | L2TP_SESSION_NAME)) == ids) {
		if (kernel_fetch_session(kernel, key, &session, err) < 0)
			return explain_session(key, err);
		kernel_describe_roughly(kernel, &session);
	} else if (kernel_get_session(kernel, key, &session, err) < 0 ||
		   (!(key->fields & L2TP_SESSION_ID) &&
		    kernel_refuse_ambiguous(kernel, &session, err) < 0)) {
		return err->code;
	}
	return kernel_delete_listed(kernel, &session, err);
}

/* Sessions that are asked for, at most NETLINK_QUEUE_LENGTH. */
struct existing_sessions {
	const struct l2tp_session *list;
	size_t count;
	size_t next; /* answers come in the order of the questions */
	bool exists[NETLINK_QUEUE_LENGTH];
};

/* Linux 6.12 may tell of another tunnel's session of that id: then this one is not there. */
static int take_existing(const struct nlmsghdr *message, void *data, struct error *err)
{
	struct existing_sessions *sessions = data;
	struct l2tp_session session;
	size_t i;

	if (kernel_expect(L2TP_CMD_SESSION_GET, message, err) < 0 ||
	    l2tp_session_decode(message, &session, err) < 0)
		return err->code;
	for (i = sessions->next; i < sessions->count; i++)
		if (l2tp_session_compare(&sessions->list[i], &session) == 0) {
			sessions->exists[i] = true;
			sessions->next = i + 1;
			break;
		}
	return 0;
}

/* Which of them exist. What the kernel says of the others is that they do not, or that another tunnel's does. */
static int find_existing(struct kernel *kernel, struct existing_sessions *sessions,
			 struct error *err)
{
	int status[NETLINK_QUEUE_LENGTH];
	size_t i;

	for (i = 0; i < sessions->count; i++) {
		const struct l2tp_session key =
			l2tp_session_key(sessions->list[i].tunnel_id, sessions->list[i].session_id);

		if (kernel_queue_request(kernel, L2TP_CMD_SESSION_GET, &l2tp_session_attributes,
					 &key, err) < 0)
			return err->code;
	}
	if (netlink_queue_run(kernel->netlink, status, take_existing, sessions, err) < 0)
		return err->code;
	for (i = 0; i < sessions->count; i++)
		if (take_status(status[i], false, err) < 0)
			return explain_other(err);
	return 0;
}

static int delete_some_sessions(struct kernel *kernel, struct existing_sessions *sessions,
				bool must_exist, struct error *err)
{
	int status[NETLINK_QUEUE_LENGTH];
	struct error queue_err = { 0 };
	size_t i, sent = 0;

	if (find_existing(kernel, sessions, err) < 0)
		return err->code;
	for (i = 0; i < sessions->count && !err->code; i++) {
		const struct l2tp_session key =
			l2tp_session_key(sessions->list[i].tunnel_id, sessions->list[i].session_id);

		if (sessions->exists[i] &&
		    pending_delete_session(kernel, &sessions->list[i], err) == 0)
			kernel_queue_request(kernel, L2TP_CMD_SESSION_DELETE,
					     &l2tp_session_attributes, &key, err);
	}
	netlink_queue_run(kernel->netlink, status, NULL, NULL, err->code ? &queue_err : err);
	for (i = 0; i < sessions->count && !err->code; i++) {
		const struct l2tp_session key =
			l2tp_session_key(sessions->list[i].tunnel_id, sessions->list[i].session_id);

		if (take_status(sessions->exists[i] ? status[sent++] : -ENODEV, must_exist, err) <
		    0)
			explain_session(&key, err);
	}
	return err->code;
}

int kernel_delete_sessions(struct kernel *kernel, const struct l2tp_session *list, size_t count,
			   bool must_exist, struct error *err)
{
	size_t at, some;

	for (at = 0; at < count; at += some) {
		struct existing_sessions sessions = { .list = list + at };

		some = count - at < NETLINK_QUEUE_LENGTH ? count - at : NETLINK_QUEUE_LENGTH;
		sessions.count = some;
		if (delete_some_sessions(kernel, &sessions, must_exist, err) < 0)
			return err->code;
	}
	return 0;
}
