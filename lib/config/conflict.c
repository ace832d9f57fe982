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
#include "lib/config/port_conflict.h"

static unsigned long later(unsigned long a, unsigned long b)
{
	return a > b ? a : b;
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

/* Properties that must be unique among all sessions. */
static const struct rule {
	bool (*matters)(const void *item);		/* whether the rule applies to ITEM */
	int (*compare)(const void *, const void *);	/* for qsort(3), of pointers to items */
	bool (*conflict)(const void *a, const void *b); /* whether two neighbours conflict */
	int (*say)(const void *a, const void *b, struct error *err); /* -EINVAL, ERROR_USAGE */
	const char *word;					     /* the field */
	void (*print)(const void *item, char text[TEXT_SIZE]);	     /* its value */
} rules[] = {
	{ has_name, compare_session_names, same_name, say_same_name, "name", print_name },
	{ is_found_by_id, compare_demux, same_demux, say_same_demux, "session_id",
	  print_session_id },
};

/* The desired and the existing configuration. Objects that WANT does not name remain, with PRUNE only some. */
struct sides {
	const struct config *want, *have;
	bool prune;
};

/* A session that is desired or remains. */
struct candidate {
	const struct config_session *item; /* must be first: the rules' compare() */
	bool kept;			   /* exists and remains */
	bool named;			   /* FILE mentions it */
	unsigned long line;		   /* in FILE, or 0 */
};

/* Whether the existing tunnel HAVE remains: unchanged, or not named and not pruned. */
static bool tunnel_is_kept(const struct sides *sides, const struct config_tunnel *have)
{
	const struct config_tunnel *want = config_tunnel(sides->want, have->tunnel.tunnel_id);

	return want ? l2tp_tunnel_is_as(&want->tunnel, &have->tunnel)
		    : !sides->prune || have->is_spared;
}

/* Whether the existing session HAVE, which WANT is to become or NULL, remains. Not named, it also survives its tunnel. */
static bool session_is_kept(const struct sides *sides, const struct config_session *have,
			    const struct config_session *want)
{
	const struct config_tunnel *tunnel = config_tunnel(sides->have, have->session.tunnel_id);
	bool kept = tunnel && tunnel_is_kept(sides, tunnel);

	if (!want)
		return !sides->prune || have->is_spared ||
		       (kept && !config_tunnel(sides->want, have->session.tunnel_id));
	return kept && l2tp_session_is_made_as(&want->session, &have->session);
}

/* Copy to LIST the tunnels over UDP that are desired or remain. Returns their number. */
static size_t candidate_sockets(const struct sides *sides, struct port_user *list)
{
	size_t count = 0, i;

	for (i = 0; i < sides->have->tunnel_count; i++) {
		const struct config_tunnel *have = &sides->have->tunnels[i];
		const struct config_tunnel *want =
			config_tunnel(sides->want, have->tunnel.tunnel_id);

		if (have->tunnel.encap == L2TP_ENCAPTYPE_UDP && tunnel_is_kept(sides, have))
			list[count++] = (struct port_user){ &have->tunnel, true, want,
							    want ? want->line : 0 };
	}
	for (i = 0; i < sides->want->tunnel_count; i++) {
		const struct config_tunnel *want = &sides->want->tunnels[i];
		const struct config_tunnel *have =
			config_tunnel(sides->have, want->tunnel.tunnel_id);

		if (want->tunnel.encap == L2TP_ENCAPTYPE_UDP &&
		    !(have && tunnel_is_kept(sides, have)))
			list[count++] =
				(struct port_user){ &want->tunnel, false, true, want->line };
	}
	return count;
}

/* Report that the object OWNER, which FILE does not mention, has VALUE of the field WORD. Returns -EEXIST. */
static int say_taken(const char *word, const char *value, const char *owner, bool prune,
		     struct error *err)
{
	return error_set(err, -EEXIST,
			 "%s %s is in use by %s, which FILE does not mention; use %sanother %s",
			 word, value, owner, prune ? "" : "prune or ", word);
}

static int check_sockets(const struct sides *sides, unsigned long *line, struct error *err)
{
	size_t room = sides->want->tunnel_count + sides->have->tunnel_count;
	struct port_user *list = calloc(room + 1, sizeof(*list));
	const struct port_user *one, *other;
	char owner[64], port[16];

	if (!list)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	if (port_conflict_find(list, candidate_sockets(sides, list), sides->have->ipv6_only, &one,
			       &other)) {
		const struct port_user *stranger = one->named ? other : one;

		*line = later(one->line, other->line);
		snprintf(port, sizeof(port), "%u", one->tunnel->udp_sport);
		snprintf(owner, sizeof(owner), "tunnel %u", stranger->tunnel->tunnel_id);
		if (stranger->named)
			error_usage(err,
				    "tunnels %u and %u have the same local address and port %s",
				    one->tunnel->tunnel_id, other->tunnel->tunnel_id, port);
		else
			say_taken("udp_sport", port, owner, sides->prune, err);
	}
	free(list);
	return err->code;
}

/* Copy to LIST the sessions that RULE applies to and that are desired or remain. Returns their number. */
static size_t candidate_sessions(const struct rule *rule, const struct sides *sides,
				 struct candidate *list)
{
	size_t count = 0, i;

	for (i = 0; i < sides->have->session_count; i++) {
		const struct config_session *have = &sides->have->sessions[i];
		const struct config_session *want = config_session(
			sides->want, have->session.tunnel_id, have->session.session_id);

		if (rule->matters(have) && session_is_kept(sides, have, want))
			list[count++] =
				(struct candidate){ have, true, want, want ? want->line : 0 };
	}
	for (i = 0; i < sides->want->session_count; i++) {
		const struct config_session *want = &sides->want->sessions[i];
		const struct config_session *have = config_session(
			sides->have, want->session.tunnel_id, want->session.session_id);

		if (rule->matters(want) && !(have && session_is_kept(sides, have, want)))
			list[count++] = (struct candidate){ want, false, true, want->line };
	}
	return count;
}

/* Report that ONE and OTHER cannot coexist by RULE. */
static int say_conflict(const struct rule *rule, const struct candidate *one,
			const struct candidate *other, bool prune, struct error *err)
{
	const struct candidate *stranger = one->named ? other : one;
	char value[TEXT_SIZE], owner[64];

	if (stranger->named)
		return rule->say(one->item, other->item, err);
	rule->print(stranger->item, value);
	snprintf(owner, sizeof(owner), "session %u in tunnel %u",
		 stranger->item->session.session_id, stranger->item->session.tunnel_id);
	return say_taken(rule->word, value, owner, prune, err);
}

/*
 * Check RULE between the sessions that are desired or remain. Two that remain do coexist, and a session that conflicts
 * with the second also conflicts with the first. LIST has room for all.
 */
static int check_rule(const struct rule *rule, const struct sides *sides, struct candidate *list,
		      unsigned long *line, struct error *err)
{
	size_t count = candidate_sessions(rule, sides, list), i;
	const struct candidate *first = list;

	array_sort(list, count, sizeof(*list), rule->compare);
	for (i = 1; i < count; i++)
		if (!rule->conflict(first->item, list[i].item)) {
			first = &list[i];
		} else if (!first->kept || !list[i].kept) {
			*line = later(first->line, list[i].line);
			return say_conflict(rule, first, &list[i], sides->prune, err);
		}
	return 0;
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
	array_sort(config->tunnels, config->tunnel_count, sizeof(*config->tunnels),
		   l2tp_tunnel_compare);
	array_sort(config->sessions, config->session_count, sizeof(*config->sessions),
		   l2tp_session_compare);
	return check_twice(config, line, err) < 0 ? err->code : check_in_tunnels(config, line, err);
}

int plan_check(const struct config *want, const struct config *have, bool prune,
	       unsigned long *line, struct error *err)
{
	const struct sides sides = { want, have, prune };
	struct candidate *list =
		calloc(want->session_count + have->session_count + 1, sizeof(*list));
	size_t i;

	*line = 0;
	if (!list)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	check_sockets(&sides, line, err);
	for (i = 0; i < sizeof(rules) / sizeof(rules[0]) && !err->code; i++)
		check_rule(&rules[i], &sides, list, line, err);
	free(list);
	return err->code;
}
