// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * change.c - changes that take several requests, rolled back on failure
 */
#include "lib/config/change.h"

#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/clock.h"
#include "lib/base/escape.h"
#include "lib/config/gather.h"
#include "lib/config/loss.h"
#include "lib/config/run.h"
#include "lib/kernel/debugfs.h"
#include "lib/kernel/find.h"
#include "lib/kernel/list.h"
#include "lib/kernel/find_interface.h"
#include "lib/kernel/owner.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/request.h"

/* The fields that L2TP_CMD_SESSION_MODIFY changes (net/l2tp/l2tp_netlink.c, l2tp_nl_cmd_session_modify). */
#define CHANGEABLE \
	(L2TP_SESSION_SEQ | L2TP_SESSION_LNS_MODE | L2TP_SESSION_REORDER_TIMEOUT | \
	 L2TP_SESSION_DEBUG)

int config_add(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
	       const struct l2tp_setup *setup, struct error *err)
{
	const struct config_session session = { .session = setup->session };
	struct config_tunnel item = { 0 };
	struct plan_step steps[] = {
		{ .kind = PLAN_ADD_TUNNEL, .tunnel = &item },
		{ .kind = PLAN_ADD_SESSION, .session = &session, .link = setup->link },
	};
	struct plan plan = { .steps = steps, .count = 2 };

	if (setup->session.fields & L2TP_SESSION_NAME)
		steps[1].name = setup->session.name;
	if (tunnel)
		item.tunnel = *tunnel;
	else
		plan = (struct plan){ .steps = steps + 1, .count = 1 };
	return plan_guard(&plan, kernel, err) < 0 ? err->code : plan_run(&plan, NULL, NULL, err);
}

/* Warn of each line of NOTES. */
static void warn_notes(const char *notes, struct error *err)
{
	while (notes && *notes) {
		int length = (int)strcspn(notes, "\n");

		error_warn(err, "%.*s", length, notes);
		notes += length + (notes[length] == '\n');
	}
}

int config_set_session(struct kernel *kernel, const struct l2tp_setup *setup, bool force,
		       struct error *err)
{
	struct config_session want = { .session = setup->session }, have = { 0 };
	struct plan_step step = { .kind = PLAN_SET_SESSION,
				  .session = &want,
				  .was = &have,
				  .link = setup->link,
				  .changes = setup->session.fields & CHANGEABLE };
	struct plan plan = { .steps = &step, .count = 1, .options.force = force };
	struct link_state state = { 0 };

	if (kernel_find_to_set(kernel, setup, &have.session, err) < 0 ||
	    (setup->link.fields && kernel_find_interface(kernel, &have.session, &state, err) < 0))
		return err->code;
	have.session.reorder_timeout =
		l2tp_timeout_to_set(have.session.reorder_timeout, clock_tick_rate());
	want.session.tunnel_id = have.session.tunnel_id;
	want.session.session_id = have.session.session_id;
	have.ifindex = state.index;
	have.link = state.now; /* borrowed */
	if (plan_guard(&plan, kernel, err) == 0 && plan_run(&plan, NULL, NULL, err) == 0)
		warn_notes(plan.notes, err);
	attached_free(&plan.attached);
	free(plan.notes);
	link_state_free(&state);
	return err->code;
}

/* Copy the settings that WANT lacks from WAS. */
static int keep_settings(struct link_settings *want, const struct link_settings *was,
			 struct error *err)
{
	uint32_t missing = was->fields & ~want->fields;
	size_t i;

	if (missing & LINK_UP)
		want->up = was->up;
	if (missing & LINK_MTU)
		want->mtu = was->mtu;
	if (missing & LINK_LLADDR)
		want->lladdr = was->lladdr;
	if (missing & LINK_MASTER)
		memcpy(want->master, was->master, sizeof(want->master));
	for (i = 0; i < was->addresses.count; i++)
		if (!link_addresses_find(&want->addresses, &was->addresses.list[i]) &&
		    link_addresses_add(&want->addresses, &was->addresses.list[i], err) < 0)
			return err->code;
	want->fields |= was->fields;
	return 0;
}

/* Plan the change of SIDES, run it and set *WHAT to the result. */
static int replace_by_plan(struct kernel *kernel, const struct plan_sides *sides, bool force,
			   enum replaced *what, struct error *err)
{
	const struct config *want = sides->want;
	/* errors of a session command already name the session */
	const struct plan_options options = { .force = force,
					      .names = want->session_count ? NAME_NOTHING
									   : NAME_SESSIONS };
	struct config *have = sides->have;
	struct plan plan;

	if (plan_make(&plan, want, have, &options, err) == 0 &&
	    plan_guard(&plan, kernel, err) == 0) {
		*what = !plan.count				   ? REPLACED_NOTHING
			: plan.steps[0].kind <= PLAN_DELETE_TUNNEL ? REPLACED_MADE
			: plan.steps[0].kind == PLAN_SET_SESSION   ? REPLACED_SET
								   : REPLACED_ADDED;
		plan_run(&plan, NULL, NULL, err);
		if (!err->code)
			warn_notes(plan.notes, err);
	}
	plan_free(&plan);
	return err->code;
}

/* Read the session that WANT identifies into the first element of HAVE. HAVE stays empty if it does not exist. */
static int find_session_to_replace(struct kernel *kernel, const struct l2tp_setup *want,
				   struct config *have, struct error *err)
{
	const struct l2tp_session key =
		l2tp_session_key(want->session.tunnel_id, want->session.session_id);
	struct config_session *item = have->sessions;
	struct link_state state = { 0 };
	int exists;

