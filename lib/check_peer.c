// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_peer.c - this host held against the lines of its peer (declared in check.h)
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/check.h"
#include "lib/keyword.h"
#include "lib/mirror.h"
#include "lib/session_keywords.h"
#include "lib/tunnel_keywords.h"

/* What each end has for itself. */
#define OWN_TUNNEL (L2TP_TUNNEL_UDP_CSUM | L2TP_TUNNEL_DEBUG | L2TP_TUNNEL_STATS)
#define OWN_SESSION \
	(L2TP_SESSION_NAME | L2TP_SESSION_LNS_MODE | L2TP_SESSION_REORDER_TIMEOUT | \
	 L2TP_SESSION_DEBUG | L2TP_SESSION_USING_IPSEC | L2TP_SESSION_STATS | \
	 L2TP_SESSION_KERNEL_NAME)

/* Two ends of one thing: ours, what mirrors the peer's, and the peer's as it is. */
struct ends {
	const struct keyword_table *table;
	const void *here, *mirrored, *peer;
	uint32_t fields; /* that are to mirror */
	uint32_t tunnel_id, session_id;
};

static void print_field(const struct keyword *row, const void *object, char *text)
{
	if (*(const uint32_t *)object & row->field)
		row->type->print(row->type, (const char *)object + row->offset, row->size, text);
	else
		snprintf(text, VALUE_TEXT_SIZE, "none");
}

static void compare_ends(const struct ends *ends, struct findings *findings)
{
	const struct keyword *row, *other;
	char here[VALUE_TEXT_SIZE], mirrored[VALUE_TEXT_SIZE], peer[VALUE_TEXT_SIZE];
	struct finding *finding;

	for (row = ends->table->rows; row->word; row++) {
		if (!(row->field & ends->fields))
			continue;
		print_field(row, ends->here, here);
		print_field(row, ends->mirrored, mirrored);
		if (strcmp(here, mirrored) == 0)
			continue;
		other = row->mirror ? keyword_find(ends->table, row->mirror) : row;
		print_field(other, ends->peer, peer);
		finding = findings_add(findings, SEVERITY_ERROR, row->word, ends->tunnel_id,
				       ends->session_id);
		finding_say(finding, "%s is %s here, and %s is %s at the peer", row->word, here,
			    other->word, peer);
	}
}

/* What MTU the peer's line gives, or its kernel would: ours, but for the cookie. 0 where that is not known. */
static uint32_t peer_mtu(const struct config_session *here, const struct config_session *peer)
{
	if (peer->link && peer->link->fields & LINK_MTU)
		return peer->link->mtu;
	if (!here->default_mtu || here->link->mtu == here->default_mtu)
		return 0;
	return here->default_mtu + here->session.cookie.length - peer->session.cookie.length;
}

static void compare_mtu(const struct config_session *here, const struct config_session *peer,
			struct findings *findings)
{
	uint32_t mtu = here->link ? peer_mtu(here, peer) : 0;

	if (mtu && mtu != here->link->mtu)
		finding_say(findings_add(findings, SEVERITY_WARNING, "mtu", here->session.tunnel_id,
					 here->session.session_id),
			    "mtu is %u here, and mtu is %u at the peer", here->link->mtu, mtu);
}

/* Whether what one end requires the other does not send; a LAC sends when its peer does. */
static bool seq_matters(const struct l2tp_session *here, const struct l2tp_session *peer)
{
	bool here_sends = l2tp_session_follows_peer(here) ? peer->seq & L2TP_SEQ_SEND
							  : here->seq & L2TP_SEQ_SEND;

	return (here->seq & L2TP_SEQ_RECV && !(peer->seq & L2TP_SEQ_SEND)) ||
	       (peer->seq & L2TP_SEQ_RECV && !here_sends);
}

