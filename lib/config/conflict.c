// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * conflict.c - find conflicts between tunnels and sessions, desired and existing
 */
#include "lib/config/conflict.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/array.h"
#include "lib/base/escape.h"

static unsigned long later(unsigned long a, unsigned long b)
{
	return a > b ? a : b;
}

static bool has_socket(const void *item)
{
	return ((const struct config_tunnel *)item)->tunnel.encap == L2TP_ENCAPTYPE_UDP;
}

/* An IPv6 wildcard socket occupies the IPv4 port as well (net/ipv6/af_inet6.c, bindv6only). */
static bool has_whole_port(const struct l2tp_tunnel *tunnel)
{
	return tunnel->local.family == AF_INET6 && l2tp_address_is_any(&tunnel->local);
}

/* Sort wildcard addresses, all zeros, first: if the first socket of a group has a conflict, its neighbour conflicts. */
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

static int say_same_socket(const void *a, const void *b, struct error *err)
{
	const struct config_tunnel *one = a, *other = b;

	return error_usage(err, "tunnels %u and %u have the same local address and port %u",
			   one->tunnel.tunnel_id, other->tunnel.tunnel_id, one->tunnel.udp_sport);
}

static void print_socket(const void *item, char text[TEXT_SIZE])
{
	snprintf(text, TEXT_SIZE, "%u", ((const struct config_tunnel *)item)->tunnel.udp_sport);
}

static bool has_name(const void *item)
{
	const struct config_session *session = item;

	return session->session.name[0] && !session->is_elsewhere;
}

static int compare_session_names(const void *a, const void *b)
{
	const struct config_session *left = *(const struct config_session *const *)a;
	const struct config_session *right = *(const struct config_session *const *)b;

	return strcmp(left->session.name, right->session.name);
}

static bool same_name(const void *a, const void *b)
{
	return compare_session_names(&a, &b) == 0;
}

static void print_name(const void *item, char text[TEXT_SIZE])
{
	escape_text(((const struct config_session *)item)->session.name, text, TEXT_SIZE);
}

static int say_same_name(const void *a, const void *b, struct error *err)
{
	char name[TEXT_SIZE];

	print_name(a, name);
	return error_usage(err, "name %s is used by two sessions", name);
}

static bool is_found_by_id(const void *item)
{
	return ((const struct config_session *)item)->demux != DEMUX_TUNNEL;
}

/* Sort by session ID, then sessions over IP first. */
static int compare_demux(const void *a, const void *b)
{
	const struct config_session *left = *(const struct config_session *const *)a;
	const struct config_session *right = *(const struct config_session *const *)b;

	if (left->session.session_id != right->session.session_id)
		return left->session.session_id < right->session.session_id ? -1 : 1;
	return (int)right->demux - (int)left->demux;
}

/* Over IP the session ID alone selects the session (l2tp_core.c, l2tp_session_register). */
static bool same_demux(const void *a, const void *b)
{
	const struct config_session *left = a, *right = b;

	return left->session.session_id == right->session.session_id &&
	       left->demux == DEMUX_SESSION;
}

static int say_same_demux(const void *a, const void *b, struct error *err)
{
	const struct config_session *one = a, *other = b;

	return error_usage(err,
			   "tunnels %u and %u both have a session %u: with encap ip a session "
			   "ID must be unique on the host",
			   one->session.tunnel_id, other->session.tunnel_id,
			   one->session.session_id);
}

static void print_session_id(const void *item, char text[TEXT_SIZE])
{
	snprintf(text, TEXT_SIZE, "%u", ((const struct config_session *)item)->session.session_id);
}

/* Properties that must be unique among all tunnels or sessions. */
static const struct rule {
	bool of_tunnels;
	bool (*matters)(const void *item);		/* whether the rule applies to ITEM */
	int (*compare)(const void *, const void *);	/* for qsort(3), of pointers to items */
	bool (*conflict)(const void *a, const void *b); /* whether two neighbours conflict */
	int (*say)(const void *a, const void *b, struct error *err); /* -EINVAL, ERROR_USAGE */
	const char *word;					     /* the field */
	void (*print)(const void *item, char text[TEXT_SIZE]);	     /* its value */
} rules[] = {
	{ true, has_socket, compare_sockets, same_socket, say_same_socket, "udp_sport",
	  print_socket },
	{ false, has_name, compare_session_names, same_name, say_same_name, "name", print_name },
	{ false, is_found_by_id, compare_demux, same_demux, say_same_demux, "session_id",
	  print_session_id },
};

/* The desired and the existing configuration. Objects that WANT does not name remain, with PRUNE only some. */
struct sides {
	const struct config *want, *have;
	bool prune;
};

/* An object that is desired or remains. */
struct candidate {
	const void *item; /* must be first: the rules' compare() */
	bool stays;
};

/* Whether the existing TUNNEL remains. */
static bool tunnel_stays(const struct sides *sides, const struct config_tunnel *tunnel)
{
	return !config_tunnel(sides->want, tunnel->tunnel.tunnel_id) &&
	       (!sides->prune || tunnel->is_spared);
}

/* Whether the existing SESSION remains: pruning keeps it if its tunnel remains. */
static bool session_stays(const struct sides *sides, const struct config_session *session)
{
	uint32_t tunnel_id = session->session.tunnel_id;
	const struct config_tunnel *tunnel = config_tunnel(sides->have, tunnel_id);

	return !config_session(sides->want, tunnel_id, session->session.session_id) &&
	       (!sides->prune || session->is_spared || (tunnel && tunnel_stays(sides, tunnel)));
}

