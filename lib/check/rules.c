// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * rules.c - the rules for a tunnel and its route, and for a session and its interface
 */
#include "lib/check/rules.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/escape.h"
#include "lib/kernel/owner.h"
#include "lib/model/session.h"
#include "lib/netlink/sysctl.h"

static bool tunnel_local_address(const struct check_tunnel *subject, struct finding *finding)
{
	if (subject->local_is_here)
		return false;
	finding_say(finding, "local: %s is not an address of this host", subject->local);
	finding_advise(finding, "ip address add %s dev DEVICE", subject->local);
	return true;
}

static bool tunnel_no_peer(const struct check_tunnel *subject, struct finding *finding)
{
	const struct l2tp_tunnel *tunnel = subject->tunnel;
	bool any = !(tunnel->fields & L2TP_TUNNEL_REMOTE) || l2tp_address_is_any(&tunnel->remote);

	if (!any && (tunnel->encap != L2TP_ENCAPTYPE_UDP || tunnel->udp_dport))
		return false;
	finding_say(finding, "the socket has no remote address");
	finding_advise(finding, "the program that opened it must connect it");
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

/* An interface that goes down loses its routes; usually it is the one with the local address. */
static bool tunnel_no_route(const struct check_tunnel *subject, struct finding *finding)
{
	const struct link_state *link = local_link(subject);
	char name[TEXT_SIZE];

	if (!subject->way_known || subject->has_route)
		return false;
	if (!link || link->now.up) {
		finding_say(finding, "remote: no route to %s", subject->remote);
		finding_advise(finding, "ip route add %s via GATEWAY", subject->remote);
		return true;
	}
	finding_say(finding, "remote: no route to %s, and %s is down", subject->remote, link->name);
	escape_shell(link->name, name, sizeof(name));
	finding_advise(finding, "ip link set %s up", name);
	return true;
}

static bool tunnel_route_inside(const struct check_tunnel *subject, struct finding *finding)
{
	const struct link_state *link = subject->inside;

	if (!link)
		return false;
	finding_say(finding, "remote: the route to %s uses %s, an interface of this tunnel",
		    subject->remote, link->name);
	finding_advise(finding, "ip route add %s via GATEWAY", subject->remote);
	return true;
}

static bool tunnel_no_carrier(const struct check_tunnel *subject, struct finding *finding)
{
	char name[TEXT_SIZE];

	if (!subject->link || subject->link->running)
		return false;
	finding_say(finding, "interface %s, which carries the tunnel, %s", subject->link->name,
		    subject->link->now.up ? "has no carrier" : "is down");
	escape_shell(subject->link->name, name, sizeof(name));
	if (!subject->link->now.up)
		finding_advise(finding, "ip link set %s up", name);
	return true;
}

/* Report COUNT packets, WHAT happened to them and ADVICE, unless COUNT is 0. */
static bool say_packets(struct finding *finding, uint64_t count, const char *what,
			const char *advice)
{
	if (!count)
		return false;
	finding_say(finding, "%" PRIu64 " packets %s", count, what);
	finding_advise(finding, "%s", advice);
	return true;
}

static bool tunnel_invalid(const struct check_tunnel *subject, struct finding *finding)
{
	return say_packets(finding, subject->tunnel->stats.rx_invalid,
			   "were invalid: too short or of another version",
			   "compare version, cookies and l2spec_type: ssh PEER l2tp save | "
			   "l2tp check -");
}

/* The kernel counts packets that a netfilter rule drops as errors (l2tp_core.c, l2tp_xmit_skb). */
static bool tunnel_netfilter(const struct check_tunnel *subject, struct finding *finding)
{
	const struct l2tp_tunnel *tunnel = subject->tunnel;

	if (!tunnel->stats.tx_errors || !subject->has_route || probe_send_beside(tunnel) != -EPERM)
		return false;
	finding_say(finding, "a netfilter rule of this host drops packets to %s", subject->remote);
	finding_advise(finding, "nft list ruleset shows the output hooks");
	return true;
}

/*
 * Reverse path filtering drops a packet that arrives on another interface than the route to its source leads through
 * (RFC 3704, 2.2). The kernel uses the greater of `all` and the interface's value (net/ipv4/fib_frontend.c).
 */
static bool tunnel_rp_filter(const struct check_tunnel *subject, struct finding *finding)
{
	const struct l2tp_tunnel *tunnel = subject->tunnel;
	const struct link_state *link;
	int64_t all, own;
	char name[TEXT_SIZE];

	if (tunnel->local.family != AF_INET || !subject->link || subject->route.to_this_host ||
	    !tunnel->stats.tx_packets || tunnel->stats.rx_packets)
		return false;
	link = local_link(subject);
	/* lo and dummy interfaces hold addresses and receive no packets */
	if (!link || link == subject->link || strcmp(link->name, "lo") == 0 ||
	    strcmp(link->kind, "dummy") == 0)
		return false;
	all = sysctl_number("ipv4/conf/all/rp_filter", NULL, 0);
	own = sysctl_number("ipv4/conf/%s/rp_filter", link->name, 0);
	if ((own > all ? own : all) != 1)
		return false;
	finding_say(finding,
		    "the local address is on %s and the packets leave through %s: "
		    "rp_filter drops packets that arrive on %s",
		    link->name, subject->link->name, link->name);
	escape_shell(link->name, name, sizeof(name));
	finding_advise(finding, "sysctl net/ipv4/conf/%s/rp_filter=2", name);
	return true;
}

/* FIND returns whether there is a problem and describes it in the finding, whose code and severity are set. */
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

static bool session_down(const struct check_session *subject, struct finding *finding)
{
	if (!subject->link || subject->link->now.up || subject->session->pwtype != L2TP_PWTYPE_ETH)
		return false;
	finding_say(finding, "interface %s is down", subject->link->name);
	finding_advise(finding, "l2tp session set tunnel_id %u session_id %u up",
		       subject->session->tunnel_id, subject->session->session_id);
	return true;
}

/* What is in another network namespace may be down there, or have a wrong MTU. */
static bool session_elsewhere(const struct check_session *subject, struct finding *finding)
{
	char where[OWNER_TEXT_SIZE];

	if (subject->link || subject->session->pwtype != L2TP_PWTYPE_ETH ||
	    !(subject->session->fields & L2TP_SESSION_NAME))
		return false;
	owner_say_where(subject->on->check->kernel, subject->session, where, sizeof(where));
	finding_say(finding, "%s; its state and MTU were not checked", where);
	if (subject->session->name_is == NAME_AT_CREATION)
		finding_advise(finding, "modprobe l2tp_debugfs, and check again");
	return true;
}

static bool session_mtu(const struct check_session *subject, struct finding *finding)
{
	struct l2tp_session session = *subject->session;
	uint32_t right; /* the highest MTU that avoids fragments */

	if (!subject->link || !subject->on->path_mtu || session.pwtype != L2TP_PWTYPE_ETH)
		return false;
	/* l2spec_type is unknown without debugfs: assume none */
	if (!(session.fields & L2TP_SESSION_L2SPEC_TYPE))
		session.l2spec_type = L2TP_L2SPECTYPE_NONE;
	right = l2tp_default_mtu(subject->on->tunnel, &session, subject->on->path_mtu);
	if (!right || subject->link->now.mtu <= right)
		return false;
	finding_say(finding,
		    "the MTU of %s is %u, above %u, the limit for a path MTU of %u: longer "
		    "packets are fragmented",
		    subject->link->name, subject->link->now.mtu, right, subject->on->path_mtu);
	finding_advise(finding, "l2tp session set tunnel_id %u session_id %u mtu %u",
		       session.tunnel_id, session.session_id, right);
	return true;
}

/* Another port of LINK's bridge with a higher MTU; NULL: none. */
static const struct link_state *other_port(const struct check *check, const struct link_state *link)
{
	const struct link_state *bridge =
		link->master ? lookup_link_index(&check->lookup, link->master) : NULL;
	size_t i;

	if (!bridge || strcmp(bridge->kind, "bridge") != 0)
		return NULL;
	for (i = 0; i < check->lookup.link_count; i++) {
		const struct link_state *port = &check->lookup.links[i];

		if (port->master == link->master && port->now.mtu > link->now.mtu)
			return port;
	}
	return NULL;
}

/* A bridge drops packets longer than the port's MTU (net/bridge/br_forward.c, br_dev_queue_push_xmit). */
static bool session_bridge_mtu(const struct check_session *subject, struct finding *finding)
{
	const struct link_state *port =
		subject->link ? other_port(subject->on->check, subject->link) : NULL;
	char name[TEXT_SIZE];

	if (!port)
		return false;
	finding_say(finding,
		    "the MTU of %s is %u, and that of %s in the same bridge is %u: "
		    "longer packets are dropped",
		    subject->link->name, subject->link->now.mtu, port->name, port->now.mtu);
	escape_shell(port->name, name, sizeof(name));
	finding_advise(finding, "ip link set %s mtu %u, and set it on the hosts behind it", name,
		       subject->link->now.mtu);
	return true;
}

static bool session_silent(const struct check_session *subject, struct finding *finding)
{
	const struct l2tp_stats *stats = &subject->session->stats;

	return say_packets(finding, stats->rx_packets ? 0 : stats->tx_packets,
			   "were sent, and none was received",
			   "compare both ends: ssh PEER l2tp save | l2tp check -");
}

static bool session_cookies(const struct check_session *subject, struct finding *finding)
{
	const struct l2tp_stats *stats = &subject->session->stats;

	if (!stats->rx_packets)
		finding->severity = SEVERITY_ERROR;
	return say_packets(finding, stats->rx_cookie_discards,
			   "had a cookie other than peer_cookie",
			   "set peer_cookie to the cookie of the peer, with l2tp session "
			   "replace");
}

static bool session_sequence(const struct check_session *subject, struct finding *finding)
{
	return say_packets(finding, subject->session->stats.rx_seq_discards,
			   "were dropped for their sequence numbers",
			   "set the same seq on both ends; reorder_timeout waits for late packets");
}

/* The kernel counts discards as errors too (l2tp_core.c, l2tp_recv_common); other rules report those. */
static bool session_receive_errors(const struct check_session *subject, struct finding *finding)
{
	const struct l2tp_stats *stats = &subject->session->stats;
	uint64_t known = stats->rx_cookie_discards + stats->rx_seq_discards;

	return say_packets(finding, stats->rx_errors > known ? stats->rx_errors - known : 0,
			   "could not be received", "");
}

static bool session_send_errors(const struct check_session *subject, struct finding *finding)
{
	return say_packets(finding, subject->session->stats.tx_errors, "could not be sent", "");
}

/* FIND returns whether there is a problem and describes it in the finding, whose code and severity are set. */
static const struct {
	const char *code;
	enum severity severity;
	bool (*find)(const struct check_session *subject, struct finding *finding);
} session_rules[] = {
	{ "down", SEVERITY_ERROR, session_down },
	{ "elsewhere", SEVERITY_NOTE, session_elsewhere },
	{ "mtu", SEVERITY_WARNING, session_mtu },
	{ "bridge-mtu", SEVERITY_WARNING, session_bridge_mtu },
	{ "silent", SEVERITY_ERROR, session_silent },
	{ "cookie", SEVERITY_WARNING, session_cookies },
	{ "sequence", SEVERITY_WARNING, session_sequence },
	{ "receive-errors", SEVERITY_WARNING, session_receive_errors },
	{ "send-errors", SEVERITY_WARNING, session_send_errors },
};

void check_rules_session(const struct check_session *subject, struct findings *findings)
{
	size_t i;

	for (i = 0; i < sizeof(session_rules) / sizeof(session_rules[0]); i++) {
		struct finding finding = { .code = session_rules[i].code,
					   .severity = session_rules[i].severity,
					   .tunnel_id = subject->session->tunnel_id,
					   .session_id = subject->session->session_id };

		if (session_rules[i].find(subject, &finding))
			findings_add(findings, &finding);
	}
}
