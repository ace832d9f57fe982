// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * peer.c - compare this host with the saved configuration of its peer
 */
#include "lib/check/peer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/escape.h"
#include "lib/config/gather.h"
#include "lib/kernel/request.h"
#include "lib/netlink/route.h"
#include "lib/text/object_keywords.h"

/* Fields that each end chooses for itself. */
#define OWN_TUNNEL (L2TP_TUNNEL_UDP_CSUM | L2TP_TUNNEL_DEBUG | L2TP_TUNNEL_STATS)
#define OWN_SESSION \
	(L2TP_SESSION_NAME | L2TP_SESSION_LNS_MODE | L2TP_SESSION_REORDER_TIMEOUT | \
	 L2TP_SESSION_DEBUG | L2TP_SESSION_USING_IPSEC | L2TP_SESSION_STATS | \
	 L2TP_SESSION_KERNEL_NAME)

/* Two ends of one object: ours, the mirror image of the peer's, and the peer's unchanged. */
struct ends {
	const struct keyword_table *table;
	const void *here, *mirrored, *peer;
	uint32_t fields; /* to compare with the mirror image */
	uint32_t tunnel_id, session_id;
};

static void print_field(const struct keyword *row, const void *object, char *text)
{
	if (keyword_is_set(row, object))
		row->type->print(row->type, (const char *)object + row->offset, row->size, text);
	else
		snprintf(text, TEXT_SIZE, "none");
}

static void compare_ends(const struct ends *ends, struct findings *findings)
{
	const struct keyword *row, *other;
	char here[TEXT_SIZE], mirrored[TEXT_SIZE], peer[TEXT_SIZE];
	struct finding finding;

	for (row = ends->table->rows; row->word; row++) {
		if (row->use[VERB_FILTER] < OPTIONAL || !(row->field & ends->fields))
			continue;
		print_field(row, ends->here, here);
		print_field(row, ends->mirrored, mirrored);
		if (strcmp(here, mirrored) == 0)
			continue;
		other = row->mirror ? keyword_find(ends->table, row->mirror) : row;
		print_field(other, ends->peer, peer);
		finding = (struct finding){ .severity = SEVERITY_ERROR,
					    .code = row->word,
					    .tunnel_id = ends->tunnel_id,
					    .session_id = ends->session_id };
		finding_say(&finding, "%s is %s here, and %s is %s at the peer", row->word, here,
			    other->word, peer);
		findings_add(findings, &finding);
	}
}

/* An MTU that the peer's line omits is the peer kernel's choice: computed from our path MTU and the peer's cookie. */
static void compare_mtu(const struct config_session *here, const struct config_session *peer,
			struct findings *findings)
{
	bool named = peer->link.fields & LINK_MTU;
	uint32_t mtu = named ? peer->link.mtu
			     : here->default_mtu + here->session.cookie.length -
				       peer->session.cookie.length;
	struct finding finding = { .severity = SEVERITY_WARNING,
				   .code = "mtu",
				   .tunnel_id = here->session.tunnel_id,
				   .session_id = here->session.session_id };

	if (!here->ifindex || mtu == here->link.mtu ||
	    (!named && (!here->default_mtu || here->link.mtu == here->default_mtu)))
		return;
	finding_say(&finding,
		    named ? "mtu is %u here, and mtu is %u at the peer"
			  : "mtu is %u here, and the peer's default is %u over the same path",
		    here->link.mtu, mtu);
	findings_add(findings, &finding);
}

/* Whether one end requires sequence numbers that the other does not send. A LAC sends them when its peer does. */
static bool seq_matters(const struct l2tp_session *here, const struct l2tp_session *peer)
{
	bool here_sends = here->seq & L2TP_SEQ_SEND, peer_sends = peer->seq & L2TP_SEQ_SEND;

	if (l2tp_session_follows_peer(here))
		here_sends = peer_sends;
	if (!peer->lns_mode)
		peer_sends = peer_sends || here->seq & L2TP_SEQ_SEND;
	return (here->seq & L2TP_SEQ_RECV && !peer_sends) ||
	       (peer->seq & L2TP_SEQ_RECV && !here_sends);
}

