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

/* What SESSION_MODIFY changes; the kernel takes debug and does nothing with it. */
#define CHANGEABLE \
	(L2TP_SESSION_SEQ | L2TP_SESSION_LNS_MODE | L2TP_SESSION_REORDER_TIMEOUT | \
	 L2TP_SESSION_DEBUG)

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
	if (!index && is_deleted_meanwhile(kernel, session, err))
		return err->code;
	escape_text(session->name, name, sizeof(name));
	return error_set(err, -ENODEV,
			 "the interface %s was renamed or moved to another network namespace; "
			 "modprobe l2tp_debugfs, which tells its present name",
			 name);
}

/* INDEX is that of SESSION's interface, 0 where it is not known. */
static int apply_link(struct kernel *kernel, const struct l2tp_session *session, unsigned int index,
		      const struct link_settings *settings, struct error *err)
{
	struct link_state state;

	if (!settings->fields)
		return 0;
	if (index)
		return kernel_links(kernel, err) ? links_apply(kernel->links, index, settings, err)
						 : err->code;
	if (kernel_interface_of(kernel, session, &state, err) < 0)
		return err->code;
	return links_apply(kernel->links, state.index, settings, err);
}

/* What a PPP session has no interface for is refused before there is a session. */
static int check_setup(struct kernel *kernel, struct l2tp_setup *setup, struct error *err)
{
	const struct l2tp_tunnel *tunnel;

	if (!setup->link.fields)
		return 0;
	/* the tunnel may be on its way out, and another be added already */
	if (pending_delete_before_session(kernel, &setup->session, err) < 0)
		return err->code;
	tunnel = kernel_tunnel_of(kernel, &setup->session, err);
	return tunnel ? l2tp_setup_check(setup, tunnel, err) : err->code;
}

int kernel_add_setup(struct kernel *kernel, struct l2tp_setup *setup, struct error *err)
{
	const struct l2tp_session key =
		l2tp_session_key(setup->session.tunnel_id, setup->session.session_id);
	struct error undo_err = { 0 };
	struct l2tp_session created;
	int status = 0;

	if (check_setup(kernel, setup, err) < 0 ||
	    kernel_add_session(kernel, &setup->session, err) < 0)
		return err->code;
	if (!setup->link.fields)
		return 0;
	/* no debugfs: reading it for each of thousands takes long, and so new a name is the first */
	status = kernel_fetch_session(kernel, &key, &created, err);
	if (status < 0)
		explain_session(&key, err);
	else
		status = apply_link(kernel, &created, 0, &setup->link, err);
	if (status == 0)
		return 0;
	if (kernel_delete_session(kernel, &setup->session, &undo_err) < 0 &&
	    undo_err.code != -ENODEV)
		error_warn(err, "the session was added and could not be deleted again: %s",
			   undo_err.text);
	return err->code;
}

/* The values that CHANGE names, as SESSION has them: what takes the change back. */
static struct l2tp_session reverse(const struct l2tp_session *change,
				   const struct l2tp_session *session)
{
	struct l2tp_session back = *change;

	back.seq = session->seq;
	back.lns_mode = session->lns_mode;
	back.reorder_timeout = session->reorder_timeout; /* 0 where the kernel told none */
	back.debug = session->debug;
	return back;
}

/* The session to set; where nothing of its interface is, debugfs is not read for its name. */
static int key_session(struct kernel *kernel, const struct l2tp_setup *setup,
		       struct l2tp_session *session, struct error *err)
{
	const uint32_t ids = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID;
	struct l2tp_session key = setup->session;

	if (setup->link.fields || key.fields & L2TP_SESSION_NAME)
		return kernel_get_session(kernel, &key, session, err) < 0
			       ? err->code
			       : kernel_refuse_ambiguous(kernel, session, err);
	key.fields = ids;
	return kernel_fetch_session(kernel, &key, session, err) < 0 ? explain_session(&key, err)
								    : 0;
}

int kernel_set_listed(struct kernel *kernel, const struct l2tp_setup *setup,
		      const struct l2tp_session *session, unsigned int index, struct error *err)
{
	struct l2tp_session change = setup->session, back;
	struct error undo_err = { 0 };

	if (setup->link.fields && refuse_ppp(session, err) < 0)
		return err->code;
	change.fields = (change.fields & CHANGEABLE) | L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID;
	change.tunnel_id = session->tunnel_id;
	change.session_id = session->session_id;
	if (change.fields & CHANGEABLE &&
	    kernel_request_session(kernel, L2TP_CMD_SESSION_MODIFY, &change, err) < 0)
		return explain_session(&change, err);
	if (apply_link(kernel, session, index, &setup->link, err) == 0)
		return 0;
	back = reverse(&change, session);
	if (change.fields & CHANGEABLE &&
	    kernel_request_session(kernel, L2TP_CMD_SESSION_MODIFY, &back, &undo_err) < 0)
		error_warn(err, "the session's own settings were not put back");
	return err->code;
}

int kernel_set_setup(struct kernel *kernel, const struct l2tp_setup *setup, struct error *err)
{
	struct l2tp_session session;

	return key_session(kernel, setup, &session, err) < 0
		       ? err->code
		       : kernel_set_listed(kernel, setup, &session, 0, err);
}
