// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * setup.c - a session and its interface, as one (declared in kernel.h)
 */
#include <errno.h>
#include <time.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/escape.h"
#include "lib/kernel/kernel.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/model/link.h"

/* Look for SESSION's interface a few times: who renames interfaces (udev) may be at it. */
static unsigned int find_interface(struct kernel *kernel, const struct l2tp_session *session)
{
	const struct l2tp_session key = l2tp_session_key(session->tunnel_id, session->session_id);
	const struct timespec pause = { .tv_nsec = 10000000 };
	struct l2tp_session now = *session;
	struct error ignored = { 0 };
	unsigned int index = kernel_link_index(kernel, now.name);
	int tries;

	for (tries = 20; !index && tries > 0; tries--) {
		nanosleep(&pause, NULL);
		if (kernel_get_session(kernel, &key, &now, &ignored) < 0)
			break;
		index = kernel_link_index(kernel, now.name);
	}
	return index;
}

/* ERR says so where another process was faster and SESSION is not there any more. */
static bool is_deleted_meanwhile(struct kernel *kernel, const struct l2tp_session *session,
				 struct error *err)
{
	const struct l2tp_session key = l2tp_session_key(session->tunnel_id, session->session_id);
	struct l2tp_session now;
	struct error ignored = { 0 };

	if (kernel_fetch_session(kernel, &key, &now, &ignored) != -ENODEV)
		return false;
	error_set(err, -ENODEV, "session %u in tunnel %u was deleted meanwhile, by another process",
		  session->session_id, session->tunnel_id);
	return true;
}

/* There may be an interface, but pppd made it, and no word of ours is for it. */
static int refuse_ppp(const struct l2tp_session *session, struct error *err)
{
	if (session->pwtype == L2TP_PWTYPE_ETH)
		return 0;
	return error_usage(err, "session %u in tunnel %u is a PPP session: its interface is pppd's",
			   session->session_id, session->tunnel_id);
}

int kernel_interface_of(struct kernel *kernel, const struct l2tp_session *session,
			struct link_state *state, struct error *err)
{
	struct links *links = kernel_links(kernel, err);
	char name[TEXT_SIZE];
	unsigned int index;

	if (!links || refuse_ppp(session, err) < 0)
		return err->code;
	index = find_interface(kernel, session);
	if (index && links_read(links, index, state, err) < 0)
		return err->code;
	if (index && !state->foreign)
		return 0;
	if (index)
		link_state_free(state);
	if (!index && is_deleted_meanwhile(kernel, session, err))
		return err->code;
	escape_text(session->name, name, sizeof(name));
	return error_set(err, -ENODEV,
			 "the interface %s was renamed or moved to another network namespace; "
			 "modprobe l2tp_debugfs, which tells its present name",
			 name);
}

int kernel_check_setup(struct kernel *kernel, struct l2tp_setup *setup, struct error *err)
{
	const struct l2tp_tunnel *tunnel;

	/* the tunnel may be on its way out, and another be added already */
	if (pending_delete_before_session(kernel, &setup->session, err) < 0)
		return err->code;
	tunnel = kernel_tunnel_of(kernel, &setup->session, err);
	return tunnel ? l2tp_setup_check(setup, tunnel, err) : err->code;
}

int kernel_find_to_set(struct kernel *kernel, const struct l2tp_setup *setup,
		       struct l2tp_session *session, struct error *err)
{
	struct l2tp_session key = setup->session;

	if (setup->link.fields || key.fields & L2TP_SESSION_NAME) {
		if (kernel_get_session(kernel, &key, session, err) < 0 ||
		    kernel_refuse_ambiguous(kernel, session, err) < 0)
			return err->code;
		return setup->link.fields ? refuse_ppp(session, err) : 0;
	}
	key.fields = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID;
	return kernel_fetch_session(kernel, &key, session, err) < 0 ? explain_session(&key, err)
								    : 0;
}

int kernel_modify_session(struct kernel *kernel, const struct l2tp_session *change,
			  struct error *err)
{
	return kernel_request_session(kernel, L2TP_CMD_SESSION_MODIFY, change, err) < 0
		       ? explain_session(change, err)
		       : 0;
}
