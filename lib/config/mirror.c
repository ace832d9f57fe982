// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * mirror.c - a configuration as its peer has it
 */
#include "lib/config/mirror.h"

#include <errno.h>

#include "lib/base/array.h"
#include "lib/base/escape.h"

/* What the peer's addresses are where they can be told; the others go, with a comment. */
static int mirror_addresses(struct config_session *session, struct error *err)
{
	struct link_addresses *addresses = &session->link.addresses;
	char text[TEXT_SIZE];
	size_t i, kept = 0;

	for (i = 0; i < addresses->count; i++) {
		struct link_address address = addresses->list[i];

		if (link_address_mirror(&address)) {
			addresses->list[kept++] = address;
			continue;
		}
		link_address_print(&address, text);
		if (config_comment(&session->comment, err,
				   "addr %s: the peer's address in that network is not known",
				   text) < 0)
			return err->code;
	}
	addresses->count = kept;
	if (!kept)
		session->link.fields &= ~(uint32_t)LINK_ADDRESSES;
	return 0;
}

static int mirror_session(struct config_session *session, struct error *err)
{
	l2tp_session_mirror(&session->session);
	if (session->link.fields & LINK_LLADDR &&
	    config_comment(&session->comment, err, "lladdr is this host's own") < 0)
		return err->code;
	session->link.fields &= ~(uint32_t)LINK_LLADDR;
	return mirror_addresses(session, err);
}

/* Two that have one id are those of two peers: whose a session is its lines could not say. */
static int refuse_two_peers(const struct config *config, struct error *err)
{
	size_t i;

	for (i = 1; i < config->tunnel_count; i++) {
		const struct config_tunnel *one = &config->tunnels[i - 1], *other = one + 1;

		if (!one->left_out && !other->left_out &&
		    one->tunnel.tunnel_id == other->tunnel.tunnel_id)
			return error_set(err, -EEXIST,
					 "tunnels %u and %u have peers that both call theirs %u; "
					 "give the fields of one, as remote or tunnel_id",
					 one->tunnel.peer_tunnel_id, other->tunnel.peer_tunnel_id,
					 one->tunnel.tunnel_id);
	}
	return 0;
}

int config_mirror(struct config *config, struct error *err)
{
	size_t i;

	for (i = 0; i < config->tunnel_count; i++)
		l2tp_tunnel_mirror(&config->tunnels[i].tunnel);
	for (i = 0; i < config->session_count; i++)
		if (mirror_session(&config->sessions[i], err) < 0)
			return err->code;
	array_sort(config->tunnels, config->tunnel_count, sizeof(*config->tunnels),
		   l2tp_tunnel_compare);
	array_sort(config->sessions, config->session_count, sizeof(*config->sessions),
		   l2tp_session_compare);
	return refuse_two_peers(config, err);
}
