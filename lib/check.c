// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check.c - why no traffic passes: the facts are gathered, and held against the rules
 */
#include "lib/check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/check_internal.h"
#include "lib/clock.h"
#include "lib/select.h"
#include "lib/tunnel_keywords.h"

/* A peer that answers does so within this, or is too far to be told from one that does not. */
#define ANSWER_MS 1000

const struct link_state *check_link(const struct check *check, unsigned int index)
{
	size_t i;

	for (i = 0; i < check->company.link_count; i++)
		if (check->company.links[i].index == index)
			return &check->company.links[i];
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
	if (!(tunnel->fields & L2TP_TUNNEL_REMOTE) || l2tp_address_is_any(&tunnel->remote))
		return;
	subject->has_route = route_get(check->links, subject->local_is_here ? &tunnel->local : &any,
				       &tunnel->remote, &subject->route, &ignored) == 0;
	if (!subject->has_route)
		return;
	subject->link = check_link(check, subject->route.index);
	subject->path_mtu = subject->route.mtu;
	if (!subject->path_mtu && subject->link)
		subject->path_mtu = route_link_mtu(subject->link, tunnel->remote.family);
}

static void check_sessions(struct check *check, const struct check_tunnel *on,
			   const struct l2tp_session *filter)
{
	size_t i;

	for (i = 0; i < on->session_count; i++) {
		const struct check_session subject = {
			.on = on,
			.session = &on->sessions[i],
			.link = company_link(&check->company, &on->sessions[i]),
		};

		if (on->sessions[i].session_id && select_passes(subject.session, filter))
			check_rules_session(check, &subject);
	}
}

/* Send a frame through a tunnel that has received nothing. Returns whether that was done. */
static bool knock(struct check *check, const struct check_tunnel *subject)
{
	struct error ignored = { 0 };
	size_t i;

	if (!check->probe || subject->tunnel->stats.rx_packets || !subject->has_route)
		return false;
	for (i = 0; i < subject->session_count; i++) {
		const struct link_state *link =
			company_link(&check->company, &subject->sessions[i]);

		if (link && link->now.up && subject->sessions[i].pwtype == L2TP_PWTYPE_ETH)
			return probe_send_frame(check->probe, link->index, &ignored) == 0;
	}
	return false;
}

/* Whether ANSWER is about a packet of TUNNEL. */
static bool is_about(const struct probe_answer *answer, const struct l2tp_tunnel *tunnel)
{
	return answer->encap == tunnel->encap && answer->remote.family == tunnel->remote.family &&
	       l2tp_address_match(&answer->remote, &tunnel->remote) &&
	       (tunnel->encap != L2TP_ENCAPTYPE_UDP ||
		(answer->udp_sport == tunnel->udp_sport && answer->udp_dport == tunnel->udp_dport));
}

static void add_refusal(struct check *check, const struct l2tp_tunnel *tunnel,
			const struct probe_answer *answer)
{
	struct finding *finding =
		findings_add(check->findings, SEVERITY_ERROR, "unreachable", tunnel->tunnel_id, 0);
	char from[VALUE_TEXT_SIZE];

	value_address.print(&value_address, &answer->from, sizeof(answer->from), from);
	finding_say(finding, "%s answers by ICMP: %s", from, answer->what);
	if (tunnel->encap == L2TP_ENCAPTYPE_UDP)
		finding_advise(finding,
			       "is there a tunnel at the peer, from its port %u to our port %u?",
			       tunnel->udp_dport, tunnel->udp_sport);
	else
		finding_advise(
			finding,
			"is there a tunnel with encap ip at the peer, or a firewall before it?");
}

/* Hear what ICMP says of WAITING knocks; each tunnel is told of once. */
static void hear(struct check *check, size_t waiting)
{
	const struct company *company = &check->company;
	bool *told = calloc(company->tunnel_count + 1, sizeof(*told));
	int64_t end = clock_milliseconds() + ANSWER_MS, left;
	struct probe_answer answer;
	size_t i;

	while (told && waiting && (left = end - clock_milliseconds()) > 0 &&
	       probe_hear(check->probe, (int)left, &answer))
		for (i = 0; i < company->tunnel_count; i++) {
			if (told[i] || !is_about(&answer, &company->tunnels[i]))
				continue;
			add_refusal(check, &company->tunnels[i], &answer);
			told[i] = true;
			waiting -= waiting > 0;
		}
	free(told);
}

static void check_all(struct check *check, const struct l2tp_tunnel *tunnels,
		      const struct l2tp_session *filter)
{
	size_t i, from = 0, to, waiting = 0;

	for (i = 0; i < check->company.tunnel_count; i++) {
		struct check_tunnel subject = { .tunnel = &check->company.tunnels[i] };

		while (from < check->session_count &&
		       check->sessions[from].tunnel_id < subject.tunnel->tunnel_id)
			from++;
		for (to = from; to < check->session_count &&
				check->sessions[to].tunnel_id == subject.tunnel->tunnel_id;)
			to++;
		subject.sessions = check->sessions + from;
		subject.session_count = to - from;
		from = to;
		if (!keywords_match(&tunnel_keywords, tunnels, subject.tunnel))
			continue;
		find_way(check, &subject);
		check_rules_tunnel(check, &subject);
		check_sessions(check, &subject, filter);
		waiting += knock(check, &subject);
	}
	hear(check, waiting);
	check_rules_host(check);
}

int check_host(struct kernel *kernel, const struct l2tp_tunnel *tunnels,
	       const struct l2tp_session *sessions, struct findings *findings, struct error *err)
{
	struct check check = { .kernel = kernel, .findings = findings };
	struct error ignored = { 0 };

	check.links = kernel_links(kernel, err);
	if (check.links && company_gather(kernel, &check.company, err) == 0 &&
	    kernel_list_sessions(kernel, &check.sessions, &check.session_count, err) == 0) {
		if (probe_open(&check.probe, &ignored) < 0)
			error_warn(err, "what ICMP says is not heard: %s", ignored.text);
		check_all(&check, tunnels, sessions);
		findings_sort(findings);
		if (findings->no_memory)
			error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	}
	probe_close(check.probe);
	free(check.sessions);
	company_free(&check.company);
	return err->code;
}
