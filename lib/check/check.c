// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check.c - find out why no traffic passes: gather the facts, apply the rules, check the host
 */
#include "lib/check/check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/clock.h"
#include "lib/base/escape.h"
#include "lib/check/rules.h"
#include "lib/kernel/list.h"
#include "lib/kernel/request.h"
#include "lib/kernel/select.h"
#include "lib/kernel/sysfs.h"
#include "lib/text/object_keywords.h"

/* How long to wait for ICMP errors of peers and of the routers on the path. */
#define ANSWER_MS 1000

/* Whether LINK is the only port of its master. */
static bool is_alone(const struct lookup *lookup, const struct link_state *link)
{
	size_t i;

	for (i = 0; i < lookup->link_count; i++)
		if (lookup->links[i].master == link->master && &lookup->links[i] != link)
			return false;
	return true;
}

/* The interface of a session of this tunnel that is INDEX or the only port of INDEX; NULL: none. */
static const struct link_state *find_inside(const struct check_tunnel *subject, unsigned int index)
{
	const struct lookup *lookup = &subject->check->lookup;
	size_t i;

	for (i = 0; i < subject->session_count; i++) {
		const struct link_state *link = lookup_link(lookup, &subject->sessions[i]);

		if (link &&
		    (link->index == index || (link->master == index && is_alone(lookup, link))))
			return link;
	}
	return NULL;
}

/* Print the addresses and look up the route to the peer, from the local address if this host has it. */
static void find_way(struct check_tunnel *subject)
{
	const struct check *check = subject->check;
	const struct l2tp_tunnel *tunnel = subject->tunnel;
	const struct l2tp_address any = { .family = tunnel->remote.family };
	struct error ignored = { 0 };
	struct route own;

	l2tp_address_print(&tunnel->local, subject->local);
	l2tp_address_print(&tunnel->remote, subject->remote);
	subject->local_is_here =
		l2tp_address_is_any(&tunnel->local) ||
		(route_get(check->links, &any, &tunnel->local, &own, &ignored) == 0 &&
		 own.to_this_host);
	/* a link-local address needs an interface, which the kernel does not report for a tunnel */
	subject->way_known =
		tunnel->fields & L2TP_TUNNEL_REMOTE && !l2tp_address_is_any(&tunnel->remote) &&
		!(tunnel->remote.family == AF_INET6 && IN6_IS_ADDR_LINKLOCAL(&tunnel->remote.v6));
	if (!subject->way_known)
		return;
	subject->has_route = route_get(check->links, subject->local_is_here ? &tunnel->local : &any,
				       &tunnel->remote, &subject->route, &ignored) == 0;
	if (!subject->has_route)
		return;
	subject->link = lookup_link_index(&check->lookup, subject->route.index);
	subject->inside = find_inside(subject, subject->route.index);
	if (subject->inside)
		return; /* the path MTU would depend on the interface's own MTU */
	subject->path_mtu = subject->route.mtu;
	if (!subject->path_mtu && subject->link)
		subject->path_mtu = route_link_mtu(subject->link, tunnel->remote.family);
}

/* Check the sessions of the tunnel that match the filter. Returns their number. */
static size_t check_sessions(const struct check_tunnel *on, struct findings *findings)
{
	size_t passed = 0, i;

	for (i = 0; i < on->session_count; i++) {
		const struct check_session subject = {
			.on = on,
			.session = &on->sessions[i],
			.link = lookup_link(&on->check->lookup, &on->sessions[i]),
		};

		if (!on->sessions[i].session_id ||
		    !select_passes(subject.session, on->check->session_filter))
			continue;
		check_rules_session(&subject, findings);
		passed++;
	}
	return passed;
}

/* Send a frame on a session that has already sent packets; leave a silent one silent. Returns whether it was sent. */
static bool probe_tunnel(const struct check_tunnel *subject)
{
	const struct check *check = subject->check;
	size_t i;

	if (!check->probe || !subject->has_route || subject->inside)
		return false;
	for (i = 0; i < subject->session_count; i++) {
		const struct link_state *link = lookup_link(&check->lookup, &subject->sessions[i]);

		if (link && link->now.up && subject->sessions[i].stats.tx_packets &&
		    subject->sessions[i].pwtype == L2TP_PWTYPE_ETH)
			return probe_send_frame(check->probe, link->index);
	}
	return false;
}

