// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * rest.c - what stays although a file does not name it, held against what the file names
 */
#include "lib/config/rest.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/config/conflict.h"

/* Whether a tunnel that WANT does not name stays: with prune what could not be put back does. */
static bool is_left(const struct config_tunnel *tunnel, bool prune)
{
	return !prune || tunnel->left_out || tunnel->is_part;
}

static bool is_left_session(const struct config *want, const struct config *have,
			    const struct config_session *session, bool prune)
{
	uint32_t tunnel_id = session->session.tunnel_id;
	const struct config_tunnel *tunnel = config_tunnel(have, tunnel_id);

	/* of a tunnel that is named none that is not goes unpruned */
	return !prune || (tunnel && !config_tunnel(want, tunnel_id) && is_left(tunnel, prune));
}

/* What of HAVE stays, added to WANT, as far as it can be in the way; the result borrows from both. */
static int unite(const struct config *want, const struct config *have, bool prune,
		 struct config *all)
{
	size_t i;

	all->tunnels = calloc(want->tunnel_count + have->tunnel_count + 1, sizeof(*all->tunnels));
	all->sessions =
		calloc(want->session_count + have->session_count + 1, sizeof(*all->sessions));
	if (!all->tunnels || !all->sessions)
		return -ENOMEM;
	for (i = 0; i < want->tunnel_count; i++)
		all->tunnels[all->tunnel_count++] = want->tunnels[i];
	for (i = 0; i < want->session_count; i++)
		all->sessions[all->session_count++] = want->sessions[i];
	for (i = 0; i < have->tunnel_count; i++)
		if (!config_tunnel(want, have->tunnels[i].tunnel.tunnel_id) &&
		    is_left(&have->tunnels[i], prune)) {
			all->tunnels[all->tunnel_count] = have->tunnels[i];
			all->tunnels[all->tunnel_count++].stays = true;
		}
	for (i = 0; i < have->session_count; i++)
		if (!config_session(want, have->sessions[i].session.tunnel_id,
				    have->sessions[i].session.session_id) &&
		    is_left_session(want, have, &have->sessions[i], prune)) {
			all->sessions[all->session_count] = have->sessions[i];
			all->sessions[all->session_count++].stays = true;
		}
	return 0;
}

int plan_check_rest(const struct config *want, const struct config *have, bool prune,
		    struct error *err)
{
	struct config all = { 0 };
	unsigned long line;

	if (unite(want, have, prune, &all) < 0) {
		error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	} else if (config_conflict(&all, &line, err) < 0) {
		err->code = -EEXIST;
		err->kind = ERROR_SYSTEM; /* the words were good */
		error_context(err, "with what is there and not in the file");
	}
	free(all.tunnels);
	free(all.sessions);
	return err->code;
}
