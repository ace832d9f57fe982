// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * tunnel_keywords.c - the keywords of a tunnel
 *
 * The order of the rows is that of JSON, usage and help. They are not for clang-format, which would give
 * each member a line: a row reads best as a row.
 */
#include "lib/text/tunnel_keywords.h"

#include "lib/base/member.h"
#include "lib/model/tunnel.h"
#include "lib/text/address_value.h"
#include "lib/text/keyword.h"
#include "lib/text/session_keywords.h"
#include "lib/text/value.h"

/* No kernel of today changes a tunnel: TUNNEL_MODIFY takes nothing (l2tp_netlink.c). */
#define USE(add, filter) .use = { [VERB_ADD] = (add), [VERB_SET] = FIXED, [VERB_FILTER] = (filter) }
#define TUNNEL(bit, member) .field = (bit), MEMBER(struct l2tp_tunnel, member)

/* clang-format off */
static const struct keyword rows[] = {
	{ .word = "tunnel_id", .mirror = "peer_tunnel_id", .alias = "tid", .type = &value_id,
	  TUNNEL(L2TP_TUNNEL_ID, tunnel_id), USE(REQUIRED, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "local control connection ID, 1..65535 in version 2" },
	{ .word = "encap", .type = &value_encap,
	  TUNNEL(L2TP_TUNNEL_ENCAP, encap), USE(OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "encapsulation of the packets, default udp" },
	{ .word = "local", .mirror = "remote", .type = &value_address, .filter = &value_network,
	  TUNNEL(L2TP_TUNNEL_LOCAL, local), USE(REQUIRED, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "an address of this host, or any" },
	{ .word = "remote", .mirror = "local", .json = "peer", .type = &value_address, .filter = &value_network,
	  TUNNEL(L2TP_TUNNEL_REMOTE, remote), USE(REQUIRED, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "the peer's address, of the same family" },
	{ .word = "peer_tunnel_id", .mirror = "tunnel_id", .alias = "ptid", .json = "peer_tunnel", .type = &value_id,
	  TUNNEL(L2TP_TUNNEL_PEER_ID, peer_tunnel_id), USE(REQUIRED, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "the peer's control connection ID" },
	{ .word = "udp_sport", .mirror = "udp_dport", .json = "local_port", .type = &value_port,
	  TUNNEL(L2TP_TUNNEL_UDP_SPORT, udp_sport), USE(OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "local UDP port, required with encap udp" },
	{ .word = "udp_dport", .mirror = "udp_sport", .json = "peer_port", .type = &value_port,
	  TUNNEL(L2TP_TUNNEL_UDP_DPORT, udp_dport), USE(OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "the peer's UDP port, required with encap udp" },
	{ .word = "udp_csum", .json = "checksum", .type = &value_switch,
	  TUNNEL(L2TP_TUNNEL_UDP_CSUM, udp_csum), USE(OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "UDP checksums over IPv4, default off" },
	{ .word = "udp6_csum_tx", .mirror = "udp6_csum_rx", .json = "checksum_tx", .type = &value_switch,
	  TUNNEL(L2TP_TUNNEL_UDP6_CSUM_TX, udp6_csum_tx), USE(OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "send UDP checksums over IPv6, default on" },
	{ .word = "udp6_csum_rx", .mirror = "udp6_csum_tx", .json = "checksum_rx", .type = &value_switch,
	  TUNNEL(L2TP_TUNNEL_UDP6_CSUM_RX, udp6_csum_rx), USE(OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "require UDP checksums over IPv6, default on" },
	{ .word = "version", .type = &value_version,
	  TUNNEL(L2TP_TUNNEL_VERSION, version), USE(OPTIONAL, OPTIONAL),
	  .help = "L2TP version, default 3; 2 needs encap udp" },
	{ .word = "debug", .type = &value_debug,
	  TUNNEL(L2TP_TUNNEL_DEBUG, debug), USE(OPTIONAL, OPTIONAL),
	  .help = "message classes, or their mask; kernels since 5.12 log none" },
	{ .word = NULL },
};

/* clang-format on */
const struct keyword_table tunnel_keywords = {
	.object = "tunnel",
	.rows = rows,
	.other = &session_keywords,
};