/* Whether ANSWER is about a packet of TUNNEL. Over IP, another tunnel between the same hosts matches too. */
static bool is_about(const struct probe_answer *answer, const struct l2tp_tunnel *tunnel)
{
	return answer->encap == tunnel->encap &&
	       l2tp_address_same_host(&answer->remote, &tunnel->remote) &&
	       (l2tp_address_is_any(&tunnel->local) ||
		l2tp_address_same_host(&answer->local, &tunnel->local)) &&
	       (tunnel->encap != L2TP_ENCAPTYPE_UDP ||
		(answer->udp_sport == tunnel->udp_sport && answer->udp_dport == tunnel->udp_dport));
}

static void add_refusal(const struct l2tp_tunnel *tunnel, const struct probe_answer *answer,
			struct findings *findings)
{
	struct finding finding = { .severity = SEVERITY_ERROR,
				   .code = "unreachable",
				   .tunnel_id = tunnel->tunnel_id };
	char from[TEXT_SIZE];

	l2tp_address_print(&answer->from, from);
	finding_say(&finding, "remote: ICMP error from %s: %s", from, answer->what);
	if (!answer->nobody)
		finding_advise(&finding, "a router or a firewall on the path refuses the packets");
	else if (tunnel->encap == L2TP_ENCAPTYPE_UDP)
		finding_advise(&finding,
			       "add the tunnel on the peer, with udp_sport %u and udp_dport %u",
			       tunnel->udp_dport, tunnel->udp_sport);
	else
		finding_advise(&finding, "add the tunnel on the peer, with encap ip");
	findings_add(findings, &finding);
}

/* Receive the ICMP errors about the WAITING tunnels that PROBED marks, one for each. */
static void receive_answers(const struct check *check, bool *probed, size_t waiting,
			    struct findings *findings)
{
	const struct lookup *lookup = &check->lookup;
	int64_t end = clock_milliseconds() + ANSWER_MS;
	struct probe_answer answer;
	size_t i;

	while (waiting && probe_receive(check->probe, end, &answer))
		for (i = 0; i < lookup->tunnel_count; i++) {
			if (!probed[i] || !is_about(&answer, &lookup->tunnels[i]))
				continue;
			add_refusal(&lookup->tunnels[i], &answer, findings);
			probed[i] = false;
			waiting--;
		}
}

/* Mark the sessions' interfaces in OWNED, one entry per interface. Returns how many Ethernet sessions lack one. */
static size_t mark_owned(const struct check *check, bool *owned)
{
	const struct link_state *link;
	size_t i, unseen = 0;

	for (i = 0; i < check->session_count; i++) {
		link = lookup_link(&check->lookup, &check->sessions[i]);
		if (link)
			owned[link - check->lookup.links] = true;
		unseen += !link && check->sessions[i].pwtype == L2TP_PWTYPE_ETH;
	}
	return unseen;
}

/*
 * Linux 6.12 accepts a second session with the same IDs in a tunnel over UDP and then lists only that one. Without
 * debugfs, a renamed interface also appears to have no session.
 */
static void host_hidden_sessions(const struct check *check, struct findings *findings)
{
	struct finding finding = {
		.severity = SEVERITY_ERROR,
		.code = "hidden-session",
		.advice = "delete the session that is listed, then this one, and add both "
			  "with different ids",
	};
	const struct lookup *lookup = &check->lookup;
	CLEANUP(memory_freep) bool *owned = calloc(lookup->link_count + 1, sizeof(*owned));
	CLEANUP(fd_closep) int sysfs = sysfs_open();
	size_t i;

	if (!owned || sysfs < 0 || !check->session_count || mark_owned(check, owned))
		return;
	for (i = 0; i < lookup->link_count; i++) {
		const struct link_state *link = &lookup->links[i];

		if (owned[i] || sysfs_is_of_type(sysfs, link->name, SYSFS_L2TPETH) <= 0)
			continue;
		finding_say(&finding,
			    "%s belongs to a session that the kernel does not list: another "
			    "one has its ids, or it is in another network namespace",
			    link->name);
		findings_add(findings, &finding);
	}
}