	/* the kernel may still report a session that this handle has deleted with its tunnel */
	exists = kernel_deleted(kernel).tunnels
			 ? kernel_has_live_session(kernel, key.tunnel_id, key.session_id, err)
			 : kernel_has_object(kernel, key.tunnel_id, key.session_id, err);
	if (exists <= 0)
		return exists;
	if (kernel_get_session(kernel, &key, &item->session, err) < 0)
		return err->code;
	have->session_count = 1;
	item->session.reorder_timeout =
		l2tp_timeout_to_set(item->session.reorder_timeout, clock_tick_rate());
	item->demux = config_demux(&have->tunnels->tunnel);
	/* an unknown l2spec_type counts as equal */
	if (!(item->session.fields & L2TP_SESSION_L2SPEC_TYPE)) {
		item->session.l2spec_type = want->session.l2spec_type;
		item->session.fields |= want->session.fields & L2TP_SESSION_L2SPEC_TYPE;
	}
	/* the interface is required only to set or to keep its settings */
	if (item->session.pwtype != L2TP_PWTYPE_ETH ||
	    (l2tp_session_is_made_as(&want->session, &item->session) && !want->link.fields))
		return 0;
	if (owner_refuse_ambiguous(kernel, &item->session, err) < 0 ||
	    kernel_find_interface(kernel, &item->session, &state, err) < 0)
		return err->code;
	config_gather_link(kernel, &have->tunnels->tunnel, &state, item, err);
	link_state_free(&state);
	return err->code;
}

int config_replace_session(struct kernel *kernel, struct l2tp_setup *setup, bool force,
			   enum replaced *what, struct error *err)
{
	struct config_tunnel tunnel = { 0 };
	struct config_session wanted = { 0 }, existing = { 0 };
	struct config have = { .tunnels = &tunnel, .tunnel_count = 1, .sessions = &existing };
	struct config want = {
		.tunnels = &tunnel, .tunnel_count = 1, .sessions = &wanted, .session_count = 1
	};

	if (kernel_settle(kernel, err) < 0 ||
	    kernel_get_tunnel(kernel, setup->session.tunnel_id, &tunnel.tunnel, err) < 0)
		return err->code;
	l2tp_session_complete(&setup->session, &tunnel.tunnel);
	if (l2tp_session_check(&setup->session, &setup->link, &tunnel.tunnel, err) < 0)
		return err->code;
	find_session_to_replace(kernel, setup, &have, err);
	if (!err->code && existing.ifindex && setup->session.pwtype == L2TP_PWTYPE_ETH) {
		links_name_master(kernel_links(kernel, err), &setup->link);
		keep_settings(&setup->link, &existing.link, err);
	}
	wanted.session = setup->session;
	wanted.demux = config_demux(&tunnel.tunnel);
	wanted.link = setup->link; /* borrowed */
	if (!err->code)
		replace_by_plan(kernel, &(struct plan_sides){ &want, &have }, force, what, err);
	link_settings_free(&existing.link);
	link_addresses_free(&existing.automatic);
	free(existing.comment);
	return err->code;
}

/* Check that the sessions of HAVE, whose tunnel is to be re-created as TUNNEL, can be added to it. */
static int check_sessions_for(const struct l2tp_tunnel *tunnel, const struct config *have,
			      struct error *err)
{
	size_t i;

	for (i = 0; i < have->session_count; i++) {
		struct l2tp_session session = have->sessions[i].session;

		if (tunnel->version != 2 && !(session.fields & L2TP_SESSION_L2SPEC_TYPE) &&
		    have->tunnels->tunnel.version != 2)
			return error_context(debugfs_explain_missing(err),
					     "the sessions of the tunnel would be re-created, and "
					     "their l2spec_type is unknown");
		if (tunnel->version == 2 && session.pwtype == L2TP_PWTYPE_PPP)
			session.fields &= ~(uint32_t)L2TP_SESSION_L2SPEC_TYPE;
		l2tp_session_complete(&session, tunnel);
		if (l2tp_session_check(&session, NULL, tunnel, err) < 0)
			return error_context(err, "session %u", session.session_id);
	}
	return 0;
}

int config_replace_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel, bool force,
			  enum replaced *what, struct error *err)
{
	const struct l2tp_tunnel filter = { .fields = L2TP_TUNNEL_ID,
					    .tunnel_id = tunnel->tunnel_id };
	const struct l2tp_session all = { 0 };
	struct config_tunnel wanted = { .tunnel = *tunnel };
	struct config want = { .tunnels = &wanted, .tunnel_count = 1 }, have = { 0 };
	struct l2tp_tunnel now;
	int status;

	*what = REPLACED_NOTHING;
	if (kernel_settle(kernel, err) < 0)
		return err->code;
	status = explain_exists(kernel_fetch_tunnel(kernel, tunnel->tunnel_id, &now, err), err);
	if (status < 0 || (status > 0 && l2tp_tunnel_is_as(tunnel, &now)))
		return err->code;
	if ((status == 0 || config_gather(kernel, &filter, &all, &have, err) == 0) &&
	    check_sessions_for(tunnel, &have, err) == 0)
		replace_by_plan(kernel, &(struct plan_sides){ &want, &have }, force, what, err);
	config_free(&have);
	return err->code;
}
