// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * config.c - a configuration: tunnels, sessions and their interfaces
 */
#include "lib/config/config.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/array.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/model/session.h"

void config_free(struct config *config)
{
	size_t i;

	for (i = 0; i < config->tunnel_count; i++)
		free(config->tunnels[i].comment);
	for (i = 0; i < config->session_count; i++) {
		free(config->sessions[i].comment);
		free(config->sessions[i].where);
		link_settings_free(&config->sessions[i].link);
		link_addresses_free(&config->sessions[i].automatic);
	}
	free(config->tunnels);
	free(config->sessions);
	free(config->first);
	*config = (struct config){ 0 };
}

struct config_tunnel *config_append_tunnel(struct config *config, struct error *err)
{
	struct config_tunnel *list = array_grow(config->tunnels, config->tunnel_count,
						&config->tunnel_room, sizeof(*list));

	if (!list) {
		error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
		return NULL;
	}
	config->tunnels = list;
	list += config->tunnel_count++;
	*list = (struct config_tunnel){ 0 };
	return list;
}

struct config_session *config_append_session(struct config *config, struct error *err)
{
	struct config_session *list = array_grow(config->sessions, config->session_count,
						 &config->session_room, sizeof(*list));

	if (!list) {
		error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
		return NULL;
	}
	config->sessions = list;
	list += config->session_count++;
	*list = (struct config_session){ 0 };
	return list;
}

int config_comment(char **comment, struct error *err, const char *format, ...)
{
	CLEANUP(memory_freep) char *line = NULL;
	char *all = NULL;
	va_list args;
	int length;

	va_start(args, format);
	length = vasprintf(&line, format, args);
	va_end(args);
	if (length < 0 || asprintf(&all, "%s%s\n", *comment ? *comment : "", line) < 0)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	free(*comment);
	*comment = all;
	return 0;
}

enum config_demux config_demux(const struct l2tp_tunnel *tunnel)
{
	if (tunnel->version == 2)
		return DEMUX_TUNNEL;
	return tunnel->encap == L2TP_ENCAPTYPE_IP ? DEMUX_SESSION : DEMUX_SOCKET;
}

const struct config_tunnel *config_tunnel(const struct config *config, uint32_t tunnel_id)
{
	const struct l2tp_tunnel key = { .tunnel_id = tunnel_id };

	return array_find(config->tunnels, config->tunnel_count, sizeof(*config->tunnels), &key,
			  l2tp_tunnel_compare);
}

const struct config_session *config_session(const struct config *config, uint32_t tunnel_id,
					    uint32_t session_id)
{
	const struct l2tp_session key = { .tunnel_id = tunnel_id, .session_id = session_id };

	return array_find(config->sessions, config->session_count, sizeof(*config->sessions), &key,
			  l2tp_session_compare);
}

/* Convert SESSION to the peer's. An address that is unknown becomes a comment. */
static int mirror_session(struct config_session *session, struct error *err)
{
	struct link_addresses *addresses = &session->link.addresses;
	size_t count = addresses->count, i;
	char text[TEXT_SIZE];

	l2tp_session_mirror(&session->session);
	if (session->link.fields & LINK_LLADDR)
		config_comment(&session->comment, err, "lladdr belongs to this host");
	session->link.fields &= ~(uint32_t)LINK_LLADDR;
	for (i = 0, addresses->count = 0; i < count; i++) {
		struct link_address address = addresses->list[i];

		if (link_address_mirror(&address)) {
			addresses->list[addresses->count++] = address;
			continue;
		}
		link_address_print(&address, text);
		config_comment(&session->comment, err,
			       "addr %s: the address of the peer is unknown", text);
	}
	if (!addresses->count)
		session->link.fields &= ~(uint32_t)LINK_ADDRESSES;
	return err->code;
}

/* Refuse two tunnels with the same ID: they belong to two peers, and a session could be of either. */
static int refuse_two_peers(const struct config *config, struct error *err)
{
	size_t i;

	for (i = 1; i < config->tunnel_count; i++) {
		const struct config_tunnel *one = &config->tunnels[i - 1], *other = one + 1;

		if (!one->left_out && !other->left_out &&
		    one->tunnel.tunnel_id == other->tunnel.tunnel_id)
			return error_set(
				err, -EEXIST,
				"tunnels %u and %u both have peer_tunnel_id %u, on different "
				"peers; select one with tunnel_id or remote",
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
