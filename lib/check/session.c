// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * session.c - what can be wrong with a session and its interface
 */
#include "lib/check/session.h"

#include <inttypes.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/escape.h"
#include "lib/model/overhead.h"

static struct finding *session_finding(struct check *check, enum severity severity,
				       const char *code, const struct check_session *subject)
{
	return findings_add(check->findings, severity, code, subject->session->tunnel_id,
			    subject->session->session_id);
}

static void down(struct check *check, const struct check_session *subject)
{
	char name[TEXT_SIZE];
	struct finding *finding;

	if (!subject->link || subject->link->now.up || subject->session->pwtype != L2TP_PWTYPE_ETH)
		return;
	escape_text(subject->link->name, name, sizeof(name));
	finding = session_finding(check, SEVERITY_ERROR, "down", subject);
	finding_say(finding, "its interface %s is down", name);
	finding_advise(finding, "l2tp session set tunnel_id %u session_id %u up",
		       subject->session->tunnel_id, subject->session->session_id);
}

/* What its packets may be long, 0 where that is not known; where the sublayer is not told, there may be none. */
static uint32_t right_mtu(const struct check_session *subject)
{
	struct l2tp_session session = *subject->session;

	if (!subject->on->path_mtu || session.pwtype != L2TP_PWTYPE_ETH)
		return 0;
	if (!(session.fields & L2TP_SESSION_L2SPEC_TYPE))
		session.l2spec_type = L2TP_L2SPECTYPE_NONE;
	return l2tp_default_mtu(subject->on->tunnel, &session, subject->on->path_mtu);
}

static void mtu(struct check *check, const struct check_session *subject)
{
	uint32_t right = right_mtu(subject);
	char name[TEXT_SIZE];
	struct finding *finding;

	if (!subject->link || !right || subject->link->now.mtu <= right)
		return;
	escape_text(subject->link->name, name, sizeof(name));
	finding = session_finding(check, SEVERITY_WARNING, "mtu", subject);
	finding_say(
		finding,
		"the MTU of %s is %u, and %u is what the path's %u leave: longer packets are sent in "
		"fragments",
		name, subject->link->now.mtu, right, subject->on->path_mtu);
	finding_advise(finding, "l2tp session set tunnel_id %u session_id %u mtu %u",
		       subject->session->tunnel_id, subject->session->session_id, right);
}

/* Another port of LINK's bridge that has another MTU; NULL for none. */
static const struct link_state *other_port(const struct check *check, const struct link_state *link)
{
	const struct link_state *bridge = link->master ? check_link(check, link->master) : NULL;
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
static void bridge_mtu(struct check *check, const struct check_session *subject)
{
	const struct link_state *port = subject->link ? other_port(check, subject->link) : NULL;
	char name[TEXT_SIZE], other[TEXT_SIZE];
	struct finding *finding;

	if (!port)
		return;
	escape_text(subject->link->name, name, sizeof(name));
	escape_text(port->name, other, sizeof(other));
	finding = session_finding(check, SEVERITY_WARNING, "bridge-mtu", subject);
	finding_say(finding,
		    "the MTU of %s is %u, of %s in the same bridge %u: longer packets are dropped",
		    name, subject->link->now.mtu, other, port->now.mtu);
	finding_advise(finding, "ip link set %s mtu %u, and the hosts behind it", other,
		       subject->link->now.mtu);
}

static void silent(struct check *check, const struct check_session *subject)
{
	const struct l2tp_stats *stats = &subject->session->stats;
	struct finding *finding;

	if (!stats->tx_packets || stats->rx_packets)
		return;
	finding = session_finding(check, SEVERITY_ERROR, "silent", subject);
	finding_say(finding, "%" PRIu64 " packets were sent, none has come", stats->tx_packets);
	finding_advise(
		finding,
		"l2tp check FILE, with what l2tp save prints at the peer, compares the ends");
}

static void cookies(struct check *check, const struct check_session *subject)
{
	uint64_t count = subject->session->stats.rx_cookie_discards;
	struct finding *finding;

	if (!count)
		return;
	finding = session_finding(
		check, subject->session->stats.rx_packets ? SEVERITY_WARNING : SEVERITY_ERROR,
		"cookie", subject);
	finding_say(finding, "%" PRIu64 " packets came with another cookie than peer_cookie",
		    count);
	finding_advise(finding, "the peer's cookie is to be this session's peer_cookie");
}

static void sequence(struct check *check, const struct check_session *subject)
{
	uint64_t count = subject->session->stats.rx_seq_discards;
	struct finding *finding;

	if (!count)
		return;
	finding = session_finding(check, SEVERITY_WARNING, "sequence", subject);
	finding_say(finding, "%" PRIu64 " packets were dropped for their sequence numbers", count);
	finding_advise(finding,
		       "do both ends send them? reorder_timeout waits for what comes late");
}

/* What is not told apart: the kernel counts the discards as errors too (l2tp_core.c, l2tp_recv_common). */
static void receive_errors(struct check *check, const struct check_session *subject)
{
	const struct l2tp_stats *stats = &subject->session->stats;
	uint64_t known = stats->rx_cookie_discards + stats->rx_seq_discards;

	if (stats->rx_errors > known)
		finding_say(session_finding(check, SEVERITY_WARNING, "receive-errors", subject),
			    "%" PRIu64 " packets could not be received", stats->rx_errors - known);
}

static void send_errors(struct check *check, const struct check_session *subject)
{
	uint64_t count = subject->session->stats.tx_errors;

	if (count)
		finding_say(session_finding(check, SEVERITY_WARNING, "send-errors", subject),
			    "%" PRIu64 " packets could not be sent", count);
}

void check_rules_session(struct check *check, const struct check_session *subject)
{
	static void (*const rules[])(struct check *, const struct check_session *) = {
		down, mtu, bridge_mtu, silent, cookies, sequence, receive_errors, send_errors,
	};
	size_t i;

	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		rules[i](check, subject);
}
