// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * plan_run.c - run the steps of a plan, take them back, or write them as lines (declared in plan.h)
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/plan.h"
#include "lib/session_keywords.h"

/* What the kernel is asked to add, of what it told or was read. */
#define ADDABLE \
	(~(uint32_t)(L2TP_SESSION_PEER_TUNNEL_ID | L2TP_SESSION_KERNEL_NAME | L2TP_SESSION_STATS | \
		     L2TP_SESSION_USING_IPSEC))
/* What is set of a session itself. */
#define SETTABLE (L2TP_SESSION_SEQ | L2TP_SESSION_LNS_MODE | L2TP_SESSION_REORDER_TIMEOUT)

static struct l2tp_setup setup_to_add(const struct config_session *session,
				      const struct link_settings *link)
{
	struct l2tp_setup setup = { .session = session->session };

	setup.session.fields &= ADDABLE;
	if (setup.session.pwtype != L2TP_PWTYPE_ETH)
		setup.session.fields &= ~(uint32_t)L2TP_SESSION_NAME;
	if (link)
		setup.link = *link;
	return setup;
}

/* SESSION's own settings as it has them, those not told being what they are by default. */
static struct l2tp_setup setup_to_set(const struct config_session *session,
				      const struct link_settings *link)
{
	struct l2tp_setup setup = { .session = session->session };

	setup.session.fields = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID | SETTABLE;
	if (link)
		setup.link = *link;
	return setup;
}

static int add_tunnel(struct kernel *kernel, const struct config_tunnel *tunnel, struct error *err)
{
	struct l2tp_tunnel words = tunnel->tunnel;

	words.fields &= ~(uint32_t)(L2TP_TUNNEL_DEBUG | L2TP_TUNNEL_STATS);
	return kernel_add_tunnel(kernel, &words, err) < 0
		       ? error_context(err, "tunnel %u", words.tunnel_id)
		       : 0;
}

static int session_context(const struct config_session *session, int status, struct error *err)
{
	return status < 0 ? error_context(err, "session %u in tunnel %u",
					  session->session.session_id, session->session.tunnel_id)
			  : 0;
}

static int add_session(struct kernel *kernel, const struct config_session *session,
		       const struct link_settings *link, struct error *err)
{
	struct l2tp_setup setup = setup_to_add(session, link);

	return session_context(session, kernel_add_setup(kernel, &setup, err), err);
}

static int delete_session(struct kernel *kernel, const struct config_session *session,
			  struct error *err)
{
	const struct l2tp_session key = { .fields = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID,
					  .tunnel_id = session->session.tunnel_id,
					  .session_id = session->session.session_id };

	return session_context(session, kernel_delete_session(kernel, &key, err), err);
}

static int set_session(struct kernel *kernel, const struct config_session *session,
		       const struct link_settings *link, struct error *err)
{
	const struct l2tp_setup setup = setup_to_set(session, link);

	return session_context(session, kernel_set_setup(kernel, &setup, err), err);
}

static int run_step(const struct plan_step *step, struct kernel *kernel, struct error *err)
{
	switch (step->kind) {
	case PLAN_DELETE_SESSION:
		return delete_session(kernel, step->session, err);
	case PLAN_DELETE_TUNNEL:
		return kernel_delete_tunnel(kernel, step->tunnel->tunnel.tunnel_id, err);
	case PLAN_ADD_TUNNEL:
		return add_tunnel(kernel, step->tunnel, err);
	case PLAN_ADD_SESSION:
		return add_session(kernel, step->session, step->link, err);
	default:
		return set_session(kernel, step->session, step->link, err);
	}
}

/* The interface as it was, its Ethernet address too. */
static struct link_settings as_it_was(const struct config_session *was)
{
	struct link_settings link = *was->link;

	link.fields |= LINK_UP | LINK_MTU | LINK_MASTER | LINK_LLADDR;
	return link;
}

static int add_as_it_was(struct kernel *kernel, const struct config_session *was, struct error *err)
{
	struct link_settings link;

	if (!was->link)
		return add_session(kernel, was, NULL, err);
	link = as_it_was(was);
	return add_session(kernel, was, &link, err);
}

static int set_as_it_was(struct kernel *kernel, const struct plan_step *step, struct error *err)
{
	struct link_settings link;

	if (!step->link)
		return set_session(kernel, step->was, NULL, err);
	link = as_it_was(step->was);
	link.no_addresses = step->link->addresses;
	link.fields |= LINK_ADDRESSES | LINK_NO_ADDRESSES;
	return set_session(kernel, step->was, &link, err);
}

