// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * run.c - run the steps of a plan, and roll back on failure
 *
 * Each step records its progress, which allows a partial step to be rolled back.
 */
#include "lib/config/run.h"

#include <errno.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/kernel/add.h"
#include "lib/kernel/delete.h"
#include "lib/kernel/find.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/request.h"
#include "lib/netlink/links_change.h"

/* Prefix the text of ERR with "session 5 in tunnel 1: " or "tunnel 1: ". */
static void name_object(const struct plan_step *step, struct error *err)
{
	if (step->tunnel)
		error_context(err, "tunnel %u", step->tunnel->tunnel.tunnel_id);
	else
		error_context(err, "session %u in tunnel %u", step->session->session.session_id,
			      step->session->session.tunnel_id);
}

/* Apply STEP's settings to the interface INDEX, or to that of SESSION if INDEX is 0. Records the previous state. */
static int change_interface(struct plan_step *step, struct kernel *kernel,
			    const struct l2tp_session *session, unsigned int index,
			    struct error *err)
{
	struct links *links = kernel_links(kernel, err);
	struct link_state before = { 0 };

	if (!links || (index ? links_read(links, index, &before, err)
			     : kernel_interface_of(kernel, session, &before, err)) < 0)
		return err->code;
	step->before = before;
	return links_change(links, &step->before, &step->link, err);
}

static int run_add_session(struct plan_step *step, struct kernel *kernel, struct error *err)
{
	const struct l2tp_session key = l2tp_session_key(step->session->session.tunnel_id,
							 step->session->session.session_id);
	struct l2tp_setup setup = plan_setup(step);
	struct l2tp_session added;

	if (kernel_add_session(kernel, &setup.session, &setup.link, err) < 0)
		return err->code;
	step->done = true;
	if (!setup.link.fields)
		return 0;
	/* a new interface still has the name that the kernel reports */
	if (kernel_fetch_session(kernel, &key, &added, err) < 0)
		return explain_session(&key, err);
	return change_interface(step, kernel, &added, 0, err);
}

static int run_set_session(struct plan_step *step, struct kernel *kernel, struct error *err)
{
	const struct l2tp_setup setup = plan_setup(step);

	if (step->changes && kernel_modify_session(kernel, &setup.session, err) < 0)
		return err->code;
	step->done = step->changes;
	if (!setup.link.fields)
		return 0;
	return change_interface(step, kernel, &step->was->session, step->was->ifindex, err);
}

static int run_step(struct plan_step *step, struct kernel *kernel, struct error *err)
{
	int status = 0;

	switch (step->kind) {
	case PLAN_DELETE_SESSION:
		status = kernel_delete_sessions(kernel, &step->session->session, 1, true, err);
		break;
	case PLAN_DELETE_TUNNEL:
		status = kernel_delete_tunnel(kernel, step->tunnel->tunnel.tunnel_id, err);
		break;
	case PLAN_ADD_TUNNEL:
		status = kernel_add_tunnel(kernel, &step->tunnel->tunnel, err);
		break;
	case PLAN_ADD_SESSION:
		return run_add_session(step, kernel, err);
	case PLAN_SET_SESSION:
		return run_set_session(step, kernel, err);
	}
	step->done = status == 0;
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

/* Re-create the session and its interface settings from WAS. If the settings fail, the session remains. */
static void restore_session(struct kernel *kernel, const struct config_session *was,
			    struct error *err)
{
	struct plan_step step = { .kind = PLAN_ADD_SESSION, .session = was, .was = was };

	if (was->session.pwtype == L2TP_PWTYPE_ETH)
		step.name = was->session.name;
	step.link = was->link; /* borrowed */
	if (was->ifindex)
		step.link.fields |= LINK_UP | LINK_MTU | LINK_MASTER | LINK_LLADDR;
	if (run_add_session(&step, kernel, err) < 0) {
		name_object(&step, err);
		error_warn(err, "not rolled back: %s", err->text);
	} else if (lost_with(was)) {
		error_warn(err, "session %u in tunnel %u was re-created %s",
			   was->session.session_id, was->session.tunnel_id, lost_with(was));
	}
	error_clear(err);
	link_state_free(&step.before);
}

/* Re-create a deleted tunnel and its sessions. */
static int undo_delete_tunnel(const struct plan *plan, const struct plan_step *step,
			      struct kernel *kernel, struct error *err)
{
	size_t i;

	if (kernel_add_tunnel(kernel, &step->tunnel->tunnel, err) < 0)
		return err->code;
	for (i = 0; i < plan->have->session_count; i++)
		if (plan->have->sessions[i].session.tunnel_id == step->tunnel->tunnel.tunnel_id)
			restore_session(kernel, &plan->have->sessions[i], err);
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
static void undo_set_session(const struct plan_step *step, struct kernel *kernel, struct error *err)
{
	struct l2tp_session back = step->was->session;
	struct error ignored = { 0 };

	if (kernel_has_object(kernel, back.tunnel_id, back.session_id, &ignored) == 0)
		return;
	back.fields = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID | step->changes;
	if (step->done && kernel_modify_session(kernel, &back, err) < 0)
		warn_not_undone(step, err);
	if (step->before.index)
		links_restore(kernel_links(kernel, err), &step->before, err);
	warn_not_undone(step, err);
}

/* Roll back STEP. ERR gets a warning for each object that is not restored. */
static void undo_step(const struct plan *plan, const struct plan_step *step, struct kernel *kernel,
		      struct error *err)
{
	struct l2tp_session key;
	int status = 0;

	if (!step->done && !step->before.index)
		return;
	switch (step->kind) {
	case PLAN_DELETE_SESSION:
		restore_session(kernel, step->was, err);
		break;
	case PLAN_DELETE_TUNNEL:
		status = undo_delete_tunnel(plan, step, kernel, err);
		break;
	case PLAN_ADD_TUNNEL:
		status = kernel_delete_tunnel(kernel, step->tunnel->tunnel.tunnel_id, err);
		break;
	case PLAN_ADD_SESSION:
		key = l2tp_session_key(step->session->session.tunnel_id,
				       step->session->session.session_id);
		status = kernel_delete_session(kernel, &key, err);
		break;
	case PLAN_SET_SESSION:
		undo_set_session(step, kernel, err);
		break;
	}
	/* another process has already deleted the added object */
	if (status == -ENODEV && (step->kind == PLAN_ADD_TUNNEL || step->kind == PLAN_ADD_SESSION))
		error_clear(err);
	warn_not_undone(step, err);
}

int plan_run(struct plan *plan, struct kernel *kernel, plan_callback *go_on, void *data,
	     struct error *err)
{
	struct error undo_err = { 0 };
	size_t i, ran;

	for (ran = 0; ran < plan->count && !err->code; ran++) {
		struct plan_step *step = &plan->steps[ran];
		/* deletions must complete before their names and IDs are used again */
		bool settles = ran && step->kind > PLAN_DELETE_TUNNEL &&
			       step[-1].kind <= PLAN_DELETE_TUNNEL;

		if (go_on && !go_on(data, ran))
			error_set(err, -EINTR, "interrupted, and rolled back");
		else if ((!settles || kernel_settle(kernel, err) == 0) &&
			 run_step(step, kernel, err) < 0 &&
			 plan->names >= (step->session ? NAME_SESSIONS : NAME_OBJECTS))
			name_object(step, err);
	}
	for (i = ran; i > 0 && err->code; i--)
		undo_step(plan, &plan->steps[i - 1], kernel, &undo_err);
	error_take_warnings(err, &undo_err);
	for (i = 0; i < ran; i++)
		link_state_free(&plan->steps[i].before);
	return err->code;
}
