// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * conflict.c - hold tunnels and sessions that are to be against each other, and against what stays
 */
#include "lib/config/conflict.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/array.h"
#include "lib/base/escape.h"

/* What is to be held against each other. */
struct items {
	const void *list;
	size_t count, size;
	bool (*matters)(const void *item); /* whether it can conflict with any */
	bool (*stays)(const void *item);
	int (*compare)(const void *, const void *); /* of pointers to two, as qsort(3) gives them */
	/* whether two that are neighbours then cannot both be */
	bool (*conflict)(const void *a, const void *b);
};

/*
 * The first two that conflict, NULL for none; of two that both stay, which the kernel has taken, the second is passed
 * over, since what conflicts with that does with the first. Returns -ENOMEM or 0.
 */
static int find_conflict(const struct items *items, const void *pair[2])
{
	const char **sorted = calloc(items->count + 1, sizeof(*sorted)), *first;
	size_t count = 0, i;

	pair[0] = pair[1] = NULL;
	if (!sorted)
		return -ENOMEM;
	for (i = 0; i < items->count; i++) {
		sorted[count] = (const char *)items->list + i * items->size;
		count += items->matters(sorted[count]);
	}
	array_sort(sorted, count, sizeof(*sorted), items->compare);
	for (i = 1, first = sorted[0]; i < count && !pair[0]; i++)
		if (!items->conflict(first, sorted[i])) {
			first = sorted[i];
		} else if (!items->stays(first) || !items->stays(sorted[i])) {
			pair[0] = first;
			pair[1] = sorted[i];
		}
	free(sorted);
	return 0;
}

static bool tunnel_stays(const void *item)
{
	return ((const struct config_tunnel *)item)->stays;
}

static bool session_stays(const void *item)
{
	return ((const struct config_session *)item)->stays;
}

static bool has_socket(const void *item)
{
	return ((const struct config_tunnel *)item)->tunnel.encap == L2TP_ENCAPTYPE_UDP;
}

/* An IPv6 socket of no address has IPv4's port as well (net/ipv6/af_inet6.c, bindv6only). */
static bool has_whole_port(const struct l2tp_tunnel *tunnel)
{
	return tunnel->local.family == AF_INET6 && l2tp_address_is_any(&tunnel->local);
}

/* What comes first in its group conflicts with its neighbour if it does with any: `any` is all zeros. */
static int compare_sockets(const void *a, const void *b)
{
	const struct l2tp_tunnel *left = &(*(const struct config_tunnel *const *)a)->tunnel;
	const struct l2tp_tunnel *right = &(*(const struct config_tunnel *const *)b)->tunnel;

	if (left->udp_sport != right->udp_sport)
		return left->udp_sport < right->udp_sport ? -1 : 1;
	if (has_whole_port(left) != has_whole_port(right))
		return has_whole_port(left) ? -1 : 1;
	if (left->local.family != right->local.family)
		return left->local.family < right->local.family ? -1 : 1;
	return memcmp(&left->local.v6, &right->local.v6, sizeof(left->local.v6));
}

static bool same_socket(const void *a, const void *b)
{
	const struct l2tp_tunnel *left = &((const struct config_tunnel *)a)->tunnel;
	const struct l2tp_tunnel *right = &((const struct config_tunnel *)b)->tunnel;

	if (left->udp_sport != right->udp_sport)
		return false;
	return has_whole_port(left) || compare_sockets(&a, &b) == 0 ||
	       (left->local.family == right->local.family && l2tp_address_is_any(&left->local));
}

static bool has_name(const void *item)
{
	return ((const struct config_session *)item)->session.name[0];
}

static int compare_session_names(const void *a, const void *b)
{
	const struct config_session *left = *(const struct config_session *const *)a;
	const struct config_session *right = *(const struct config_session *const *)b;

	return strcmp(left->session.name, right->session.name);
}

static bool same_name(const void *a, const void *b)
{
	const struct config_session *left = a, *right = b;

	return strcmp(left->session.name, right->session.name) == 0;
}

static bool is_found_by_id(const void *item)
{
	return ((const struct config_session *)item)->demux != DEMUX_TUNNEL;
}

/* By session ID, what is over IP first. */
static int compare_demux(const void *a, const void *b)
{
	const struct config_session *left = *(const struct config_session *const *)a;
	const struct config_session *right = *(const struct config_session *const *)b;

	if (left->session.session_id != right->session.session_id)
		return left->session.session_id < right->session.session_id ? -1 : 1;
	return (int)right->demux - (int)left->demux;
}

/* Over IP the session ID alone says where a packet belongs (l2tp_core.c, l2tp_session_register). */
static bool same_demux(const void *a, const void *b)
{
	const struct config_session *left = a, *right = b;

	return left->session.session_id == right->session.session_id &&
	       left->demux == DEMUX_SESSION;
}

static unsigned long later(unsigned long a, unsigned long b)
{
	return a > b ? a : b;
}