/* The fields to compare: l2spec_type only when debugfs reports it; the tunnel IDs are compared with the tunnel. */
static uint32_t session_fields(const struct l2tp_session *here, const struct l2tp_session *peer)
{
	return ~(uint32_t)(OWN_SESSION | L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_PEER_TUNNEL_ID |
			   (~here->fields & L2TP_SESSION_L2SPEC_TYPE) |
			   (seq_matters(here, peer) ? 0 : L2TP_SESSION_SEQ));
}

static void compare_session(const struct config_session *here, const struct config_session *peer,
			    struct findings *findings)
{
	struct l2tp_session mirrored = peer->session;
	const struct ends ends = {
		.table = &session_keywords,
		.here = here,
		.mirrored = &mirrored,
		.peer = peer,
		.fields = session_fields(&here->session, &peer->session),
		.tunnel_id = here->session.tunnel_id,
		.session_id = here->session.session_id,
	};

	l2tp_session_mirror(&mirrored);
	compare_ends(&ends, findings);
	compare_mtu(here, peer, findings);
}

/* The session of tunnel HERE that is the other end of PEER: by its IDs, or by the name of its interface. */
static const struct config_session *find_session(const struct config *have,
						 const struct l2tp_tunnel *here,
						 const struct l2tp_session *peer)
{
	const struct config_session *by_id =
		config_session(have, here->tunnel_id, peer->peer_session_id);
	const struct config_session *by_name = NULL;
	size_t i;

	for (i = 0; !by_id && i < have->session_count; i++) {
		const struct config_session *session = &have->sessions[i];

		if (session->session.tunnel_id != here->tunnel_id)
			continue;
		if (session->session.peer_session_id == peer->session_id)
			by_id = session;
		else if (*peer->name && strcmp(session->session.name, peer->name) == 0)
			by_name = session;
	}
	return by_id ? by_id : by_name;
}

/* The tunnel that MIRRORED describes: by its ID, or by its addresses. */
static const struct config_tunnel *find_tunnel(const struct config *have,
					       const struct l2tp_tunnel *mirrored)
{
	const struct config_tunnel *found = config_tunnel(have, mirrored->tunnel_id);
	size_t i;

	for (i = 0; !found && i < have->tunnel_count; i++) {
		const struct l2tp_tunnel *tunnel = &have->tunnels[i].tunnel;

		if (l2tp_address_same_host(&tunnel->remote, &mirrored->remote) &&
		    (tunnel->peer_tunnel_id == mirrored->peer_tunnel_id ||
		     (tunnel->encap == mirrored->encap &&
		      l2tp_address_same_host(&tunnel->local, &mirrored->local) &&
		      tunnel->udp_sport == mirrored->udp_sport &&
		      tunnel->udp_dport == mirrored->udp_dport)))
			found = &have->tunnels[i];
	}
	return found;
}

/* Report that the peer's object WHAT ("tunnel" or "session") ID has no counterpart in tunnel HERE; HERE 0: no tunnel. */
static void add_missing_end(struct findings *findings, uint32_t here, const char *what, uint32_t id)
{
	struct finding finding = { .severity = SEVERITY_ERROR,
				   .code = "missing",
				   .tunnel_id = here,
				   .advice = "ssh PEER l2tp mirror | l2tp apply -" };

	finding_say(&finding, "the peer's %s %u has no counterpart on this host", what, id);
	findings_add(findings, &finding);
}

/* The value of a checksum field; on by default. */
static bool is_on(const struct l2tp_tunnel *tunnel, uint32_t field, bool value)
{
	return !(tunnel->fields & field) || value;
}

/* The fields to compare. A peer that requires checksums drops packets without them. */
static uint32_t tunnel_fields(const struct l2tp_tunnel *here, const struct l2tp_tunnel *mirrored)
{
	const uint32_t tx = L2TP_TUNNEL_UDP6_CSUM_TX, rx = L2TP_TUNNEL_UDP6_CSUM_RX;
	bool over_ipv6 = l2tp_tunnel_is_ipv6(here);
	bool tx_lacks = over_ipv6 && !is_on(here, tx, here->udp6_csum_tx) &&
			is_on(mirrored, tx, mirrored->udp6_csum_tx);
	bool rx_lacks = over_ipv6 && is_on(here, rx, here->udp6_csum_rx) &&
			!is_on(mirrored, rx, mirrored->udp6_csum_rx);

	return ~(uint32_t)(OWN_TUNNEL | (tx_lacks ? 0 : tx) | (rx_lacks ? 0 : rx));
}

