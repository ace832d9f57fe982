// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * in_use.c - which existing objects programs use
 */
#include "lib/config/in_use.h"

#include <stdio.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/escape.h"

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