static int check_twice(const struct config *config, unsigned long *line, struct error *err)
{
	size_t i;

	for (i = 1; i < config->tunnel_count; i++) {
		const struct config_tunnel *one = &config->tunnels[i - 1], *other = one + 1;

		*line = later(one->line, other->line);
		if (one->tunnel.tunnel_id == other->tunnel.tunnel_id)
			return error_usage(err, "tunnel %u is there twice", one->tunnel.tunnel_id);
	}
	for (i = 1; i < config->session_count; i++) {
		const struct config_session *one = &config->sessions[i - 1], *other = one + 1;

		*line = later(one->line, other->line);
		if (l2tp_session_compare(one, other) == 0)
			return error_usage(err, "session %u in tunnel %u is there twice",
					   one->session.session_id, one->session.tunnel_id);
	}
	return 0;
}

static int check_sockets(const struct config *config, unsigned long *line, struct error *err)
{
	const struct items sockets = {
		config->tunnels, config->tunnel_count, sizeof(*config->tunnels),
		has_socket,	 tunnel_stays,	       compare_sockets,
		same_socket
	};
	const struct config_tunnel *pair[2];

	if (find_conflict(&sockets, (const void **)pair) < 0)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	if (!pair[0])
		return 0;
	*line = later(pair[0]->line, pair[1]->line);
	return error_usage(err, "tunnels %u and %u have one local address and port %u",
			   pair[0]->tunnel.tunnel_id, pair[1]->tunnel.tunnel_id,
			   pair[0]->tunnel.udp_sport);
}

static int check_interface_names(const struct config *config, unsigned long *line,
				 struct error *err)
{
	const struct items names = {
		config->sessions, config->session_count, sizeof(*config->sessions),
		has_name,	  session_stays,	 compare_session_names,
		same_name
	};
	const struct config_session *pair[2];
	char name[TEXT_SIZE];

	if (find_conflict(&names, (const void **)pair) < 0)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	if (!pair[0])
		return 0;
	*line = later(pair[0]->line, pair[1]->line);
	escape_text(pair[0]->session.name, name, sizeof(name));
	return error_usage(err, "two sessions have the name %s", name);
}

static int check_ids(const struct config *config, unsigned long *line, struct error *err)
{
	const struct items ids = {
		config->sessions, config->session_count, sizeof(*config->sessions),
		is_found_by_id,	  session_stays,	 compare_demux,
		same_demux
	};
	const struct config_session *pair[2];

	if (find_conflict(&ids, (const void **)pair) < 0)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	if (!pair[0])
		return 0;
	*line = later(pair[0]->line, pair[1]->line);
	return error_usage(err,
			   "tunnels %u and %u both have a session %u, and one of them has encap "
			   "ip, which tells sessions by that ID alone",
			   pair[0]->session.tunnel_id, pair[1]->session.tunnel_id,
			   pair[0]->session.session_id);
}

/*
 * Whether two objects of CONFIG, one of which does not stay, want what only one can have: a local port, an interface's name,
 * a session ID that demultiplexes. Returns 0, or -EINVAL with ERROR_USAGE and *LINE set to the later of the two, or -ENOMEM.
 */
static int find_conflicts(const struct config *config, unsigned long *line, struct error *err)
{
	*line = 0;
	return check_sockets(config, line, err) < 0 ||
			       check_interface_names(config, line, err) < 0 ||
			       check_ids(config, line, err) < 0
		       ? err->code
		       : 0;
}

/* Each with its tunnel, which fills in its defaults. */
static int check_in_tunnels(struct config *config, unsigned long *line, struct error *err)
{
	const struct config_tunnel *tunnel = NULL;
	size_t i;

	for (i = 0; i < config->session_count; i++) {
		struct config_session *item = &config->sessions[i];

		*line = item->line;
		if (!tunnel || tunnel->tunnel.tunnel_id != item->session.tunnel_id)
			tunnel = config_tunnel(config, item->session.tunnel_id);
		if (!tunnel)
			return error_usage(err, "session %u: its tunnel %u is not there",
					   item->session.session_id, item->session.tunnel_id);
		l2tp_session_complete(&item->session, &tunnel->tunnel);
		if (l2tp_session_check(&item->session, &item->link, &tunnel->tunnel, err) < 0)
			return err->code;
		item->session.peer_tunnel_id = tunnel->tunnel.peer_tunnel_id;
		item->demux = config_demux(&tunnel->tunnel);
	}
	return 0;
}

int config_check(struct config *config, unsigned long *line, struct error *err)
{
	array_sort(config->tunnels, config->tunnel_count, sizeof(*config->tunnels),
		   l2tp_tunnel_compare);
	array_sort(config->sessions, config->session_count, sizeof(*config->sessions),
		   l2tp_session_compare);
	return check_twice(config, line, err) < 0 || check_in_tunnels(config, line, err) < 0 ||
			       find_conflicts(config, line, err) < 0
		       ? err->code
		       : 0;
}

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
	} else if (find_conflicts(&all, &line, err) < 0) {
		err->code = -EEXIST;
		err->kind = ERROR_SYSTEM; /* the words were good */
		error_context(err, "with what is there and not in the file");
	}
	free(all.tunnels);
	free(all.sessions);
	return err->code;
}
