// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * run.c - run the steps of a plan, and roll back on failure
 *
 * Each step records its progress, which allows a partial step to be rolled back.
 */
#include "lib/config/run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/escape.h"
#include "lib/config/in_use.h"
#include "lib/kernel/add.h"
#include "lib/kernel/delete.h"
#include "lib/kernel/find.h"
#include "lib/kernel/find_interface.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/request.h"
#include "lib/kernel/take_back.h"
#include "lib/netlink/links_change.h"

/* Prefix the text of ERR with "session 5 in tunnel 1: " or "tunnel 1: ", unless it names the object already. */
static void name_object(const struct plan_step *step, struct error *err)
{
	char name[64];

	if (step->tunnel)
		snprintf(name, sizeof(name), "tunnel %u", step->tunnel->tunnel.tunnel_id);
	else
		snprintf(name, sizeof(name), "session %u in tunnel %u",
			 step->session->session.session_id, step->session->session.tunnel_id);
	/* some texts begin with it */
	if (strncmp(err->text, name, strlen(name)) != 0)
		error_context(err, "%s", name);
}

/* Put what hung on the interface of WAS back on the one in STATE. ERR gets warnings. */
static void put_back(struct plan *plan, const struct config_session *was,
		     const struct link_state *state, enum attached_when when, struct error *err)
{
	const struct attached_place place = { .was = was ? was->ifindex : 0,
					      .now = state->index,
					      .name = state->name };
	struct links *links = place.was ? kernel_links(plan->kernel, err) : NULL;

	if (links)
		attached_put_back(links, &plan->attached, &place, when, err);
}

/* Apply STEP's settings to the interface in `before`, which is new if MADE, with all that hung on the one it had. */
static int change_interface(struct plan *plan, struct plan_step *step, bool made, struct error *err)
{
	struct links *links = kernel_links(plan->kernel, err);

	if (!links)
		return err->code;
	if (made)
		put_back(plan, step->was, step->before, ATTACHED_FIRST, err);
	if (links_change(links, step->before, &step->link, err) < 0)
		return err->code;
	if (made)
		put_back(plan, step->was, step->before, ATTACHED_LAST, err);
	else if (step->falls)
		put_back(plan, step->was, step->before, ATTACHED_FALLEN, err);
	return 0;
}

/* Make room for the state of STEP's interface. Returns 0, or -ENOMEM and err set. */
static int begin_interface(struct plan_step *step, struct error *err)
{
	step->before = calloc(1, sizeof(*step->before));
	return step->before ? 0 : error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
}

static void forget_interface(struct plan_step *step)
{
	if (step->before)
		link_state_free(step->before);
	free(step->before);
	step->before = NULL;
}

/* Whether a step with STATUS is to be rolled back: it was run, or its outcome is unknown. */
static bool may_be_done(int status)
{
	return status == 0 || status == ERROR_UNKNOWN;
}

static int run_add_session(struct plan *plan, struct plan_step *step, struct error *err)
{
	const struct l2tp_session key = l2tp_session_key(step->session->session.tunnel_id,
							 step->session->session.session_id);
	bool had_interface = step->was && step->was->ifindex;
	struct l2tp_setup setup = plan_setup(step);
	struct kernel *kernel = plan->kernel;
	struct l2tp_session added;

	kernel_add_session(kernel, &setup.session, &setup.link, err);
	step->done = may_be_done(err->code);
	if (err->code)
		return err->code;
	if (setup.session.pwtype != L2TP_PWTYPE_ETH || (!setup.link.fields && !had_interface))
		return 0;
	/* a new interface still has the name that the kernel reports */
	if (kernel_fetch_session(kernel, &key, &added, err) < 0)
		return explain_session(&key, err);
	if (begin_interface(step, err) == 0 &&
	    kernel_find_interface(kernel, &added, step->before, err) == 0)
		change_interface(plan, step, true, err);
	forget_interface(step); /* a rollback deletes the session */
	return err->code;
}

static int run_set_session(struct plan *plan, struct plan_step *step, struct error *err)
{
	const struct l2tp_setup setup = plan_setup(step);
	const struct config_session *was = step->was;
	struct kernel *kernel = plan->kernel;
	struct links *links;

	if (step->changes)
		kernel_modify_session(kernel, &setup.session, &was->session, err);
	step->done = step->changes && may_be_done(err->code);
	if (err->code)
		return err->code;
	if (!setup.link.fields)
		return 0;
	links = kernel_links(kernel, err);
	if (!links || begin_interface(step, err) < 0)
		return err->code;
	if ((was->ifindex ? links_read(links, was->ifindex, step->before, err)
			  : kernel_find_interface(kernel, &was->session, step->before, err)) < 0) {
		free(step->before);
		step->before = NULL;
		return err->code;
	}
	return change_interface(plan, step, false, err);
}

