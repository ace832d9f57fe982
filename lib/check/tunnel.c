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

static struct finding *tunnel_finding(struct check *check, enum severity severity, const char *code,
				      const struct check_tunnel *subject)
{
	return findings_add(check->findings, severity, code, subject->tunnel->tunnel_id, 0);
}

static void print_address(const struct l2tp_address *address, char *text)
{
	l2tp_address_print(address, text);
}

static void local_address(struct check *check, const struct check_tunnel *subject)
{
	char local[TEXT_SIZE];
	struct finding *finding;

	if (subject->local_is_here)
		return;
	print_address(&subject->tunnel->local, local);
	finding = tunnel_finding(check, SEVERITY_ERROR, "local-address", subject);
	finding_say(finding, "local: %s is not an address of this host", local);
	finding_advise(finding, "ip address add %s dev DEVICE", local);
}

static void peer_port(struct check *check, const struct check_tunnel *subject)
{
	const struct l2tp_tunnel *tunnel = subject->tunnel;
	bool any = !(tunnel->fields & L2TP_TUNNEL_REMOTE) || l2tp_address_is_any(&tunnel->remote);
	struct finding *finding;

	if (!any && (tunnel->encap != L2TP_ENCAPTYPE_UDP || tunnel->udp_dport))
		return;
	finding = tunnel_finding(check, SEVERITY_ERROR, "no-peer", subject);
	finding_say(finding, "its socket is connected to no peer");
	finding_advise(finding,
		       "add it with udp_dport, or let the program that opened it connect()");
}

/* The interface that has the tunnel's local address. */
static const struct link_state *local_link(const struct check *check,
					   const struct check_tunnel *subject)
{
	const struct link_address key = { .local = subject->tunnel->local };
	size_t i;

	for (i = 0; i < check->lookup.link_count; i++)
		if (link_addresses_meant(&check->lookup.links[i].now.addresses, &key))
			return &check->lookup.links[i];
	return NULL;
}

/* Without a route it is mostly the interface with the local address that is down: that takes its routes along. */
static void route(struct check *check, const struct check_tunnel *subject)
{
	const struct link_state *link = local_link(check, subject);
	char remote[TEXT_SIZE], name[TEXT_SIZE];
	struct finding *finding;

	if (!subject->way_known || subject->has_route)
		return;
	print_address(&subject->tunnel->remote, remote);
	finding = tunnel_finding(check, SEVERITY_ERROR, "no-route", subject);
	if (!link || link->now.up) {
		finding_say(finding, "remote: there is no route to %s", remote);
		finding_advise(finding, "ip route add %s via GATEWAY", remote);
		return;
	}
	escape_text(link->name, name, sizeof(name));
	finding_say(finding, "remote: there is no route to %s, and %s is down", remote, name);
	finding_advise(finding, "ip link set %s up", name);
}

static void route_inside(struct check *check, const struct check_tunnel *subject)
{
	const struct link_state *link = subject->inside;
	char remote[TEXT_SIZE], name[TEXT_SIZE];
	struct finding *finding;

	if (!link)
		return;
	print_address(&subject->tunnel->remote, remote);
	escape_text(link->name, name, sizeof(name));
	finding = tunnel_finding(check, SEVERITY_ERROR, "route-inside", subject);
	finding_say(finding, "remote: the route to %s goes through the tunnel itself, by %s",
		    remote, name);
	finding_advise(finding, "ip route add %s via GATEWAY", remote);
}

static void carrier(struct check *check, const struct check_tunnel *subject)
{
	char name[TEXT_SIZE];
	struct finding *finding;

	if (!subject->link || subject->link->running)
		return;
	escape_text(subject->link->name, name, sizeof(name));
	finding = tunnel_finding(check, SEVERITY_ERROR, "no-carrier", subject);
	finding_say(finding, "%s, by which its packets leave, %s", name,
		    subject->link->now.up ? "has no carrier" : "is down");
	if (!subject->link->now.up)
		finding_advise(finding, "ip link set %s up", name);
}

static void invalid(struct check *check, const struct check_tunnel *subject)
{
	uint64_t count = subject->tunnel->stats.rx_invalid;
	struct finding *finding;

	if (!count)
		return;
	finding = tunnel_finding(check, SEVERITY_WARNING, "invalid", subject);
	finding_say(finding, "%" PRIu64 " packets of its peer were too short or of another version",
		    count);
	finding_advise(finding, "are version, cookies and l2spec_type the same on both ends?");
}

/* Whether a rule of this host's netfilter refuses what is sent: the kernel counts it as an error. */
static void filtered(struct check *check, const struct check_tunnel *subject)
{
	const struct l2tp_tunnel *tunnel = subject->tunnel;
	struct error why = { 0 };
	char remote[TEXT_SIZE];
	struct finding *finding;

	if (!tunnel->stats.tx_errors || !subject->has_route ||
	    probe_send_beside(tunnel, &why) != -EPERM)
		return;
	print_address(&tunnel->remote, remote);
	finding = tunnel_finding(check, SEVERITY_ERROR, "netfilter", subject);
	finding_say(finding, "a netfilter rule of this host drops what is sent to %s", remote);
	finding_advise(finding, "nft list ruleset, the output hooks");
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
static void rp_filter(struct check *check, const struct check_tunnel *subject)
{
	const struct l2tp_tunnel *tunnel = subject->tunnel;
	char name[TEXT_SIZE], other[TEXT_SIZE];
	const struct link_state *link;
	struct finding *finding;
	unsigned int all, own;

	if (tunnel->local.family != AF_INET || !subject->link || subject->route.to_this_host ||
	    !tunnel->stats.tx_packets || tunnel->stats.rx_packets)
		return;
	link = local_link(check, subject);
	/* what no packet comes in by is only there to have addresses */
	if (!link || link == subject->link || strcmp(link->name, "lo") == 0 ||
	    strcmp(link->kind, "dummy") == 0)
		return;
	all = read_rp_filter("all");
	own = read_rp_filter(link->name);
	if ((own > all ? own : all) != 1)
		return;
	escape_text(link->name, name, sizeof(name));
	escape_text(subject->link->name, other, sizeof(other));
	finding = tunnel_finding(check, SEVERITY_WARNING, "rp-filter", subject);
	finding_say(
		finding,
		"its local address is on %s, its packets leave by %s: rp_filter drops what comes "
		"in by %s",
		name, other, name);
	finding_advise(finding, "sysctl net/ipv4/conf/%s/rp_filter=2", name);
}

void check_rules_tunnel(struct check *check, const struct check_tunnel *subject)
{
	static void (*const rules[])(struct check *, const struct check_tunnel *) = {
		local_address, peer_port, route,    route_inside,
		carrier,       invalid,	  filtered, rp_filter,
	};
	size_t i;

	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		rules[i](check, subject);
}
