// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * delete.c - delete what was listed, many in one message (declared in kernel.h)
 */
#include <errno.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/kernel/kernel.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/netlink/session_attributes.h"
#include "lib/netlink/tunnel_attributes.h"

/* What became of one. Returns 0 or negative errno. */
static int judge_tunnel(const struct l2tp_tunnel *tunnel, int status, bool must_be_there,
			struct error *err)
{
	if (status == 0 || (status == -ENODEV && !must_be_there))
		return 0;
	error_set(err, status == NETLINK_UNKNOWN ? -EIO : status, "%s", "");
	return explain_tunnel(tunnel->tunnel_id, err);
}

static int queue_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel, struct error *err)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE];
	struct nlmsghdr *request = netlink_begin(kernel->netlink, buffer, L2TP_CMD_TUNNEL_DELETE);
	const struct l2tp_tunnel key = { .fields = L2TP_TUNNEL_ID, .tunnel_id = tunnel->tunnel_id };

	if (pending_delete_tunnel(kernel, tunnel, err) < 0 ||
	    l2tp_tunnel_encode(&key, request, sizeof(buffer), err) < 0)
		return err->code;
	return netlink_queue(kernel->netlink, request, err);
}

/* At most NETLINK_QUEUE_LENGTH. The first error of all is told. */
static int delete_some_tunnels(struct kernel *kernel, const struct l2tp_tunnel *list, size_t count,
			       bool must_be_there, struct error *err)
{
	int status[NETLINK_QUEUE_LENGTH];
	struct error undo_err = { 0 };
	size_t i;

	for (i = 0; i < count && queue_tunnel(kernel, &list[i], err) == 0; i++)
		;
	count = i;
	netlink_queue_run(kernel->netlink, status, NULL, NULL, err->code ? &undo_err : err);
	for (i = 0; i < count && !err->code; i++)
		judge_tunnel(&list[i], status[i], must_be_there, err);
	return err->code;
}

int kernel_delete_tunnels(struct kernel *kernel, const struct l2tp_tunnel *list, size_t count,
			  bool must_be_there, struct error *err)
{
	size_t at, some;

	kernel->last_tunnel.fields = 0;
	for (at = 0; at < count; at += some) {
		some = count - at < NETLINK_QUEUE_LENGTH ? count - at : NETLINK_QUEUE_LENGTH;
		if (delete_some_tunnels(kernel, list + at, some, must_be_there, err) < 0)
			return err->code;
	}
	return 0;
}

/* Sessions that are asked for, at most NETLINK_QUEUE_LENGTH. */
struct existing_sessions {
	const struct l2tp_session *list;
	size_t count;
	size_t next; /* answers come in the order of the questions */
	bool there[NETLINK_QUEUE_LENGTH];
};

/* Linux 6.12 may tell of another tunnel's session of that id: then this one is not there. */
static int take_session(const struct nlmsghdr *message, void *data, struct error *err)
{
	struct existing_sessions *call = data;
	struct l2tp_session session;
	size_t i;

	if (kernel_expect(L2TP_CMD_SESSION_GET, message, err) < 0 ||
	    l2tp_session_decode(message, &session, err) < 0)
		return err->code;
	for (i = call->next; i < call->count; i++)
		if (l2tp_session_compare(&call->list[i], &session) == 0) {
			call->there[i] = true;
			call->next = i + 1;
			break;
		}
	return 0;
}

static int queue_session(struct kernel *kernel, uint8_t command, const struct l2tp_session *session,
			 struct error *err)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE];
	struct nlmsghdr *request = netlink_begin(kernel->netlink, buffer, command);
	const struct l2tp_session key = l2tp_session_key(session->tunnel_id, session->session_id);

	if (l2tp_session_encode(&key, request, sizeof(buffer), err) < 0)
		return err->code;
	return netlink_queue(kernel->netlink, request, err);
}

/* Which of them are there. What the kernel says of the others is that they are not, or that another tunnel's is. */
static int find_existing(struct kernel *kernel, struct existing_sessions *call, struct error *err)
{
	int status[NETLINK_QUEUE_LENGTH];
	size_t i;

	for (i = 0; i < call->count; i++)
		if (queue_session(kernel, L2TP_CMD_SESSION_GET, &call->list[i], err) < 0)
			return err->code;
	if (netlink_queue_run(kernel->netlink, status, take_session, call, err) < 0)
		return err->code;
	for (i = 0; i < call->count; i++)
		if (status[i] && status[i] != -ENODEV) {
			error_set(err, status[i] == NETLINK_UNKNOWN ? -EIO : status[i], "%s", "");
			return explain_other(err);
		}
	return 0;
}

static int judge_session(const struct l2tp_session *session, int status, bool must_be_there,
			 struct error *err)
{
	const struct l2tp_session key = l2tp_session_key(session->tunnel_id, session->session_id);

	if (status == 0 || (status == -ENODEV && !must_be_there))
		return 0;
	error_set(err, status == NETLINK_UNKNOWN ? -EIO : status, "%s", "");
	return explain_session(&key, err);
}

static int delete_some_sessions(struct kernel *kernel, struct existing_sessions *call,
				bool must_be_there, struct error *err)
{
	int status[NETLINK_QUEUE_LENGTH];
	struct error undo_err = { 0 };
	size_t i, sent = 0;

	if (find_existing(kernel, call, err) < 0)
		return err->code;
	for (i = 0; i < call->count && !err->code; i++)
		if (call->there[i] && pending_delete_session(kernel, &call->list[i], err) == 0)
			queue_session(kernel, L2TP_CMD_SESSION_DELETE, &call->list[i], err);
	netlink_queue_run(kernel->netlink, status, NULL, NULL, err->code ? &undo_err : err);
	for (i = 0; i < call->count && !err->code; i++)
		judge_session(&call->list[i], call->there[i] ? status[sent++] : -ENODEV,
			      must_be_there, err);
	return err->code;
}

int kernel_delete_sessions(struct kernel *kernel, const struct l2tp_session *list, size_t count,
			   bool must_be_there, struct error *err)
{
	size_t at, some;

	for (at = 0; at < count; at += some) {
		struct existing_sessions call = { .list = list + at };

		some = count - at < NETLINK_QUEUE_LENGTH ? count - at : NETLINK_QUEUE_LENGTH;
		call.count = some;
		if (delete_some_sessions(kernel, &call, must_be_there, err) < 0)
			return err->code;
	}
	return 0;
}