static int run_step(struct plan *plan, struct plan_step *step, struct error *err)
{
	struct kernel *kernel = plan->kernel;
	int status = 0;

	switch (step->kind) {
	case PLAN_DELETE_SESSION:
		status = kernel_delete_sessions(kernel, &step->session->session, 1, true, err);
		break;
	case PLAN_DELETE_TUNNEL:
		status = kernel_delete_tunnels(kernel, &step->tunnel->tunnel, 1, true, err);
		break;
	case PLAN_ADD_TUNNEL:
		status = kernel_add_tunnel(kernel, &step->tunnel->tunnel, err);
		break;
	case PLAN_ADD_SESSION:
		return run_add_session(plan, step, err);
	case PLAN_SET_SESSION:
		return run_set_session(plan, step, err);
	}
	step->done = may_be_done(status);
	/* another process has already deleted it */
	if (status == -ENODEV && step->kind <= PLAN_DELETE_TUNNEL) {
		error_clear(err);
		return 0;
	}
	return status;
}

/* Returns the defect of a re-created session, or NULL. */
static const char *lost_with(const struct config_session *was)
{
	if (was->session.pwtype == L2TP_PWTYPE_PPP && was->session.fields & L2TP_SESSION_NAME)
		return "without its PPP program";
	if (was->session.pwtype == L2TP_PWTYPE_ETH && !was->ifindex)
		return "without the settings of its interface";
	if (was->demux != DEMUX_TUNNEL && !(was->session.fields & L2TP_SESSION_L2SPEC_TYPE))
		return "with l2spec_type default: the original is unknown without debugfs";
	return NULL;
}

/* Whether the kernel still has the session WAS. */
static bool is_unchanged(struct kernel *kernel, const struct config_session *was)
{
	const struct l2tp_session key =
		l2tp_session_key(was->session.tunnel_id, was->session.session_id);
	struct error ignored = { 0 };
	struct l2tp_session now;

	return kernel_fetch_session(kernel, &key, &now, &ignored) == 0 &&
	       l2tp_session_is_still(&was->session, &now);
}

/* Copy all settings of the interface that WAS had to LINK, to be freed by the caller. */
static int copy_all_settings(const struct config_session *was, struct link_settings *link,
			     struct error *err)
{
	size_t i;

	if (link_settings_copy(link, &was->link, err) < 0)
		return err->code;
	if (was->ifindex)
		link->fields |= LINK_UP | LINK_MTU | LINK_MASTER | LINK_LLADDR;
	for (i = 0; i < was->automatic.count; i++)
		if (!was->automatic.list[i].by_kernel &&
		    link_addresses_add(&link->addresses, &was->automatic.list[i], err) < 0)
			return err->code;
	return 0;
}

/* Warn of what hung on the interface of WAS and cannot be put back. */
static void warn_lost(struct plan *plan, const struct config_session *was, struct error *err)
{
	const struct attached *thing = attached_of(&plan->attached, was->ifindex);
	const struct attached *end = plan->attached.list + plan->attached.count;
	char name[TEXT_SIZE];

	escape_text(was->session.name, name, sizeof(name));
	for (; thing && thing < end && thing->index == was->ifindex; thing++)
		if (thing->when == ATTACHED_NEVER)
			error_warn(err, "not rolled back: %s of interface %s", thing->text, name);
}

/* Re-create the session WAS and its interface, as they were. If the settings fail, the session remains. */
static void restore_session(struct plan *plan, const struct config_session *was, struct error *err)
{
	struct plan_step step = { .kind = PLAN_ADD_SESSION, .session = was, .was = was };

	if (was->session.pwtype == L2TP_PWTYPE_ETH)
		step.name = was->session.name;
	if (copy_all_settings(was, &step.link, err) == 0)
		run_add_session(plan, &step, err);
	if (err->code == -EEXIST && is_unchanged(plan->kernel, was)) {
		error_clear(err); /* a deletion with an unknown outcome was not run */
	} else if (err->code) {
		name_object(&step, err);
		error_warn(err, "not rolled back: %s", err->text);
	} else if (lost_with(was)) {
		error_warn(err, "session %u in tunnel %u was re-created %s",
			   was->session.session_id, was->session.tunnel_id, lost_with(was));
	}
	if (was->ifindex)
		warn_lost(plan, was, err);
	error_clear(err);
	link_settings_free(&step.link);
}

