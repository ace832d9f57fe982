// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * in_use.c - which existing objects programs use
 */
#include "lib/config/in_use.h"

#include <errno.h>
#include <stdio.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/kernel/request.h"

static const struct holders *holders_of(struct plan *plan)
{
	if (!plan->holders_read)
		holders_read(&plan->holders);
	plan->holders_read = true;
	return &plan->holders;
}

static bool name_holder(const struct holder *holder, char *text)
{
	char program[4 * sizeof(holder->program)];

	if (!holder)
		return false;
	escape_text(holder->program, program, sizeof(program));
	snprintf(text, IN_USE_TEXT_SIZE, "the program %s (process %d)", program, (int)holder->pid);
	return true;
}

/* A PPP interface exists as long as a program has the session's socket (drivers/net/ppp/ppp_generic.c). */
bool in_use_session(struct plan *plan, const struct config_session *session, char *text)
{
	if (session->session.pwtype != L2TP_PWTYPE_PPP)
		return false;
	if (name_holder(holders_of_session(holders_of(plan), &session->session), text))
		return true;
	snprintf(text, IN_USE_TEXT_SIZE, "a program");
	return session->session.fields & L2TP_SESSION_NAME;
}

bool in_use_tunnel_socket(struct plan *plan, const struct config_tunnel *tunnel)
{
	return holders_of_socket(holders_of(plan), &tunnel->tunnel) != NULL;
}

bool in_use_tunnel(struct plan *plan, const struct config_tunnel *tunnel, char *text)
{
	size_t i;

	if (name_holder(holders_of_socket(holders_of(plan), &tunnel->tunnel), text) ||
	    name_holder(holders_of_tunnel(&plan->holders, &tunnel->tunnel), text))
		return true;
	for (i = 0; i < plan->have->session_count; i++)
		if (plan->have->sessions[i].session.tunnel_id == tunnel->tunnel.tunnel_id &&
		    in_use_session(plan, &plan->have->sessions[i], text))
			return true;
	return false;
}

/* Whether PLAN deletes the tunnel TUNNEL_ID; deletions come first. */
static bool deletes_tunnel(const struct plan *plan, uint32_t tunnel_id)
{
	size_t i;

	for (i = 0; i < plan->count && plan->steps[i].kind <= PLAN_DELETE_TUNNEL; i++)
		if (plan->steps[i].kind == PLAN_DELETE_TUNNEL &&
		    plan->steps[i].tunnel->tunnel.tunnel_id == tunnel_id)
			return true;
	return false;
}

int in_use_check_sessions(struct plan *plan, struct error *err)
{
	CLEANUP(memory_freep) struct l2tp_session *now = NULL;
	size_t count = 0, i;

	if (!plan->count || plan->steps[0].kind > PLAN_DELETE_TUNNEL)
		return 0;
	if (kernel_list_raw_sessions(plan->kernel, &now, &count, err) < 0)
		return err->code;
	for (i = 0; i < count; i++) {
		const struct config_session *listed;

		if (!now[i].session_id || !deletes_tunnel(plan, now[i].tunnel_id))
			continue;
		listed = config_session(plan->have, now[i].tunnel_id, now[i].session_id);
		if (!listed || !l2tp_session_is_still(&listed->session, &now[i]))
			return error_set(
				err, -ESTALE,
				"session %u in tunnel %u was added by another process, and "
				"would be deleted with the tunnel; nothing was done",
				now[i].session_id, now[i].tunnel_id);
	}
	return 0;
}
