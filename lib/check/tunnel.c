// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * tunnel.c - what can be wrong with a tunnel and its way
 */
#include "lib/check/tunnel.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"

static bool tunnel_local_address(const struct check_tunnel *subject, struct finding *finding)
{
	char local[TEXT_SIZE];

	if (subject->local_is_here)
		return false;
	l2tp_address_print(&subject->tunnel->local, local);
	finding_say(finding, "local: %s is not an address of this host", local);
	finding_advise(finding, "ip address add %s dev DEVICE", local);
	return true;
}

static bool tunnel_no_peer(const struct check_tunnel *subject, struct finding *finding)
{
	const struct l2tp_tunnel *tunnel = subject->tunnel;
	bool any = !(tunnel->fields & L2TP_TUNNEL_REMOTE) || l2tp_address_is_any(&tunnel->remote);

	if (!any && (tunnel->encap != L2TP_ENCAPTYPE_UDP || tunnel->udp_dport))
		return false;
	finding_say(finding, "its socket is connected to no peer");
	finding_advise(finding,
		       "add it with udp_dport, or let the program that opened it connect()");
	return true;
}

/* The interface that has the tunnel's local address. */
static const struct link_state *local_link(const struct check_tunnel *subject)
{
	const struct link_address key = { .local = subject->tunnel->local };
	const struct lookup *lookup = &subject->check->lookup;
	size_t i;

	for (i = 0; i < lookup->link_count; i++)
		if (link_addresses_meant(&lookup->links[i].now.addresses, &key))
			return &lookup->links[i];
	return NULL;
}

/* An interface that goes down takes its routes along: mostly it is the one with the local address. */
static bool tunnel_no_route(const struct check_tunnel *subject, struct finding *finding)
{
	const struct link_state *link = local_link(subject);
	char remote[TEXT_SIZE];

	if (!subject->way_known || subject->has_route)
		return false;
	l2tp_address_print(&subject->tunnel->remote, remote);
	if (!link || link->now.up) {
		finding_say(finding, "remote: there is no route to %s", remote);
		finding_advise(finding, "ip route add %s via GATEWAY", remote);
		return true;
	}
	finding_say(finding, "remote: there is no route to %s, and %s is down", remote, link->name);
	finding_advise(finding, "ip link set %s up", link->name);
	return true;
}

static bool tunnel_route_inside(const struct check_tunnel *subject, struct finding *finding)
{
	const struct link_state *link = subject->inside;
	char remote[TEXT_SIZE];

	if (!link)
		return false;
	l2tp_address_print(&subject->tunnel->remote, remote);
	finding_say(finding, "remote: the route to %s goes through the tunnel itself, by %s",
		    remote, link->name);
	finding_advise(finding, "ip route add %s via GATEWAY", remote);
	return true;
}

static bool tunnel_no_carrier(const struct check_tunnel *subject, struct finding *finding)
{
	if (!subject->link || subject->link->running)
		return false;
	finding_say(finding, "%s, by which its packets leave, %s", subject->link->name,
		    subject->link->now.up ? "has no carrier" : "is down");
	if (!subject->link->now.up)
		finding_advise(finding, "ip link set %s up", subject->link->name);
	return true;
}

static bool tunnel_invalid(const struct check_tunnel *subject, struct finding *finding)
{
	uint64_t count = subject->tunnel->stats.rx_invalid;

	if (!count)
		return false;
	finding_say(finding, "%" PRIu64 " packets of its peer were too short or of another version",
		    count);
	finding_advise(finding, "are version, cookies and l2spec_type the same on both ends?");
	return true;
}

/* The kernel counts a packet that a netfilter rule drops as an error (l2tp_core.c, l2tp_xmit_skb). */
static bool tunnel_netfilter(const struct check_tunnel *subject, struct finding *finding)
{
	const struct l2tp_tunnel *tunnel = subject->tunnel;
	struct error why = { 0 };
	char remote[TEXT_SIZE];

	if (!tunnel->stats.tx_errors || !subject->has_route ||
	    probe_send_beside(tunnel, &why) != -EPERM)
		return false;
	l2tp_address_print(&tunnel->remote, remote);
	finding_say(finding, "a netfilter rule of this host drops what is sent to %s", remote);
	finding_advise(finding, "nft list ruleset, the output hooks");
	return true;
}

/* The number in /proc/sys/net/ipv4/conf/NAME/rp_filter, 0 where there is none. */
static unsigned int read_rp_filter(const char *name)
{
	char path[sizeof("/proc/sys/net/ipv4/conf//rp_filter") + IF_NAMESIZE];
	CLEANUP(file_closep) FILE *file = NULL;
	unsigned int value = 0;

	snprintf(path, sizeof(path), "/proc/sys/net/ipv4/conf/%s/rp_filter", name);
	file = fopen(path, "re");
	return file && fscanf(file, "%u", &value) == 1 ? value : 0;
}

/*
 * A packet that comes in by another interface than the one that its answer would leave by is dropped there
 * (RFC 3704, 2.2; net/ipv4/fib_frontend.c, which takes the greater of `all` and the interface's own).
 */
static bool tunnel_rp_filter(const struct check_tunnel *subject, struct finding *finding)
{
	const struct l2tp_tunnel *tunnel = subject->tunnel;
	const struct link_state *link;
	unsigned int all, own;

	if (tunnel->local.family != AF_INET || !subject->link || subject->route.to_this_host ||
	    !tunnel->stats.tx_packets || tunnel->stats.rx_packets)
		return false;
	link = local_link(subject);
	/* lo and a dummy hold addresses, and receive no packets */
	if (!link || link == subject->link || strcmp(link->name, "lo") == 0 ||
	    strcmp(link->kind, "dummy") == 0)
		return false;
	all = read_rp_filter("all");
	own = read_rp_filter(link->name);
	if ((own > all ? own : all) != 1)
		return false;
	finding_say(
		finding,
		"its local address is on %s, its packets leave by %s: rp_filter drops what comes "
		"in by %s",
		link->name, subject->link->name, link->name);
	finding_advise(finding, "sysctl net/ipv4/conf/%s/rp_filter=2", link->name);
	return true;
}

/* FIND says in a finding of that severity what is wrong; it returns whether something is. */
static const struct {
	const char *code;
	enum severity severity;
	bool (*find)(const struct check_tunnel *subject, struct finding *finding);
} tunnel_rules[] = {
	{ "local-address", SEVERITY_ERROR, tunnel_local_address },
	{ "no-peer", SEVERITY_ERROR, tunnel_no_peer },
	{ "no-route", SEVERITY_ERROR, tunnel_no_route },
	{ "route-inside", SEVERITY_ERROR, tunnel_route_inside },
	{ "no-carrier", SEVERITY_ERROR, tunnel_no_carrier },
	{ "invalid", SEVERITY_WARNING, tunnel_invalid },
	{ "netfilter", SEVERITY_ERROR, tunnel_netfilter },
	{ "rp-filter", SEVERITY_WARNING, tunnel_rp_filter },
};

void check_rules_tunnel(const struct check_tunnel *subject, struct findings *findings)
{
	size_t i;

	for (i = 0; i < sizeof(tunnel_rules) / sizeof(tunnel_rules[0]); i++) {
		struct finding finding = { .code = tunnel_rules[i].code,
					   .severity = tunnel_rules[i].severity,
					   .tunnel_id = subject->tunnel->tunnel_id };

		if (tunnel_rules[i].find(subject, &finding))
			findings_add(findings, &finding);
	}
}
