// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * keywords.c - the keywords of `ppp` and the rules between them
 */
#include "lib/ppp/keywords.h"

#include <errno.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/member.h"
#include "lib/text/address_value.h"

#define USE(add) .use = { [VERB_ADD] = (add), [VERB_SET] = REFUSED, [VERB_FILTER] = REFUSED }
#define SESSION(bit, member) \
	.mask = offsetof(struct l2tp_ppp, session.fields), .field = (bit), \
	MEMBER(struct l2tp_ppp, session.member)
#define TUNNEL(bit, member) \
	.group = "tunnel to add; omit these for an existing tunnel", \
	.mask = offsetof(struct l2tp_ppp, tunnel.fields), .field = (bit), \
	MEMBER(struct l2tp_ppp, tunnel.member)

/* clang-format off */
static const struct keyword rows[] = {
	{ .word = "tunnel_id", .alias = "tid", .type = &value_id,
	  SESSION(L2TP_SESSION_TUNNEL_ID, tunnel_id), USE(REQUIRED),
	  .help = "the tunnel that carries the session" },
	{ .word = "session_id", .alias = "sid", .type = &value_id,
	  SESSION(L2TP_SESSION_ID, session_id), USE(REQUIRED),
	  .help = "local session ID; 1..65535 in a version 2 tunnel" },
	{ .word = "peer_session_id", .alias = "psid", .type = &value_id,
	  SESSION(L2TP_SESSION_PEER_ID, peer_session_id), USE(OPTIONAL),
	  .help = "the peer's session ID, to add the session" },
	{ .word = "seq", .type = &value_seq,
	  SESSION(L2TP_SESSION_SEQ, seq), USE(OPTIONAL),
	  .help = "sequence numbers: send them, require them" },
	{ .word = "lns_mode", .type = &value_switch,
	  SESSION(L2TP_SESSION_LNS_MODE, lns_mode), USE(OPTIONAL),
	  .help = "keep seq whatever the peer sends, as an LNS" },
	{ .word = "reorder_timeout", .type = &value_milliseconds,
	  SESSION(L2TP_SESSION_REORDER_TIMEOUT, reorder_timeout), USE(OPTIONAL),
	  .help = "wait for packets out of sequence" },
	{ .word = "debug", .type = &value_debug,
	  SESSION(L2TP_SESSION_DEBUG, debug), USE(OPTIONAL),
	  .help = "message classes, or their mask; Linux 5.10 and later log none" },
	{ .word = "peer_tunnel_id", .alias = "ptid", .type = &value_id,
	  TUNNEL(L2TP_TUNNEL_PEER_ID, peer_tunnel_id), USE(OPTIONAL),
	  .help = "the peer's tunnel ID" },
	{ .word = "local", .type = &value_address,
	  TUNNEL(L2TP_TUNNEL_LOCAL, local), USE(OPTIONAL),
	  .help = "an address of this host, or any" },
	{ .word = "remote", .type = &value_address,
	  TUNNEL(L2TP_TUNNEL_REMOTE, remote), USE(OPTIONAL),
	  .help = "the peer's address, of the same family" },
	{ .word = "udp_sport", .type = &value_port,
	  TUNNEL(L2TP_TUNNEL_UDP_SPORT, udp_sport), USE(OPTIONAL),
	  .help = "local UDP port" },
	{ .word = "udp_dport", .type = &value_port,
	  TUNNEL(L2TP_TUNNEL_UDP_DPORT, udp_dport), USE(OPTIONAL),
	  .help = "the peer's UDP port" },
	{ .word = "udp_csum", .type = &value_switch,
	  TUNNEL(L2TP_TUNNEL_UDP_CSUM, udp_csum), USE(OPTIONAL),
	  .help = "UDP checksums over IPv4", .add_help = "default: off" },
	{ .word = "udp6_csum_tx", .type = &value_switch,
	  TUNNEL(L2TP_TUNNEL_UDP6_CSUM_TX, udp6_csum_tx), USE(OPTIONAL),
	  .help = "send UDP checksums over IPv6", .add_help = "default: on" },
	{ .word = "udp6_csum_rx", .type = &value_switch,
	  TUNNEL(L2TP_TUNNEL_UDP6_CSUM_RX, udp6_csum_rx), USE(OPTIONAL),
	  .help = "require UDP checksums over IPv6", .add_help = "default: on" },
	{ .word = "version", .type = &value_version,
	  TUNNEL(L2TP_TUNNEL_VERSION, version), USE(OPTIONAL),
	  .help = "L2TP version of the tunnel", .add_help = "default: 2" },
	{ .word = NULL },
};

/* clang-format on */
const struct keyword_table ppp_keywords = {
	.object = "ppp",
	.rows = rows,
};

/* If the command adds the tunnel, each of these fields is required. */
static int check_missing(const struct l2tp_ppp *ppp, struct error *err)
{
	const uint32_t needed = L2TP_TUNNEL_PEER_ID | L2TP_TUNNEL_LOCAL | L2TP_TUNNEL_REMOTE |
				L2TP_TUNNEL_UDP_SPORT | L2TP_TUNNEL_UDP_DPORT;
	const struct keyword *row;

	if (!(ppp->session.fields & L2TP_SESSION_PEER_ID))
		return error_usage(err, "peer_session_id is required to add the tunnel");
	for (row = rows; row->word; row++)
		if (row->mask == offsetof(struct l2tp_ppp, tunnel.fields) && row->field & needed &&
		    !keyword_is_set(row, ppp))
			return error_usage(err, "%s is required to add the tunnel", row->word);
	return 0;
}

static void complete_ids(struct l2tp_ppp *ppp)
{
	ppp->own = ppp->tunnel.fields != 0;
	ppp->tunnel.tunnel_id = ppp->session.tunnel_id;
	ppp->tunnel.fields |= L2TP_TUNNEL_ID;
	if (!ppp->own)
		return;
	if (!(ppp->tunnel.fields & L2TP_TUNNEL_VERSION))
		ppp->tunnel.version = 2;
	ppp->tunnel.fields |= L2TP_TUNNEL_VERSION;
	ppp->session.pwtype = L2TP_PWTYPE_PPP;
	ppp->session.fields |= L2TP_SESSION_PWTYPE;
	ppp->session.peer_tunnel_id = ppp->tunnel.peer_tunnel_id;
}

/* The defaults of tunnels added over netlink; a program's own sockets lack them (net/l2tp/l2tp_core.c). */
static void complete_checksums(struct l2tp_tunnel *tunnel)
{
	if (!l2tp_tunnel_is_ipv6(tunnel)) {
		tunnel->fields |= L2TP_TUNNEL_UDP_CSUM; /* off */
		return;
	}
	if (!(tunnel->fields & L2TP_TUNNEL_UDP6_CSUM_TX))
		tunnel->udp6_csum_tx = true;
	if (!(tunnel->fields & L2TP_TUNNEL_UDP6_CSUM_RX))
		tunnel->udp6_csum_rx = true;
	tunnel->fields |= L2TP_TUNNEL_UDP6_CSUM_TX | L2TP_TUNNEL_UDP6_CSUM_RX;
}

int l2tp_ppp_prepare(struct l2tp_ppp *ppp, struct error *err)
{
	complete_ids(ppp);
	if (!ppp->own)
		return 0;
	if (check_missing(ppp, err) < 0 || l2tp_tunnel_prepare(&ppp->tunnel, err) < 0)
		return err->code;
	complete_checksums(&ppp->tunnel);
	l2tp_session_complete(&ppp->session, &ppp->tunnel);
	return l2tp_session_check(&ppp->session, NULL, &ppp->tunnel, err);
}
