// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * add.c - add a tunnel or a session, change a session
 */
#include "lib/kernel/add.h"

#include <errno.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/wait.h"
#include "lib/kernel/add_error.h"
#include "lib/kernel/explain.h"
#include "lib/kernel/find.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/kernel/list.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/request.h"
#include "lib/netlink/attributes.h"

/* How long what the kernel is still deleting is waited for. */
#define TUNNEL_MS 1000
#define SESSION_MS 3000

/* An object to be added, again while what is in the way is being deleted. */
struct addition {
	struct kernel *kernel;
	const struct l2tp_tunnel *tunnel; /* or */
	const struct l2tp_session *session;
};

/*
 * A condition of wait_until(): the tunnel is added, or refused for good. What an EEXIST says exists may be on its way to be
 * deleted: then ask again. ERR keeps the last refusal.
 */
static int try_tunnel(void *data, struct error *err)
{
	const struct addition *addition = data;
	struct error ignored = { 0 };
	struct l2tp_tunnel found;
	int status;

	error_clear(err);
	status = kernel_request(addition->kernel, L2TP_CMD_TUNNEL_CREATE, &l2tp_tunnel_attributes,
				addition->tunnel, err);
	if (status != -EEXIST)
		return status < 0 ? status : 1;
	return kernel_fetch_tunnel(addition->kernel, addition->tunnel->tunnel_id, &found,
				   &ignored) == -ENODEV
		       ? 0
		       : status;
}

int kernel_add_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel, struct error *err)
{
	struct addition addition = { .kernel = kernel, .tunnel = tunnel };

	if (pending_delete_before_tunnel(kernel, tunnel, err) < 0)
		return err->code;
	kernel->last_tunnel.fields = 0;
	return wait_until(try_tunnel, &addition, TUNNEL_MS, NULL, err) > 0
		       ? 0
		       : explain_tunnel_add(kernel, tunnel, err);
}

/* Linux 6.12 takes a second session of these ids where the tunnel is version 3 over UDP. */
static int refuse_double_session(struct kernel *kernel, const struct l2tp_session *session,
				 struct error *err)
{
	const struct l2tp_tunnel *tunnel = &kernel->last_tunnel;
	int there;

	if (tunnel->version != 3 || tunnel->encap != L2TP_ENCAPTYPE_UDP)
		return 0;
	there = kernel_has_live_session(kernel, session->tunnel_id, session->session_id, err);
	if (there <= 0)
		return there;
	error_set(err, -EEXIST, "%s", "");
	return explain_session_add(kernel, session, err);
}

/* An EEXIST without anything there that collides, as far as the kernel tells: it is being deleted, so ask again. */
static bool is_being_deleted(struct kernel *kernel, const struct l2tp_session *session)
{
	struct error unknown = { 0 };

	if (session->fields & L2TP_SESSION_NAME && kernel_link_index(kernel, session->name))
		return false;
	if (pending_delete_may_be(kernel, session->tunnel_id, session->session_id))
		return true;
	if (kernel_has_whole_session(kernel, session, &unknown) > 0 &&
	    kernel_lists_session(kernel, session->tunnel_id, session->session_id))
		return false;
	return !unknown.code && !kernel_owner_of_session(kernel, session->session_id, &unknown) &&
	       !unknown.code;
}

/* A condition of wait_until(): the session is added, or refused for good. ERR keeps the last refusal. */
static int try_session(void *data, struct error *err)
{
	const struct addition *addition = data;
	int status;

	error_clear(err);
	status = kernel_request(addition->kernel, L2TP_CMD_SESSION_CREATE, &l2tp_session_attributes,
				addition->session, err);
	if (status == -EEXIST && is_being_deleted(addition->kernel, addition->session))
		return 0;
	return status < 0 ? status : 1;
}

/*
 * Add SESSION to the handle's list. At worst a later delete does not wait for its interface: nothing to fail for, now that
 * the session exists.
 */
static void add_to_list(struct kernel *kernel, const struct l2tp_session *session)
{
	const struct l2tp_session key = l2tp_session_key(session->tunnel_id, session->session_id);
	struct error ignored = { 0 };
	struct l2tp_session created;

	if (kernel->sessions.taken && kernel_fetch_session(kernel, &key, &created, &ignored) == 0) {
		kernel_take_name(&created, NULL);
		session_list_add(&kernel->sessions, &created);
	}
}

int kernel_add_session(struct kernel *kernel, struct l2tp_session *session,
		       const struct link_settings *link, struct error *err)
{
	struct addition addition = { .kernel = kernel, .session = session };

	/* a tunnel that is being deleted takes sessions, and takes them along */
	if (pending_delete_before_session(kernel, session, err) < 0 ||
	    !kernel_tunnel_of(kernel, session, err))
		return err->code;
	l2tp_session_complete(session, &kernel->last_tunnel);
	if (l2tp_session_check(session, link, &kernel->last_tunnel, err) < 0 ||
	    refuse_double_session(kernel, session, err) < 0)
		return err->code;
	if (wait_until(try_session, &addition, SESSION_MS, NULL, err) <= 0) {
		explain_session_add(kernel, session, err);
		return pending_delete_half_made(kernel, session, err);
	}
	pending_delete_added_again(kernel, session->tunnel_id, session->session_id);
	add_to_list(kernel, session);
	return 0;
}

int kernel_modify_session(struct kernel *kernel, const struct l2tp_session *change,
			  struct error *err)
{
	return kernel_request(kernel, L2TP_CMD_SESSION_MODIFY, &l2tp_session_attributes, change,
			      err) < 0
		       ? explain_session(change, err)
		       : 0;
}