/* Copy to LIST the objects of CONFIG, one of SIDES, that RULE applies to and that remain. Returns their number. */
static size_t find_candidates(const struct rule *rule, const struct sides *sides,
			      const struct config *config, struct candidate *list)
{
	bool of_tunnels = rule->of_tunnels, had = config == sides->have;
	size_t all = of_tunnels ? config->tunnel_count : config->session_count, count = 0, i;

	for (i = 0; i < all; i++) {
		const void *item = of_tunnels ? (const void *)&config->tunnels[i]
					      : (const void *)&config->sessions[i];

		if (rule->matters(item) &&
		    (!had || (of_tunnels ? tunnel_stays(sides, item) : session_stays(sides, item))))
			list[count++] = (struct candidate){ item, had };
	}
	return count;
}

static unsigned long line_of(const struct rule *rule, const void *item)
{
	return rule->of_tunnels ? ((const struct config_tunnel *)item)->line
				: ((const struct config_session *)item)->line;
}

/* Report that the remaining ITEM has what a desired object requires by RULE. Returns -EEXIST. */
static int say_taken(const struct rule *rule, const void *item, bool prune, struct error *err)
{
	const struct config_session *session = item;
	const struct config_tunnel *tunnel = item;
	char value[TEXT_SIZE], owner[64];

	if (rule->of_tunnels)
		snprintf(owner, sizeof(owner), "tunnel %u", tunnel->tunnel.tunnel_id);
	else
		snprintf(owner, sizeof(owner), "session %u in tunnel %u",
			 session->session.session_id, session->session.tunnel_id);
	rule->print(item, value);
	return error_set(err, -EEXIST,
			 "%s %s is in use by %s, which FILE does not mention; use %sanother %s",
			 rule->word, value, owner, prune ? "" : "prune or ", rule->word);
}

/*
 * Check RULE between desired objects, and between desired and remaining ones. The kernel accepted two that remain, and
 * an object that conflicts with the second also conflicts with the first. LIST has room for all.
 */
static int check_rule(const struct rule *rule, const struct sides *sides, struct candidate *list,
		      unsigned long *line, struct error *err)
{
	size_t count = find_candidates(rule, sides, sides->want, list), i;
	const struct candidate *first = list;

	count += find_candidates(rule, sides, sides->have, list + count);
	array_sort(list, count, sizeof(*list), rule->compare);
	for (i = 1; i < count; i++)
		if (!rule->conflict(first->item, list[i].item)) {
			first = &list[i];
		} else if (!first->stays || !list[i].stays) {
			*line = later(line_of(rule, first->item), line_of(rule, list[i].item));
			return first->stays || list[i].stays
				       ? say_taken(rule, first->stays ? first->item : list[i].item,
						   sides->prune, err)
				       : rule->say(first->item, list[i].item, err);
		}
	return 0;
}

/*
 * Check that no desired object shares a local port, an interface name or a session ID that demultiplexes. Returns 0,
 * -EINVAL with ERROR_USAGE and *LINE set to the later of the two lines, -EEXIST if an object that remains has it, or
 * -ENOMEM, and err set.
 */
static int check_rules(const struct sides *sides, unsigned long *line, struct error *err)
{
	size_t tunnels = sides->want->tunnel_count + sides->have->tunnel_count;
	size_t sessions = sides->want->session_count + sides->have->session_count, i;
	struct candidate *list =
		calloc((tunnels > sessions ? tunnels : sessions) + 1, sizeof(*list));

	*line = 0;
	if (!list)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	for (i = 0; i < sizeof(rules) / sizeof(rules[0]) && !err->code; i++)
		check_rule(&rules[i], sides, list, line, err);
	free(list);
	return err->code;
}

static int check_twice(const struct config *config, unsigned long *line, struct error *err)
{
	size_t i;

	for (i = 1; i < config->tunnel_count; i++) {
		const struct config_tunnel *one = &config->tunnels[i - 1], *other = one + 1;

		*line = later(one->line, other->line);
		if (one->tunnel.tunnel_id == other->tunnel.tunnel_id)
			return error_usage(err, "tunnel %u is defined twice",
					   one->tunnel.tunnel_id);
	}
	for (i = 1; i < config->session_count; i++) {
		const struct config_session *one = &config->sessions[i - 1], *other = one + 1;

		*line = later(one->line, other->line);
		if (l2tp_session_compare(one, other) == 0)
			return error_usage(err, "session %u in tunnel %u is defined twice",
					   one->session.session_id, one->session.tunnel_id);
	}
	return 0;
}

/* Complete each session from its tunnel and check it. */
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
			return error_usage(
				err, "session %u: FILE has no tunnel %u; add its tunnel add line",
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
	const struct config nothing = { 0 };
	const struct sides sides = { config, &nothing, false };

	array_sort(config->tunnels, config->tunnel_count, sizeof(*config->tunnels),
		   l2tp_tunnel_compare);
	array_sort(config->sessions, config->session_count, sizeof(*config->sessions),
		   l2tp_session_compare);
	if (check_twice(config, line, err) < 0 || check_in_tunnels(config, line, err) < 0)
		return err->code;
	return check_rules(&sides, line, err);
}

int plan_check_rest(const struct config *want, const struct config *have, bool prune,
		    struct error *err)
{
	const struct sides sides = { want, have, prune };
	unsigned long line;

	return check_rules(&sides, &line, err);
}