/*
 * Any user who may open a PPPoX socket may create a session in any tunnel of the network namespace (l2tp_ppp.c,
 * pppol2tp_connect). PPP sessions need the module.
 */
static void host_open_to_all(const struct check *check, struct findings *findings)
{
	static const struct finding finding = {
		.severity = SEVERITY_NOTE,
		.code = "l2tp-ppp",
		.text = "l2tp_ppp is loaded: any local user may open PPP sessions in these tunnels",
		.advice = "modprobe -r l2tp_ppp, and \"blacklist l2tp_ppp\" in "
			  "/etc/modprobe.d/l2tp.conf",
	};
	size_t i;

	for (i = 0; i < check->session_count; i++)
		if (check->sessions[i].pwtype == L2TP_PWTYPE_PPP)
			return;
	if (check->lookup.tunnel_count && access("/sys/module/l2tp_ppp", F_OK) == 0)
		findings_add(findings, &finding);
}

/*
 * Check the tunnels that match the filter. When the filter has fields that only sessions have, skip tunnels without a
 * matching session. PROBED has room for each tunnel. Returns whether something matches or the filters are empty.
 */
static bool check_all(const struct check *check, bool *probed, struct findings *findings)
{
	bool is_whole = !check->tunnel_filter->fields && !check->session_filter->fields;
	size_t i, from = 0, to, waiting = 0, checked = 0;

	for (i = 0; i < check->lookup.tunnel_count; i++) {
		struct check_tunnel subject = { .check = check,
						.tunnel = &check->lookup.tunnels[i] };

		while (from < check->session_count &&
		       check->sessions[from].tunnel_id < subject.tunnel->tunnel_id)
			from++;
		for (to = from; to < check->session_count &&
				check->sessions[to].tunnel_id == subject.tunnel->tunnel_id;)
			to++;
		subject.sessions = check->sessions + from;
		subject.session_count = to - from;
		from = to;
		if (!keywords_match(&tunnel_keywords, check->tunnel_filter, subject.tunnel))
			continue;
		find_way(&subject);
		if (!check_sessions(&subject, findings) &&
		    check->session_filter->fields & ~(uint32_t)SELECT_SHARED)
			continue;
		check_rules_tunnel(&subject, findings);
		checked++;
		probed[i] = probe_tunnel(&subject);
		waiting += probed[i];
	}
	receive_answers(check, probed, waiting, findings);
	if (is_whole) {
		host_hidden_sessions(check, findings);
		host_open_to_all(check, findings);
	}
	return checked || is_whole;
}

int check_host(struct kernel *kernel, const struct l2tp_tunnel *tunnels,
	       const struct l2tp_session *sessions, struct findings *findings, struct error *err)
{
	struct check check = { .tunnel_filter = tunnels, .session_filter = sessions };
	struct error ignored = { 0 };
	bool *probed = NULL;

	check.links = kernel_links(kernel, err);
	check.kernel = kernel;
	if (check.links && lookup_gather(kernel, &check.lookup, err) == 0 &&
	    kernel_list_sessions(kernel, &check.sessions, &check.session_count, err) == 0 &&
	    lookup_identify(kernel, check.sessions, check.session_count, &check.lookup, err) == 0 &&
	    select_check_sublayer(sessions, check.sessions, check.session_count, err) == 0) {
		if (probe_open(&check.probe, &ignored) < 0)
			error_warn(err, "ICMP errors cannot be received: %s", ignored.text);
		probed = calloc(check.lookup.tunnel_count + 1, sizeof(*probed));
		if (probed && !check_all(&check, probed, findings))
			error_set(err, -ENODEV, "no tunnel or session matches");
		else if (!probed || findings->no_memory)
			error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
		findings_sort(findings);
	}
	free(probed);
	probe_close(check.probe);
	free(check.sessions);
	lookup_free(&check.lookup);
	return err->code;
}