/* Re-create a deleted tunnel and its sessions. */
static int undo_delete_tunnel(struct plan *plan, const struct plan_step *step, struct error *err)
{
	size_t i;

	if (kernel_add_tunnel(plan->kernel, &step->tunnel->tunnel, err) < 0)
		return err->code;
	for (i = 0; i < plan->have->session_count; i++)
		if (plan->have->sessions[i].session.tunnel_id == step->tunnel->tunnel.tunnel_id)
			restore_session(plan, &plan->have->sessions[i], err);
	return 0;
}

/* Turn an error of ERR into a warning about STEP's object. */
static void warn_not_undone(const struct plan_step *step, struct error *err)
{
	if (err->code) {
		name_object(step, err);
		error_warn(err, "not rolled back: %s", err->text);
	}
	error_clear(err);
}

/* Restore the session and its interface, each even if the other fails. A deleted session is skipped. */
static void undo_set_session(struct plan *plan, const struct plan_step *step, struct error *err)
{
	struct l2tp_session back = step->was->session;
	struct kernel *kernel = plan->kernel;
	struct error ignored = { 0 };

	if (kernel_has_object(kernel, back.tunnel_id, back.session_id, &ignored) == 0)
		return;
	back.fields = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID | step->changes;
	if (step->done && kernel_modify_session(kernel, &back, &step->was->session, err) < 0)
		warn_not_undone(step, err);
	if (step->before)
		links_restore(kernel_links(kernel, err), step->before, err);
	if (step->falls && step->before)
		put_back(plan, step->was, step->before, ATTACHED_FALLEN, err);
	warn_not_undone(step, err);
}

/* Roll back STEP. ERR gets a warning for each object that is not restored. */
static void undo_step(struct plan *plan, const struct plan_step *step, struct error *err)
{
	struct kernel *kernel = plan->kernel;
	struct l2tp_setup setup;

	if (!step->done && !step->before)
		return;
	switch (step->kind) {
	case PLAN_DELETE_SESSION:
		restore_session(plan, step->was, err);
		break;
	case PLAN_DELETE_TUNNEL:
		undo_delete_tunnel(plan, step, err);
		break;
	case PLAN_ADD_TUNNEL:
		take_back_tunnel(kernel, &step->tunnel->tunnel, err);
		break;
	case PLAN_ADD_SESSION:
		setup = plan_setup(step);
		take_back_session(kernel, &setup.session, err);
		break;
	case PLAN_SET_SESSION:
		undo_set_session(plan, step, err);
		break;
	}
	warn_not_undone(step, err);
}

/* Put back the routes that could not be put back at once. ERR keeps its error, and gets warnings. */
static void finish_routes(struct plan *plan, struct error *err)
{
	struct error finish_err = { 0 };
	struct links *links =
		plan->attached.move_count ? kernel_links(plan->kernel, &finish_err) : NULL;

	if (links)
		attached_finish(links, &plan->attached, &finish_err);
	error_take_warnings(err, &finish_err);
}

int plan_run(struct plan *plan, plan_callback *go_on, void *data, struct error *err)
{
	struct error undo_err = { 0 };
	size_t i, ran;

	in_use_check_sessions(plan, err);
	for (ran = 0; ran < plan->count && !err->code; ran++) {
		struct plan_step *step = &plan->steps[ran];
		/* deletions must complete before their names and IDs are used again */
		bool settles = ran && step->kind > PLAN_DELETE_TUNNEL &&
			       step[-1].kind <= PLAN_DELETE_TUNNEL;

		if (go_on && !go_on(data, ran))
			error_set(err, -EINTR, "interrupted, and rolled back");
		else if ((!settles || kernel_settle(plan->kernel, err) == 0) &&
			 run_step(plan, step, err) < 0 &&
			 plan->options.names >= (step->session ? NAME_SESSIONS : NAME_OBJECTS))
			name_object(step, err);
	}
	for (i = ran; i > 0 && err->code; i--)
		undo_step(plan, &plan->steps[i - 1], &undo_err);
	error_take_warnings(err, &undo_err);
	finish_routes(plan, err);
	for (i = 0; i < ran; i++)
		forget_interface(&plan->steps[i]);
	return err->code;
}
