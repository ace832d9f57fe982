// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check.c - why no traffic passes: the facts are gathered, and held against the rules
 */
#include "lib/check/check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/clock.h"
#include "lib/base/escape.h"
#include "lib/check/host.h"
#include "lib/check/session.h"
#include "lib/check/tunnel.h"
#include "lib/kernel/list.h"
#include "lib/kernel/request.h"
#include "lib/kernel/select.h"
#include "lib/text/object_keywords.h"

/* A peer that answers does so within this, or is too far to be told from one that does not. */
#define ANSWER_MS 1000

/* What tunnels have too: a filter of these alone asks for no session. */
#define OF_BOTH (L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_PEER_TUNNEL_ID | L2TP_SESSION_DEBUG)

struct check_filter {
	const struct l2tp_tunnel *tunnels;
	const struct l2tp_session *sessions;
	bool is_empty, wants_sessions;
};

/* Whether LINK shares its bridge, or the like, with no other interface. */
static bool is_alone(const struct lookup *lookup, const struct link_state *link)
{
	size_t i;

	for (i = 0; i < lookup->link_count; i++)
		if (lookup->links[i].master == link->master && &lookup->links[i] != link)
			return false;
	return true;
}

/* The interface of a session of this tunnel that is INDEX, or the only port of it; NULL for none. */
static const struct link_state *find_inside(const struct check *check,
					    const struct check_tunnel *subject, unsigned int index)
{
	size_t i;

	for (i = 0; i < subject->session_count; i++) {
		const struct link_state *link = lookup_link(&check->lookup, &subject->sessions[i]);

		if (link && (link->index == index ||
			     (link->master == index && is_alone(&check->lookup, link))))
			return link;
	}
	return NULL;
}

/* Where the peer is reached, asked for from the local address where that is one of ours. */
static void find_way(struct check *check, struct check_tunnel *subject)
{
	const struct l2tp_tunnel *tunnel = subject->tunnel;
	const struct l2tp_address any = { .family = tunnel->remote.family };
	struct error ignored = { 0 };
	struct route own;

	subject->local_is_here =
		l2tp_address_is_any(&tunnel->local) ||
		(route_get(check->links, &any, &tunnel->local, &own, &ignored) == 0 &&
		 own.to_this_host);
	/* a link-local address needs an interface, which the kernel does not tell of a tunnel */
	subject->way_known =
		tunnel->fields & L2TP_TUNNEL_REMOTE && !l2tp_address_is_any(&tunnel->remote) &&
		!(tunnel->remote.family == AF_INET6 && IN6_IS_ADDR_LINKLOCAL(&tunnel->remote.v6));
	if (!subject->way_known)
		return;
	subject->has_route = route_get(check->links, subject->local_is_here ? &tunnel->local : &any,
				       &tunnel->remote, &subject->route, &ignored) == 0;
	if (!subject->has_route)
		return;
	subject->link = check_link(check, subject->route.index);
	subject->inside = find_inside(check, subject, subject->route.index);
	if (subject->inside)
		return; /* its MTU would be taken from itself */
	subject->path_mtu = subject->route.mtu;
	if (!subject->path_mtu && subject->link)
		subject->path_mtu = route_link_mtu(subject->link, tunnel->remote.family);
}

/* How many sessions of the tunnel pass FILTER; each is checked. */
static size_t check_sessions(struct check *check, const struct check_tunnel *on,
			     const struct l2tp_session *filter)
{
	size_t passed = 0, i;

	for (i = 0; i < on->session_count; i++) {
		const struct check_session subject = {
			.on = on,
			.session = &on->sessions[i],
			.link = lookup_link(&check->lookup, &on->sessions[i]),
		};

		if (!on->sessions[i].session_id || !select_passes(subject.session, filter))
			continue;
		check_rules_session(check, &subject);
		passed++;
	}
	return passed;
}

/*
 * Send a frame by a session that has sent something already: one that has not stays so. Returns whether that was
 * done.
 */
static bool probe_tunnel(struct check *check, const struct check_tunnel *subject)
{
	struct error ignored = { 0 };
	size_t i;

	if (!check->probe || !subject->has_route || subject->inside)
		return false;
	for (i = 0; i < subject->session_count; i++) {
		const struct link_state *link = lookup_link(&check->lookup, &subject->sessions[i]);

		if (link && link->now.up && subject->sessions[i].stats.tx_packets &&
		    subject->sessions[i].pwtype == L2TP_PWTYPE_ETH)
			return probe_send_frame(check->probe, link->index, &ignored) == 0;
	}
	return false;
}

/* Whether ANSWER is about a packet of TUNNEL; over IP those between the same hosts are not told apart. */
static bool is_about(const struct probe_answer *answer, const struct l2tp_tunnel *tunnel)
{
	return answer->encap == tunnel->encap && answer->remote.family == tunnel->remote.family &&
	       l2tp_address_match(&answer->remote, &tunnel->remote) &&
	       (l2tp_address_is_any(&tunnel->local) ||
		l2tp_address_match(&answer->local, &tunnel->local)) &&
	       (tunnel->encap != L2TP_ENCAPTYPE_UDP ||
		(answer->udp_sport == tunnel->udp_sport && answer->udp_dport == tunnel->udp_dport));
}

