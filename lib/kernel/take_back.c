// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * take_back.c - delete what this handle has added
 */
#include "lib/kernel/take_back.h"

#include <errno.h>

#include "lib/kernel/delete.h"
#include "lib/kernel/find.h"
#include "lib/kernel/request.h"

int take_back_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel, struct error *err)
{
	struct l2tp_tunnel now;
	int there = explain_exists(kernel_fetch_tunnel(kernel, tunnel->tunnel_id, &now, err), err);

	if (there <= 0 || !l2tp_tunnel_is_as(tunnel, &now))
		return there < 0 ? there : 0;
	if (kernel_delete_tunnel(kernel, tunnel->tunnel_id, err) == -ENODEV)
		error_clear(err);
	return err->code;
}

int take_back_session(struct kernel *kernel, const struct l2tp_session *session, struct error *err)
{
	const struct l2tp_session key = l2tp_session_key(session->tunnel_id, session->session_id);
	struct l2tp_session added = *session, now;
	const struct l2tp_tunnel *tunnel;
	int there = explain_exists(kernel_fetch_session(kernel, &key, &now, err), err);

	if (there <= 0)
		return there;
	tunnel = kernel_tunnel_of(kernel, session, err);
	if (tunnel)
		l2tp_session_complete(&added, tunnel);
	if (tunnel && l2tp_session_is_made_as(&added, &now))
		kernel_delete_session(kernel, &key, err);
	if (err->code == -ENODEV)
		error_clear(err);
	return err->code;
}
