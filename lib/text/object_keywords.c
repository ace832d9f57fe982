// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * object_keywords.c - the keywords of tunnels and sessions
 *
 * Row order is the order in JSON, usage and help. clang-format is off to keep rows compact.
 */
#include "lib/text/object_keywords.h"

#include <stddef.h>

#include "lib/base/member.h"
#include "lib/model/session.h"
#include "lib/text/address_value.h"
#include "lib/text/link_value.h"

/* The kernel cannot modify a tunnel: TUNNEL_MODIFY has no attributes (net/l2tp/l2tp_netlink.c). */
#define TUNNEL_USE(add, filter) \
	.use = { [VERB_ADD] = (add), [VERB_SET] = FIXED, [VERB_FILTER] = (filter) }
#define TUNNEL(bit, member) .field = (bit), MEMBER(struct l2tp_tunnel, member)

/* clang-format off */
static const struct keyword tunnel_rows[] = {
	{ .word = "tunnel_id", .synonyms = "id", .mirror = "peer_tunnel_id", .alias = "tid", .type = &value_id,
	  TUNNEL(L2TP_TUNNEL_ID, tunnel_id), TUNNEL_USE(REQUIRED, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "local tunnel ID, 1..65535 in version 2" },
	{ .word = "encap", .synonyms = "proto type", .type = &value_encap,
	  TUNNEL(L2TP_TUNNEL_ENCAP, encap), TUNNEL_USE(OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "encapsulation of the packets", .add_help = "default: udp" },
	{ .word = "local", .synonyms = "src source", .mirror = "remote", .type = &value_address, .filter = &value_network,
	  TUNNEL(L2TP_TUNNEL_LOCAL, local), TUNNEL_USE(REQUIRED, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "address of this host", .add_help = "or any" },
	{ .word = "remote", .synonyms = "dst destination peer", .mirror = "local", .json = "peer", .type = &value_address, .filter = &value_network,
	  TUNNEL(L2TP_TUNNEL_REMOTE, remote), TUNNEL_USE(REQUIRED, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "the peer's address", .add_help = "of the same family" },
	{ .word = "peer_tunnel_id", .synonyms = "remote_tunnel_id", .mirror = "tunnel_id", .alias = "ptid", .json = "peer_tunnel", .type = &value_id,
	  TUNNEL(L2TP_TUNNEL_PEER_ID, peer_tunnel_id), TUNNEL_USE(REQUIRED, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "the peer's tunnel ID" },
	{ .word = "udp_sport", .synonyms = "port", .mirror = "udp_dport", .json = "local_port", .type = &value_port,
	  TUNNEL(L2TP_TUNNEL_UDP_SPORT, udp_sport), TUNNEL_USE(OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "local UDP port", .add_help = "required with encap udp" },
	{ .word = "udp_dport", .mirror = "udp_sport", .json = "peer_port", .type = &value_port,
	  TUNNEL(L2TP_TUNNEL_UDP_DPORT, udp_dport), TUNNEL_USE(OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "the peer's UDP port", .add_help = "required with encap udp" },
	{ .word = "udp_csum", .json = "checksum", .type = &value_switch,
	  TUNNEL(L2TP_TUNNEL_UDP_CSUM, udp_csum), TUNNEL_USE(OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "UDP checksums over IPv4", .add_help = "default: off" },
	{ .word = "udp6_csum_tx", .mirror = "udp6_csum_rx", .json = "checksum_tx", .type = &value_switch,
	  TUNNEL(L2TP_TUNNEL_UDP6_CSUM_TX, udp6_csum_tx), TUNNEL_USE(OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "send UDP checksums over IPv6", .add_help = "default: on" },
	{ .word = "udp6_csum_rx", .mirror = "udp6_csum_tx", .json = "checksum_rx", .type = &value_switch,
	  TUNNEL(L2TP_TUNNEL_UDP6_CSUM_RX, udp6_csum_rx), TUNNEL_USE(OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "require UDP checksums over IPv6", .add_help = "default: on" },
	{ .word = "version", .type = &value_version,
	  TUNNEL(L2TP_TUNNEL_VERSION, version), TUNNEL_USE(OPTIONAL, OPTIONAL),
	  .help = "L2TP version", .add_help = "default: 3; 2 needs encap udp" },
	{ .word = "debug", .type = &value_debug,
	  TUNNEL(L2TP_TUNNEL_DEBUG, debug), TUNNEL_USE(OPTIONAL, OPTIONAL),
	  .help = "message classes, or their mask; Linux 5.10 and later log none" },
	{ .word = NULL },
};

/* clang-format on */
const struct keyword_table tunnel_keywords = {
	.object = "tunnel",
	.rows = tunnel_rows,
	.other = &session_keywords,
};

#define USE(add, set, filter) \
	.use = { [VERB_ADD] = (add), [VERB_SET] = (set), [VERB_FILTER] = (filter) }
#define SESSION(bit, member) \
	.mask = offsetof(struct l2tp_setup, session.fields), .field = (bit), \
	MEMBER(struct l2tp_setup, session.member)
#define LINK(bit, member) \
	.group = "interface", .mask = offsetof(struct l2tp_setup, link.fields), .field = (bit), \
	MEMBER(struct l2tp_setup, link.member)
#define USE_OF_LINK USE(OPTIONAL, OPTIONAL, REFUSED)

/* clang-format off */
static const struct keyword session_rows[] = {
	{ .word = "session_id", .synonyms = "id", .mirror = "peer_session_id", .alias = "sid", .type = &value_id,
	  SESSION(L2TP_SESSION_ID, session_id), USE(REQUIRED, OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "local session ID; 1..65535 in a version 2 tunnel" },
	{ .word = "tunnel_id", .mirror = "peer_tunnel_id", .alias = "tid", .type = &value_id,
	  SESSION(L2TP_SESSION_TUNNEL_ID, tunnel_id), USE(REQUIRED, OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "the tunnel that carries the session" },
	{ .word = "peer_session_id", .synonyms = "remote_session_id", .mirror = "session_id", .alias = "psid", .type = &value_id,
	  SESSION(L2TP_SESSION_PEER_ID, peer_session_id), USE(REQUIRED, FIXED, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "the peer's session ID" },
	{ .word = "peer_tunnel_id", .mirror = "tunnel_id", .alias = "ptid", .type = &value_id,
	  SESSION(L2TP_SESSION_PEER_TUNNEL_ID, peer_tunnel_id), USE(REFUSED, FIXED, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "the peer's ID of that tunnel" },
	{ .word = "name", .synonyms = "dev ifname interface", .json = "interface", .type = &value_interface,
	  SESSION(L2TP_SESSION_NAME, name), USE(OPTIONAL, OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "network interface of the session", .add_help = "default: l2tpethN" },
	{ .word = "cookie", .mirror = "peer_cookie", .type = &value_cookie,
	  SESSION(L2TP_SESSION_COOKIE, cookie), USE(OPTIONAL, FIXED, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "cookie to send, 8 or 16 hex digits" },
	{ .word = "peer_cookie", .synonyms = "remote_cookie", .mirror = "cookie", .type = &value_cookie,
	  SESSION(L2TP_SESSION_PEER_COOKIE, peer_cookie), USE(OPTIONAL, FIXED, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "cookie to expect, 8 or 16 hex digits" },
	{ .word = "reorder_timeout", .type = &value_milliseconds,
	  SESSION(L2TP_SESSION_REORDER_TIMEOUT, reorder_timeout),
	  USE(OPTIONAL, OPTIONAL, OPTIONAL), .in_lines = true, .json_without_zero = true,
	  .help = "wait for packets out of sequence", .add_help = "default: 0, drop them" },
	{ .word = "seq", .type = &value_seq,
	  SESSION(L2TP_SESSION_SEQ, seq), USE(OPTIONAL, OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true, .json_by_hand = true,
	  .help = "send or require sequence numbers", .add_help = "default: none" },
	{ .word = "pwtype", .synonyms = "type", .type = &value_pwtype,
	  SESSION(L2TP_SESSION_PWTYPE, pwtype), USE(OPTIONAL, FIXED, OPTIONAL),
	  .help = "pseudowire", .add_help = "default: eth; ppp in a version 2 tunnel" },
	{ .word = "l2spec_type", .type = &value_l2spec,
	  SESSION(L2TP_SESSION_L2SPEC_TYPE, l2spec_type), USE(OPTIONAL, FIXED, OPTIONAL),
	  .everywhere = true,
	  .help = "Layer-2-specific sublayer as on the peer", .add_help = "default: default" },
	{ .word = "lns_mode", .type = &value_switch,
	  SESSION(L2TP_SESSION_LNS_MODE, lns_mode), USE(OPTIONAL, OPTIONAL, OPTIONAL),
	  .help = "keep seq whatever the peer sends, as an LNS", .add_help = "default: off" },
	{ .word = "debug", .type = &value_debug,
	  SESSION(L2TP_SESSION_DEBUG, debug), USE(OPTIONAL, OPTIONAL, OPTIONAL),
	  .help = "message classes, or their mask; Linux 5.10 and later log none" },
	{ .word = "up", .synonyms = "enable", .type = &value_up, LINK(LINK_UP, up), USE_OF_LINK,
	  .help = "set the interface up" },
	{ .word = "down", .synonyms = "disable", .type = &value_down, LINK(LINK_UP, up), USE_OF_LINK,
	  .help = "set the interface down" },
	{ .word = "mtu", .type = &value_mtu, LINK(LINK_MTU, mtu), USE_OF_LINK,
	  .help = "MTU of the interface", .add_help = "default: path MTU less overhead" },
	{ .word = "lladdr", .synonyms = "mac", .type = &value_lladdr, LINK(LINK_LLADDR, lladdr), USE_OF_LINK,
	  .help = "Ethernet address of the interface", .add_help = "default: random" },
	{ .word = "master", .synonyms = "bridge", .type = &value_master, LINK(LINK_MASTER, master), USE_OF_LINK,
	  .help = "put the interface into this bridge, bond or VRF" },
	{ .word = "nomaster", .type = &value_nomaster, LINK(LINK_MASTER, master), USE_OF_LINK,
	  .help = "take the interface out of it" },
	{ .word = "addr", .synonyms = "ip inet inet6", .type = &value_ifaddr, .repeatable = true,
	  LINK(LINK_ADDRESSES, addresses), USE_OF_LINK,
	  .help = "give the interface an address; may be repeated" },
	{ .word = "peer", .type = &value_ifaddr_peer, .repeatable = true,
	  LINK(LINK_ADDRESSES, addresses), USE_OF_LINK,
	  .help = "address of the other end, after addr" },
	{ .word = "noaddr", .synonyms = "delete", .type = &value_no_ifaddr, .repeatable = true,
	  LINK(LINK_NO_ADDRESSES, no_addresses), USE(REFUSED, OPTIONAL, REFUSED),
	  .help = "take an address from the interface; may be repeated" },
	{ .word = "offset", .type = &value_ignored, USE(IGNORED, IGNORED, IGNORED),
	  .everywhere = true, .help = "kernels since 4.16 have no offset" },
	{ .word = "peer_offset", .type = &value_ignored, USE(IGNORED, IGNORED, IGNORED),
	  .everywhere = true, .help = "kernels since 4.16 have no offset" },
	{ .word = NULL },
};

/* clang-format on */
const struct keyword_table session_keywords = {
	.object = "session",
	.rows = session_rows,
	.other = &tunnel_keywords,
};