static void add_refusal(struct check *check, const struct l2tp_tunnel *tunnel,
			const struct probe_answer *answer)
{
	struct finding *finding =
		findings_add(check->findings, SEVERITY_ERROR, "unreachable", tunnel->tunnel_id, 0);
	char from[TEXT_SIZE];

	l2tp_address_print(&answer->from, from);
	finding_say(finding, "%s answers by ICMP: %s", from, answer->what);
	if (!answer->nobody)
		finding_advise(finding, "a router or a firewall on the way there says so");
	else if (tunnel->encap == L2TP_ENCAPTYPE_UDP)
		finding_advise(finding,
			       "is there a tunnel at the peer, from its port %u to our port %u?",
			       tunnel->udp_dport, tunnel->udp_sport);
	else
		finding_advise(finding, "is there a tunnel with encap ip at the peer?");
}

/* Hear what ICMP says of the WAITING tunnels that were KNOCKED at, each once. */
static void receive_answers(struct check *check, bool *probed, size_t waiting)
{
	const struct lookup *lookup = &check->lookup;
	int64_t end = clock_milliseconds() + ANSWER_MS, left;
	struct probe_answer answer;
	size_t i;

	while (waiting && (left = end - clock_milliseconds()) > 0 &&
	       probe_receive(check->probe, (int)left, &answer))
		for (i = 0; i < lookup->tunnel_count; i++) {
			if (!probed[i] || !is_about(&answer, &lookup->tunnels[i]))
				continue;
			add_refusal(check, &lookup->tunnels[i], &answer);
			probed[i] = false;
			waiting--;
		}
}

/* A tunnel that has the fields, or sessions that have; returns whether it was looked at. */
static bool check_one(struct check *check, const struct check_filter *filter,
		      struct check_tunnel *subject)
{
	size_t passed;

	if (!keywords_match(&tunnel_keywords, filter->tunnels, subject->tunnel))
		return false;
	find_way(check, subject);
	passed = check_sessions(check, subject, filter->sessions);
	if (!passed && filter->wants_sessions)
		return false;
	check_rules_tunnel(check, subject);
	return true;
}

/* Returns whether anything was there to be looked at, or nothing was asked for. */
static bool check_all(struct check *check, const struct check_filter *filter, bool *probed)
{
	size_t i, from = 0, to, waiting = 0, looked_at = 0;

	for (i = 0; i < check->lookup.tunnel_count; i++) {
		struct check_tunnel subject = { .tunnel = &check->lookup.tunnels[i] };

		while (from < check->session_count &&
		       check->sessions[from].tunnel_id < subject.tunnel->tunnel_id)
			from++;
		for (to = from; to < check->session_count &&
				check->sessions[to].tunnel_id == subject.tunnel->tunnel_id;)
			to++;
		subject.sessions = check->sessions + from;
		subject.session_count = to - from;
		from = to;
		if (!check_one(check, filter, &subject))
			continue;
		looked_at++;
		probed[i] = probe_tunnel(check, &subject);
		waiting += probed[i];
	}
	receive_answers(check, probed, waiting);
	if (filter->is_empty)
		check_rules_host(check);
	return looked_at || filter->is_empty;
}

/* Gather and look. Returns 0 or negative errno. */
static int look(struct check *check, const struct check_filter *filter, struct error *err)
{
	CLEANUP(memory_freep) bool *probed = NULL;
	struct error ignored = { 0 };

	check->links = kernel_links(check->kernel, err);
	if (!check->links || lookup_gather(check->kernel, &check->lookup, err) < 0 ||
	    kernel_list_sessions(check->kernel, &check->sessions, &check->session_count, err) < 0 ||
	    select_check_sublayer(filter->sessions, check->sessions, check->session_count, err) < 0)
		return err->code;
	probed = calloc(check->lookup.tunnel_count + 1, sizeof(*probed));
	if (!probed)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	if (probe_open(&check->probe, &ignored) < 0)
		error_warn(err, "what ICMP says is not heard: %s", ignored.text);
	if (!check_all(check, filter, probed))
		return error_set(err, -ENODEV, "no tunnel or session has these fields");
	findings_sort(check->findings);
	return check->findings->no_memory ? error_set(err, -ENOMEM, "%s", strerror(ENOMEM)) : 0;
}

int check_host(struct kernel *kernel, const struct l2tp_tunnel *tunnels,
	       const struct l2tp_session *sessions, struct findings *findings, struct error *err)
{
	struct check check = { .kernel = kernel, .findings = findings };
	const struct check_filter filter = {
		.tunnels = tunnels,
		.sessions = sessions,
		.is_empty = !tunnels->fields && !sessions->fields,
		.wants_sessions = sessions->fields & ~(uint32_t)OF_BOTH,
	};

	look(&check, &filter, err);
	probe_close(check.probe);
	free(check.sessions);
	lookup_free(&check.lookup);
	return err->code;
}
