// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * plan_run.c - run the steps of a plan, take them back, or write them as lines (declared in plan.h)
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/config/plan.h"
#include "lib/model/link.h"
#include "lib/text/session_keywords.h"

/* What the kernel is asked to add, of what it told or was read. */
#define ADDABLE \
	(~(uint32_t)(L2TP_SESSION_PEER_TUNNEL_ID | L2TP_SESSION_KERNEL_NAME | L2TP_SESSION_STATS | \
		     L2TP_SESSION_USING_IPSEC))

static struct l2tp_setup setup_to_add(const struct config_session *session, const char *name,
				      const struct link_settings *link)
{
	struct l2tp_setup setup = { .session = session->session };

	setup.session.fields &= ADDABLE & ~(uint32_t)L2TP_SESSION_NAME;
	if (name) {
		snprintf(setup.session.name, sizeof(setup.session.name), "%s", name);
		setup.session.fields |= L2TP_SESSION_NAME;
	}
	if (link)
		setup.link = *link;
	return setup;
}

/* Those of SESSION's own settings that CHANGES names. */
static struct l2tp_setup setup_to_set(const struct config_session *session, uint32_t changes,
				      const struct link_settings *link)
{
	struct l2tp_setup setup = { .session = session->session };

	setup.session.fields = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID | changes;
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

static int delete_tunnel(struct kernel *kernel, const struct config_tunnel *tunnel,
			 struct error *err)
{
	int status = kernel_delete_tunnel(kernel, tunnel->tunnel.tunnel_id, err);

	if (status == -ENODEV) /* somebody else was faster */
		error_clear(err);
	return status == -ENODEV ? 0 : status;
}

static int session_context(const struct config_session *session, int status, struct error *err)
{
	return status < 0 ? error_context(err, "session %u in tunnel %u",
					  session->session.session_id, session->session.tunnel_id)
			  : 0;
}

static int add_session(struct kernel *kernel, const struct config_session *session,
		       const char *name, const struct link_settings *link, struct error *err)
{
	struct l2tp_setup setup = setup_to_add(session, name, link);

	return session_context(session, kernel_add_setup(kernel, &setup, err), err);
}

static int delete_session(struct kernel *kernel, const struct config_session *session,
			  struct error *err)
{
	int status = kernel_delete_listed(kernel, &session->session, err);

	if (status == -ENODEV)
		error_clear(err);
	return status == -ENODEV ? 0 : session_context(session, status, err);
}

/* One that a step added, of which the kernel's own words are not known. */
static int delete_added(struct kernel *kernel, const struct config_session *session,
			struct error *err)
{
	const struct l2tp_session key =
		l2tp_session_key(session->session.tunnel_id, session->session.session_id);

	return session_context(session, kernel_delete_session(kernel, &key, err), err);
}

static int set_session(struct kernel *kernel, const struct plan_step *step,
		       const struct config_session *session, const struct link_settings *link,
		       struct error *err)
{
	const struct l2tp_setup setup = setup_to_set(session, step->changes, link);

	return session_context(
		session,
		kernel_set_listed(kernel, &setup, &step->was->session, step->was->ifindex, err),
		err);
}

static int run_step(const struct plan_step *step, struct kernel *kernel, struct error *err)
{
	switch (step->kind) {
	case PLAN_DELETE_SESSION:
		return delete_session(kernel, step->session, err);
	case PLAN_DELETE_TUNNEL:
		return delete_tunnel(kernel, step->tunnel, err);
	case PLAN_ADD_TUNNEL:
		return add_tunnel(kernel, step->tunnel, err);
	case PLAN_ADD_SESSION:
		return add_session(kernel, step->session, step->name, step->link, err);
	default:
		return set_session(kernel, step, step->session, step->link, err);
	}
}

/* What adding a session again cannot bring back, NULL for nothing. */
static const char *what_is_lost(const struct config_session *was)
{
	if (was->session.pwtype == L2TP_PWTYPE_PPP && was->session.fields & L2TP_SESSION_NAME)
		return "without its PPP program";
	if (was->session.pwtype == L2TP_PWTYPE_ETH && !was->link)
		return "without what was set of its interface";
	if (was->demux != DEMUX_TUNNEL && !(was->session.fields & L2TP_SESSION_L2SPEC_TYPE))
		return "with l2spec_type default, since what it had is not told without debugfs";
	return NULL;
}

/* The interface as it was too, its Ethernet address included. */
static int add_as_it_was(struct kernel *kernel, const struct config_session *was, struct error *err)
{
	const char *name = was->session.pwtype == L2TP_PWTYPE_ETH ? was->session.name : NULL;
	struct link_settings link;
	int status;

	if (was->link) {
		link = *was->link;
		link.fields |= LINK_UP | LINK_MTU | LINK_MASTER | LINK_LLADDR;
	}
	status = add_session(kernel, was, name, was->link ? &link : NULL, err);
	if (status == 0 && what_is_lost(was))
		error_warn(err, "session %u in tunnel %u is there again, %s",
			   was->session.session_id, was->session.tunnel_id, what_is_lost(was));
	return status;
}

/* What the step changed, and the addresses, of which it may have cost one. */
static int set_as_it_was(struct kernel *kernel, const struct plan_step *step, struct error *err)
{
	struct link_settings link;

	if (!step->link)
		return set_session(kernel, step, step->was, NULL, err);
	link = *step->was->link;
	link.no_addresses = step->link->addresses;
	link.fields = (step->link->fields & (LINK_UP | LINK_MTU | LINK_MASTER | LINK_LLADDR)) |
		      LINK_ADDRESSES | LINK_NO_ADDRESSES;
	return set_session(kernel, step, step->was, &link, err);
}

/* The sessions went with their tunnel; each that does not come back is warned about. */
static int add_tunnel_as_it_was(const struct plan *plan, struct kernel *kernel,
				const struct config_tunnel *tunnel, struct error *err)
{
	size_t i;

	if (add_tunnel(kernel, tunnel, err) < 0)
		return err->code;
	for (i = 0; i < plan->have->session_count; i++) {
		const struct config_session *was = &plan->have->sessions[i];

		if (was->session.tunnel_id != tunnel->tunnel.tunnel_id)
			continue;
		if (add_as_it_was(kernel, was, err) < 0)
			error_warn(err, "not as it was: %s", err->text);
		error_clear(err);
	}
	return 0;
}

/* ERR gets warnings of what is not as it was. */
static void take_back(const struct plan *plan, struct kernel *kernel, const struct plan_step *step,
		      struct error *err)
{
	switch (step->kind) {
	case PLAN_DELETE_SESSION:
		add_as_it_was(kernel, step->was, err);
		break;
	case PLAN_DELETE_TUNNEL:
		add_tunnel_as_it_was(plan, kernel, step->tunnel, err);
		break;
	case PLAN_ADD_TUNNEL:
		delete_tunnel(kernel, step->tunnel, err);
		break;
	case PLAN_ADD_SESSION:
		delete_added(kernel, step->session, err);
		break;
	default:
		set_as_it_was(kernel, step, err);
	}
	if (err->code)
		error_warn(err, "not as it was: %s", err->text);
	error_clear(err);
}

/* What is deleted has to be gone before its names and ids are used again. */
static int settle_before(const struct plan *plan, size_t i, struct kernel *kernel,
			 struct error *err)
{
	return i && plan->steps[i].kind > PLAN_DELETE_TUNNEL &&
			       plan->steps[i - 1].kind <= PLAN_DELETE_TUNNEL
		       ? kernel_settle(kernel, err)
		       : 0;
}

int plan_run(const struct plan *plan, struct kernel *kernel, plan_callback *go_on, void *data,
	     struct error *err)
{
	struct error undo_err = { 0 };
	size_t i;

	for (i = 0; i < plan->count; i++) {
		if (!go_on(data, i)) {
			error_set(err, -EINTR, "interrupted, and taken back");
			break;
		}
		if (settle_before(plan, i, kernel, err) < 0 ||
		    run_step(&plan->steps[i], kernel, err) < 0)
			break;
	}
	if (i == plan->count)
		return 0;
	while (i-- > 0)
		take_back(plan, kernel, &plan->steps[i], &undo_err);
	error_take_warnings(err, &undo_err);
	return err->code;
}

static void write_set(const struct plan_step *step, const char *prefix, FILE *file)
{
	const struct l2tp_setup setup = setup_to_set(step->session, step->changes, step->link);

	fprintf(file, "%ssession set", prefix);
	keywords_write(&session_keywords, VERB_SET, &setup, file);
	fputc('\n', file);
}

static uint8_t version_of(const struct plan *plan, const struct config_session *session)
{
	const struct config_tunnel *tunnel = config_tunnel(plan->want, session->session.tunnel_id);

	return tunnel ? tunnel->tunnel.version : 3;
}

static void write_step(const struct plan *plan, const struct plan_step *step, const char *prefix,
		       FILE *file)
{
	struct l2tp_setup setup;

	switch (step->kind) {
	case PLAN_DELETE_SESSION:
		fprintf(file, "%ssession del tunnel_id %u session_id %u\n", prefix,
			step->session->session.tunnel_id, step->session->session.session_id);
		break;
	case PLAN_DELETE_TUNNEL:
		fprintf(file, "%stunnel del tunnel_id %u\n", prefix,
			step->tunnel->tunnel.tunnel_id);
		break;
	case PLAN_ADD_TUNNEL:
		config_write_tunnel(&step->tunnel->tunnel, prefix, file);
		break;
	case PLAN_ADD_SESSION:
		setup = setup_to_add(step->session, step->name, step->link);
		config_write_session(&setup, version_of(plan, step->session), prefix, file);
		break;
	default:
		write_set(step, prefix, file);
	}
}

void plan_write(const struct plan *plan, const char *prefix, FILE *file)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		write_step(plan, &plan->steps[i], prefix, file);
}
