// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * change.c - one change of the kernel that takes several requests: all of it is done, or nothing
 */
#include "lib/config/change.h"

#include "lib/config/run.h"
#include "lib/kernel/find.h"

/* What SESSION_MODIFY changes (net/l2tp/l2tp_netlink.c, l2tp_nl_cmd_session_modify). */
#define CHANGEABLE \
	(L2TP_SESSION_SEQ | L2TP_SESSION_LNS_MODE | L2TP_SESSION_REORDER_TIMEOUT | \
	 L2TP_SESSION_DEBUG)

/* The step that adds ITEM, the session of SETUP, from which its settings are borrowed. */
static struct plan_step step_to_add(const struct config_session *item,
				    const struct l2tp_setup *setup)
{
	bool named = item->session.fields & L2TP_SESSION_NAME;

	return (struct plan_step){
		.kind = PLAN_ADD_SESSION,
		.session = item,
		.link = setup->link,
		.name = named ? item->session.name : NULL,
	};
}

int config_add_session(struct kernel *kernel, const struct l2tp_setup *setup, struct error *err)
{
	const struct config_session item = { .session = setup->session };
	struct plan_step step = step_to_add(&item, setup);
	struct plan plan = { .steps = &step, .count = 1 };

	return plan_run(&plan, kernel, NULL, NULL, err);
}

int config_add_both(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
		    const struct l2tp_setup *setup, struct error *err)
{
	const struct config_tunnel item = { .tunnel = *tunnel };
	const struct config_session session = { .session = setup->session };
	struct plan_step steps[] = { { .kind = PLAN_ADD_TUNNEL, .tunnel = &item },
				     step_to_add(&session, setup) };
	struct plan plan = { .steps = steps, .count = 2 };

	return plan_run(&plan, kernel, NULL, NULL, err);
}

int config_set_session(struct kernel *kernel, const struct l2tp_setup *setup, struct error *err)
{
	struct config_session want = { .session = setup->session }, have = { 0 };
	struct plan_step step = { .kind = PLAN_SET_SESSION,
				  .session = &want,
				  .was = &have,
				  .link = setup->link,
				  .changes = setup->session.fields & CHANGEABLE };
	struct plan plan = { .steps = &step, .count = 1 };

	if (kernel_find_to_set(kernel, setup, &have.session, err) < 0)
		return err->code;
	want.session.tunnel_id = have.session.tunnel_id;
	want.session.session_id = have.session.session_id;
	return plan_run(&plan, kernel, NULL, NULL, err);
}
