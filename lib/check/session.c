// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * session.c - what can be wrong with a session and its interface
 */
#include "lib/check/session.h"

#include <inttypes.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"

static bool session_down(const struct check_session *subject, struct finding *finding)
{
	if (!subject->link || subject->link->now.up || subject->session->pwtype != L2TP_PWTYPE_ETH)
		return false;
	finding_say(finding, "its interface %s is down", subject->link->name);
	finding_advise(finding, "l2tp session set tunnel_id %u session_id %u up",
		       subject->session->tunnel_id, subject->session->session_id);
	return true;
}

/* The highest MTU without fragments, 0 where it is unknown. Without debugfs the sublayer is unknown: none is assumed. */
static uint32_t right_mtu(const struct check_session *subject)
{
	struct l2tp_session session = *subject->session;

	if (!subject->on->path_mtu || session.pwtype != L2TP_PWTYPE_ETH)
		return 0;
	if (!(session.fields & L2TP_SESSION_L2SPEC_TYPE))
		session.l2spec_type = L2TP_L2SPECTYPE_NONE;
	return l2tp_default_mtu(subject->on->tunnel, &session, subject->on->path_mtu);
}

static bool session_mtu(const struct check_session *subject, struct finding *finding)
{
	uint32_t right = right_mtu(subject);

	if (!subject->link || !right || subject->link->now.mtu <= right)
		return false;
	finding_say(
		finding,
		"the MTU of %s is %u, and %u is what the path's %u leave: longer packets are sent in "
		"fragments",
		subject->link->name, subject->link->now.mtu, right, subject->on->path_mtu);
	finding_advise(finding, "l2tp session set tunnel_id %u session_id %u mtu %u",
		       subject->session->tunnel_id, subject->session->session_id, right);
	return true;
}

/* Another port of LINK's bridge that has a higher MTU; NULL for none. */
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

/* A bridge drops what is longer than the port's MTU (net/bridge/br_forward.c, br_dev_queue_push_xmit). */
static bool session_bridge_mtu(const struct check_session *subject, struct finding *finding)
{
	const struct link_state *port =
		subject->link ? other_port(subject->on->check, subject->link) : NULL;

	if (!port)
		return false;
	finding_say(finding,
		    "the MTU of %s is %u, of %s in the same bridge %u: longer packets are dropped",
		    subject->link->name, subject->link->now.mtu, port->name, port->now.mtu);
	finding_advise(finding, "ip link set %s mtu %u, and the hosts behind it", port->name,
		       subject->link->now.mtu);
	return true;
}

static bool session_silent(const struct check_session *subject, struct finding *finding)
{
	const struct l2tp_stats *stats = &subject->session->stats;

	if (!stats->tx_packets || stats->rx_packets)
		return false;
	finding_say(finding, "%" PRIu64 " packets were sent, none has come", stats->tx_packets);
	finding_advise(
		finding,
		"l2tp check FILE, with what l2tp save prints at the peer, compares the ends");
	return true;
}

static bool session_cookies(const struct check_session *subject, struct finding *finding)
{
	const struct l2tp_stats *stats = &subject->session->stats;

	if (!stats->rx_cookie_discards)
		return false;
	if (!stats->rx_packets)
		finding->severity = SEVERITY_ERROR;
	finding_say(finding, "%" PRIu64 " packets came with another cookie than peer_cookie",
		    stats->rx_cookie_discards);
	finding_advise(finding, "the peer's cookie is to be this session's peer_cookie");
	return true;
}

static bool session_sequence(const struct check_session *subject, struct finding *finding)
{
	uint64_t count = subject->session->stats.rx_seq_discards;

	if (!count)
		return false;
	finding_say(finding, "%" PRIu64 " packets were dropped for their sequence numbers", count);
	finding_advise(finding,
		       "do both ends send them? reorder_timeout waits for what comes late");
	return true;
}

/* The kernel counts discards as errors too (l2tp_core.c, l2tp_recv_common); they have findings of their own. */
static bool session_receive_errors(const struct check_session *subject, struct finding *finding)
{
	const struct l2tp_stats *stats = &subject->session->stats;
	uint64_t known = stats->rx_cookie_discards + stats->rx_seq_discards;

	if (stats->rx_errors <= known)
		return false;
	finding_say(finding, "%" PRIu64 " packets could not be received", stats->rx_errors - known);
	return true;
}

static bool session_send_errors(const struct check_session *subject, struct finding *finding)
{
	uint64_t count = subject->session->stats.tx_errors;

	if (!count)
		return false;
	finding_say(finding, "%" PRIu64 " packets could not be sent", count);
	return true;
}

/* FIND says in a finding of that severity what is wrong; it returns whether something is. */
static const struct {
	const char *code;
	enum severity severity;
	bool (*find)(const struct check_session *subject, struct finding *finding);
} session_rules[] = {
	{ "down", SEVERITY_ERROR, session_down },
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