struct comparison {
	const struct config *have, *peer;
	bool *matched; /* one for each session of HAVE */
	struct findings *findings;
};

static void compare_tunnel(const struct comparison *comparison, const struct config_tunnel *item)
{
	const struct config *have = comparison->have, *peer = comparison->peer;
	struct l2tp_tunnel mirrored = item->tunnel;
	const struct config_tunnel *here;
	struct ends ends = { .table = &tunnel_keywords, .mirrored = &mirrored, .peer = item };
	struct finding unmatched = { .severity = SEVERITY_ERROR,
				     .code = "missing",
				     .text = "FILE has no counterpart" };
	size_t i;

	l2tp_tunnel_mirror(&mirrored);
	here = find_tunnel(have, &mirrored);
	if (!here) {
		add_missing_end(comparison->findings, 0, "tunnel", item->tunnel.tunnel_id);
		return;
	}
	ends.here = here;
	ends.tunnel_id = here->tunnel.tunnel_id;
	ends.fields = tunnel_fields(&here->tunnel, &mirrored);
	compare_ends(&ends, comparison->findings);
	for (i = 0; i < peer->session_count; i++) {
		const struct config_session *session = &peer->sessions[i], *own;

		if (session->session.tunnel_id != item->tunnel.tunnel_id)
			continue;
		own = find_session(have, &here->tunnel, &session->session);
		if (own) {
			comparison->matched[own - have->sessions] = true;
			compare_session(own, session, comparison->findings);
		} else {
			add_missing_end(comparison->findings, here->tunnel.tunnel_id, "session",
					session->session.session_id);
		}
	}
	unmatched.tunnel_id = here->tunnel.tunnel_id;
	for (i = 0; i < have->session_count; i++) {
		unmatched.session_id = have->sessions[i].session.session_id;
		if (have->sessions[i].session.tunnel_id == unmatched.tunnel_id &&
		    !comparison->matched[i])
			findings_add(comparison->findings, &unmatched);
	}
}

/* Whether the remote address of the peer's TUNNEL is an address of this host. */
static bool is_ours(struct kernel *kernel, const struct l2tp_tunnel *tunnel)
{
	const struct l2tp_address any = { .family = tunnel->remote.family };
	struct error ignored = { 0 };
	struct links *links = kernel_links(kernel, &ignored);
	struct route route;

	return l2tp_address_is_any(&tunnel->remote) ||
	       (links && route_get(links, &any, &tunnel->remote, &route, &ignored) == 0 &&
		route.to_this_host);
}

/* Compare the peer's tunnels to this host (a hub has others too); without any, compare all of them. */
static void compare_tunnels(struct kernel *kernel, const struct comparison *comparison)
{
	const struct config *peer = comparison->peer;
	size_t ours = 0, i;

	for (i = 0; i < peer->tunnel_count; i++)
		if (is_ours(kernel, &peer->tunnels[i].tunnel)) {
			compare_tunnel(comparison, &peer->tunnels[i]);
			ours++;
		}
	for (i = 0; !ours && i < peer->tunnel_count; i++)
		compare_tunnel(comparison, &peer->tunnels[i]);
}

int check_peer(struct kernel *kernel, const struct config *peer, struct findings *findings,
	       struct error *err)
{
	const struct l2tp_tunnel tunnels = { 0 };
	const struct l2tp_session sessions = { 0 };
	struct config have = { 0 };
	struct comparison comparison = { .have = &have, .peer = peer, .findings = findings };

	if (config_gather(kernel, &tunnels, &sessions, &have, err) == 0) {
		comparison.matched = calloc(have.session_count + 1, sizeof(bool));
		if (comparison.matched)
			compare_tunnels(kernel, &comparison);
		findings->no_memory = findings->no_memory || !comparison.matched;
	}
	free(comparison.matched);
	config_free(&have);
	findings_sort(findings);
	if (findings->no_memory)
		error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	return err->code;
}
