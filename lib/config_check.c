// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * config_check.c - hold tunnels and sessions that are to be against each other (declared in config_internal.h)
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/cleanup.h"
#include "lib/config_internal.h"

/* What is to be held against each other. */
struct items {
	const void *list;
	size_t count, size;
	int (*compare)(const void *, const void *); /* of pointers to two, as qsort(3) gives them */
	/* whether two that are neighbours then cannot both be */
	bool (*conflict)(const void *a, const void *b);
};

/* The first two that conflict, NULL for none. Returns -ENOMEM or 0. */
static int find_conflict(const struct items *items, const void *pair[2])
{
	const char **sorted = calloc(items->count + 1, sizeof(*sorted));
	size_t i;

	pair[0] = pair[1] = NULL;
	if (!sorted)
		return -ENOMEM;
	for (i = 0; i < items->count; i++)
		sorted[i] = (const char *)items->list + i * items->size;
	if (items->count)
		qsort(sorted, items->count, sizeof(*sorted), items->compare);
	for (i = 1; i < items->count && !pair[0]; i++)
		if (items->conflict(sorted[i - 1], sorted[i])) {
			pair[0] = sorted[i - 1];
			pair[1] = sorted[i];
		}
	free(sorted);
	return 0;
}

static int compare_sockets(const void *a, const void *b)
{
	const struct config_tunnel *left = *(const struct config_tunnel *const *)a;
	const struct config_tunnel *right = *(const struct config_tunnel *const *)b;

	if (left->tunnel.udp_sport != right->tunnel.udp_sport)
		return left->tunnel.udp_sport < right->tunnel.udp_sport ? -1 : 1;
	return memcmp(&left->tunnel.local, &right->tunnel.local, sizeof(left->tunnel.local));
}

static bool same_socket(const void *a, const void *b)
{
	const struct config_tunnel *left = a, *right = b;

	return left->tunnel.encap == L2TP_ENCAPTYPE_UDP &&
	       right->tunnel.encap == L2TP_ENCAPTYPE_UDP && compare_sockets(&left, &right) == 0;
}

static int compare_names(const void *a, const void *b)
{
	const struct config_session *left = *(const struct config_session *const *)a;
	const struct config_session *right = *(const struct config_session *const *)b;

	return strcmp(left->session.name, right->session.name);
}

static bool same_name(const void *a, const void *b)
{
	const struct config_session *left = a, *right = b;

	return left->session.name[0] && strcmp(left->session.name, right->session.name) == 0;
}

static int check_tunnels(const struct config *config, unsigned long *line, struct error *err)
{
	const struct items sockets = { config->tunnels, config->tunnel_count,
				       sizeof(*config->tunnels), compare_sockets, same_socket };
	const struct config_tunnel *pair[2];
	size_t i;

	for (i = 1; i < config->tunnel_count; i++) {
		const struct config_tunnel *one = &config->tunnels[i - 1], *other = one + 1;

		*line = one->line > other->line ? one->line : other->line;
		if (one->tunnel.tunnel_id == other->tunnel.tunnel_id)
			return error_usage(err, "tunnel %u is there twice", one->tunnel.tunnel_id);
	}
	*line = 0;
	if (find_conflict(&sockets, (const void **)pair) < 0)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	if (!pair[0])
		return 0;
	*line = pair[0]->line > pair[1]->line ? pair[0]->line : pair[1]->line;
	return error_usage(err, "tunnels %u and %u have one local address and port %u",
			   pair[0]->tunnel.tunnel_id, pair[1]->tunnel.tunnel_id,
			   pair[0]->tunnel.udp_sport);
}

static int check_names(const struct config *config, unsigned long *line, struct error *err)
{
	const struct items names = { config->sessions, config->session_count,
				     sizeof(*config->sessions), compare_names, same_name };
	const struct config_session *pair[2];
	char name[VALUE_TEXT_SIZE];

	*line = 0;
	if (find_conflict(&names, (const void **)pair) < 0)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	if (!pair[0])
		return 0;
	*line = pair[0]->line > pair[1]->line ? pair[0]->line : pair[1]->line;
	value_escape(pair[0]->session.name, name, sizeof(name));
	return error_usage(err, "two sessions have the name %s", name);
}

/* Each with its tunnel, which fills in its defaults. */
static int check_sessions(struct config *config, unsigned long *line, struct error *err)
{
	size_t i;

	for (i = 0; i < config->session_count; i++) {
		struct config_session *item = &config->sessions[i];
		const struct config_tunnel *tunnel = config_tunnel(config, item->session.tunnel_id);
		const struct config_session *before = i ? item - 1 : NULL;

		*line = item->line;
		if (before && l2tp_session_compare(before, item) == 0) {
			*line = before->line > item->line ? before->line : item->line;
			return error_usage(err, "session %u in tunnel %u is there twice",
					   item->session.session_id, item->session.tunnel_id);
		}
		if (!tunnel)
			return error_usage(err, "session %u: its tunnel %u is not there",
					   item->session.session_id, item->session.tunnel_id);
		if (l2tp_session_check(&item->session, &tunnel->tunnel, err) < 0)
			return err->code;
		item->session.peer_tunnel_id = tunnel->tunnel.peer_tunnel_id;
		if (item->link && item->session.pwtype != L2TP_PWTYPE_ETH)
			return error_usage(err, "a PPP session has no interface to set up: it is "
						"pppd's");
	}
	return 0;
}

const struct config_tunnel *config_tunnel(const struct config *config, uint32_t tunnel_id)
{
	const struct l2tp_tunnel key = { .tunnel_id = tunnel_id };

	return config->tunnel_count ? bsearch(&key, config->tunnels, config->tunnel_count,
					      sizeof(*config->tunnels), l2tp_tunnel_compare)
				    : NULL;
}

const struct config_session *config_session(const struct config *config, uint32_t tunnel_id,
					    uint32_t session_id)
{
	const struct l2tp_session key = { .tunnel_id = tunnel_id, .session_id = session_id };

	return config->session_count ? bsearch(&key, config->sessions, config->session_count,
					       sizeof(*config->sessions), l2tp_session_compare)
				     : NULL;
}

int config_check(struct config *config, unsigned long *line, struct error *err)
{
	if (config->tunnel_count)
		qsort(config->tunnels, config->tunnel_count, sizeof(*config->tunnels),
		      l2tp_tunnel_compare);
	if (config->session_count)
		qsort(config->sessions, config->session_count, sizeof(*config->sessions),
		      l2tp_session_compare);
	if (check_tunnels(config, line, err) < 0 || check_names(config, line, err) < 0)
		return err->code;
	return check_sessions(config, line, err);
}