/* The sublayer is not told without debugfs; the tunnel's ids are told of with the tunnel. */
static uint32_t session_fields(const struct l2tp_session *here, const struct l2tp_session *peer)
{
	uint32_t fields = ((1u << L2TP_SESSION_LINK_SHIFT) - 1) & ~(uint32_t)OWN_SESSION;

	fields &= ~(uint32_t)(L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_PEER_TUNNEL_ID);
	if (!(here->fields & L2TP_SESSION_L2SPEC_TYPE))
		fields &= ~(uint32_t)L2TP_SESSION_L2SPEC_TYPE;
	if (!seq_matters(here, peer))
		fields &= ~(uint32_t)L2TP_SESSION_SEQ;
	return fields;
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

/* The session of tunnel HERE that is the other end of PEER: by its ids, or by its interface's name. */
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

static bool same_address(const struct l2tp_address *a, const struct l2tp_address *b)
{
	return a->family == b->family && l2tp_address_match(a, b);
}

/* The tunnel that is to be MIRRORED: by its id, or by where it goes. */
static const struct config_tunnel *find_tunnel(const struct config *have,
					       const struct l2tp_tunnel *mirrored)
{
	const struct config_tunnel *found = config_tunnel(have, mirrored->tunnel_id);
	size_t i;

	for (i = 0; !found && i < have->tunnel_count; i++) {
		const struct l2tp_tunnel *tunnel = &have->tunnels[i].tunnel;

		if (tunnel->peer_tunnel_id == mirrored->peer_tunnel_id ||
		    (tunnel->encap == mirrored->encap &&
		     same_address(&tunnel->local, &mirrored->local) &&
		     same_address(&tunnel->remote, &mirrored->remote) &&
		     tunnel->udp_sport == mirrored->udp_sport &&
		     tunnel->udp_dport == mirrored->udp_dport))
			found = &have->tunnels[i];
	}
	return found;
}

static void add_missing(struct findings *findings, const struct l2tp_tunnel *here,
			const struct l2tp_tunnel *tunnel, const struct l2tp_session *session)
{
	struct finding *finding =
		findings_add(findings, SEVERITY_ERROR, "missing", here ? here->tunnel_id : 0, 0);

	if (session)
		finding_say(finding, "nothing here is the other end of the peer's session %u",
			    session->session_id);
	else
		finding_say(finding, "nothing here is the other end of the peer's tunnel %u",
			    tunnel->tunnel_id);
	finding_advise(finding, "l2tp mirror at the peer prints the line that makes it");
}

/* A checksum that is not named is on. */
static bool is_on(const struct l2tp_tunnel *tunnel, uint32_t field, bool value)
{
	return !(tunnel->fields & field) || value;
}

/* What is sent without a checksum and required with one is dropped; the other way is none the worse. */
static uint32_t tunnel_fields(const struct l2tp_tunnel *here, const struct l2tp_tunnel *mirrored)
{
	const uint32_t tx = L2TP_TUNNEL_UDP6_CSUM_TX, rx = L2TP_TUNNEL_UDP6_CSUM_RX;
	bool over_ipv6 = l2tp_tunnel_is_ipv6(here);
	uint32_t fields = ~(uint32_t)OWN_TUNNEL;

	if (!over_ipv6 || is_on(here, tx, here->udp6_csum_tx) ||
	    !is_on(mirrored, tx, mirrored->udp6_csum_tx))
		fields &= ~tx;
	if (!over_ipv6 || !is_on(here, rx, here->udp6_csum_rx) ||
	    is_on(mirrored, rx, mirrored->udp6_csum_rx))
		fields &= ~rx;
	return fields;
}

static void compare_tunnel(const struct config *have, const struct config *peer,
			   const struct config_tunnel *item, struct findings *findings)
{
	struct l2tp_tunnel mirrored = item->tunnel;
	const struct config_tunnel *here;
	struct ends ends = { .table = &tunnel_keywords, .mirrored = &mirrored, .peer = item };
	size_t i;

	l2tp_tunnel_mirror(&mirrored);
	here = find_tunnel(have, &mirrored);
	if (!here) {
		add_missing(findings, NULL, &item->tunnel, NULL);
		return;
	}
	ends.here = here;
	ends.tunnel_id = here->tunnel.tunnel_id;
	ends.fields = tunnel_fields(&here->tunnel, &mirrored);
	compare_ends(&ends, findings);
	for (i = 0; i < peer->session_count; i++) {
		const struct config_session *session = &peer->sessions[i], *own;

		if (session->session.tunnel_id != item->tunnel.tunnel_id)
			continue;
		own = find_session(have, &here->tunnel, &session->session);
		if (own)
			compare_session(own, session, findings);
		else
			add_missing(findings, &here->tunnel, NULL, &session->session);
	}
}

int check_peer(struct kernel *kernel, const struct config *peer, struct findings *findings,
	       struct error *err)
{
	const struct l2tp_tunnel tunnels = { 0 };
	const struct l2tp_session sessions = { 0 };
	struct config have = { 0 };
	size_t i;

	if (config_gather(kernel, &tunnels, &sessions, &have, err) == 0)
		for (i = 0; i < peer->tunnel_count; i++)
			compare_tunnel(&have, peer, &peer->tunnels[i], findings);
	config_free(&have);
	findings_sort(findings);
	if (findings->no_memory)
		error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	return err->code;
}