/* The sessions went with their tunnel; each that does not come back is warned about. */
static int add_tunnel_as_it_was(const struct plan *plan, struct kernel *kernel,
				const struct config_tunnel *tunnel, struct error *err,
				struct error *first)
{
	size_t i;

	if (add_tunnel(kernel, tunnel, err) < 0)
		return err->code;
	for (i = 0; i < plan->have->session_count; i++) {
		const struct config_session *was = &plan->have->sessions[i];
		struct error second = { 0 };

		if (was->session.tunnel_id == tunnel->tunnel.tunnel_id &&
		    add_as_it_was(kernel, was, &second) < 0)
			error_warn(first, "not as it was: %s", second.text);
	}
	return 0;
}

static void take_back(const struct plan *plan, struct kernel *kernel, const struct plan_step *step,
		      struct error *first)
{
	struct error err = { 0 };

	switch (step->kind) {
	case PLAN_DELETE_SESSION:
		add_as_it_was(kernel, step->was, &err);
		break;
	case PLAN_DELETE_TUNNEL:
		add_tunnel_as_it_was(plan, kernel, step->tunnel, &err, first);
		break;
	case PLAN_ADD_TUNNEL:
		kernel_delete_tunnel(kernel, step->tunnel->tunnel.tunnel_id, &err);
		break;
	case PLAN_ADD_SESSION:
		delete_session(kernel, step->session, &err);
		break;
	default:
		set_as_it_was(kernel, step, &err);
	}
	if (err.code)
		error_warn(first, "not as it was: %s", err.text);
}

int plan_run(const struct plan *plan, struct kernel *kernel, void (*done)(void *data, size_t step),
	     void *data, struct error *err)
{
	size_t i;

	for (i = 0; i < plan->count; i++) {
		if (done)
			done(data, i);
		/* what is deleted has to be gone before its names and ids are used again */
		if ((i && plan->steps[i].kind > PLAN_DELETE_TUNNEL &&
		     plan->steps[i - 1].kind <= PLAN_DELETE_TUNNEL &&
		     kernel_settle(kernel, err) < 0) ||
		    run_step(&plan->steps[i], kernel, err) < 0)
			break;
	}
	if (i == plan->count)
		return 0;
	while (i-- > 0)
		take_back(plan, kernel, &plan->steps[i], err);
	return err->code;
}

static void write_set(const struct plan_step *step, FILE *file)
{
	struct l2tp_setup setup = setup_to_set(step->session, step->link);
	const struct l2tp_session *want = &step->session->session, *have = &step->was->session;

	setup.session.fields =
		L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID |
		(want->seq != have->seq ? L2TP_SESSION_SEQ : 0) |
		(want->lns_mode != have->lns_mode ? L2TP_SESSION_LNS_MODE : 0) |
		(want->reorder_timeout != have->reorder_timeout ? L2TP_SESSION_REORDER_TIMEOUT
								: 0) |
		setup.link.fields << L2TP_SESSION_LINK_SHIFT;
	fputs("session set", file);
	keywords_write(&session_keywords, &setup, file);
	fputc('\n', file);
}

static uint8_t version_of(const struct plan *plan, const struct config_session *session)
{
	const struct config_tunnel *tunnel = config_tunnel(plan->want, session->session.tunnel_id);

	return tunnel ? tunnel->tunnel.version : 3;
}

void plan_write(const struct plan *plan, FILE *file)
{
	size_t i;

	for (i = 0; i < plan->count; i++) {
		const struct plan_step *step = &plan->steps[i];
		struct l2tp_setup setup;

		switch (step->kind) {
		case PLAN_DELETE_SESSION:
			fprintf(file, "session del tunnel_id %u session_id %u\n",
				step->session->session.tunnel_id,
				step->session->session.session_id);
			break;
		case PLAN_DELETE_TUNNEL:
			fprintf(file, "tunnel del tunnel_id %u\n", step->tunnel->tunnel.tunnel_id);
			break;
		case PLAN_ADD_TUNNEL:
			config_write_tunnel(&step->tunnel->tunnel, file);
			break;
		case PLAN_ADD_SESSION:
			setup = setup_to_add(step->session, step->link);
			config_write_session(&setup, version_of(plan, step->session), file);
			break;
		default:
			write_set(step, file);
		}
	}
}
