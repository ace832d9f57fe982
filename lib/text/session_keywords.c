// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * session_keywords.c - the keywords of a session
 *
 * The order of the rows is that of JSON, usage and help. They are not for clang-format, which would give
 * each member a line: a row reads best as a row.
 */
#include "lib/text/session_keywords.h"

#include "lib/base/member.h"
#include "lib/model/link.h"
#include "lib/model/session.h"
#include "lib/text/address_value.h"
#include "lib/text/keyword.h"
#include "lib/text/link_value.h"
#include "lib/text/tunnel_keywords.h"
#include "lib/text/value.h"

#define USE(add, set, filter) \
	.use = { [VERB_ADD] = (add), [VERB_SET] = (set), [VERB_FILTER] = (filter) }
#define SESSION(bit, member) \
	.mask = offsetof(struct l2tp_setup, session.fields), .field = (bit), \
	MEMBER(struct l2tp_setup, session.member)
#define LINK(bit, member) \
	.mask = offsetof(struct l2tp_setup, link.fields), .field = (bit), \
	MEMBER(struct l2tp_setup, link.member)
#define USE_OF_LINK USE(OPTIONAL, OPTIONAL, REFUSED)

/* clang-format off */
static const struct keyword rows[] = {
	{ .word = "session_id", .mirror = "peer_session_id", .alias = "sid", .type = &value_id,
	  SESSION(L2TP_SESSION_ID, session_id), USE(REQUIRED, OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "local session ID; 1..65535 in a version 2 tunnel" },
	{ .word = "tunnel_id", .mirror = "peer_tunnel_id", .alias = "tid", .type = &value_id,
	  SESSION(L2TP_SESSION_TUNNEL_ID, tunnel_id), USE(REQUIRED, OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "the tunnel that carries the session" },
	{ .word = "peer_session_id", .mirror = "session_id", .alias = "psid", .type = &value_id,
	  SESSION(L2TP_SESSION_PEER_ID, peer_session_id), USE(REQUIRED, FIXED, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "the peer's session ID" },
	{ .word = "peer_tunnel_id", .mirror = "tunnel_id", .alias = "ptid", .type = &value_id,
	  SESSION(L2TP_SESSION_PEER_TUNNEL_ID, peer_tunnel_id), USE(REFUSED, FIXED, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "the peer's ID of that tunnel" },
	{ .word = "name", .json = "interface", .type = &value_interface,
	  SESSION(L2TP_SESSION_NAME, name), USE(OPTIONAL, OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "network interface of the session, default l2tpethN" },
	{ .word = "cookie", .mirror = "peer_cookie", .type = &value_cookie,
	  SESSION(L2TP_SESSION_COOKIE, cookie), USE(OPTIONAL, FIXED, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "cookie to send, 4 or 8 bytes" },
	{ .word = "peer_cookie", .mirror = "cookie", .type = &value_cookie,
	  SESSION(L2TP_SESSION_PEER_COOKIE, peer_cookie), USE(OPTIONAL, FIXED, OPTIONAL),
	  .everywhere = true, .in_lines = true,
	  .help = "cookie to expect, 4 or 8 bytes" },
	{ .word = "reorder_timeout", .type = &value_milliseconds,
	  SESSION(L2TP_SESSION_REORDER_TIMEOUT, reorder_timeout),
	  USE(OPTIONAL, OPTIONAL, OPTIONAL), .in_lines = true, .json_without_zero = true,
	  .help = "wait for packets out of sequence, default 0: drop them" },
	{ .word = "seq", .type = &value_seq,
	  SESSION(L2TP_SESSION_SEQ, seq), USE(OPTIONAL, OPTIONAL, OPTIONAL),
	  .everywhere = true, .in_lines = true, .json_by_hand = true,
	  .help = "sequence numbers: send them, require them, default none" },
	{ .word = "pwtype", .type = &value_pwtype,
	  SESSION(L2TP_SESSION_PWTYPE, pwtype), USE(OPTIONAL, FIXED, OPTIONAL),
	  .help = "pseudowire, default eth; ppp in a version 2 tunnel" },
	{ .word = "l2spec_type", .type = &value_l2spec,
	  SESSION(L2TP_SESSION_L2SPEC_TYPE, l2spec_type), USE(OPTIONAL, FIXED, OPTIONAL),
	  .everywhere = true,
	  .help = "Layer-2-specific sublayer as the peer has it" },
	{ .word = "lns_mode", .type = &value_switch,
	  SESSION(L2TP_SESSION_LNS_MODE, lns_mode), USE(OPTIONAL, OPTIONAL, OPTIONAL),
	  .help = "decide on sequence numbers as an LNS, default off" },
	{ .word = "debug", .type = &value_debug,
	  SESSION(L2TP_SESSION_DEBUG, debug), USE(OPTIONAL, OPTIONAL, OPTIONAL),
	  .help = "message classes, or their mask; kernels since 5.12 log none" },
	{ .word = "up", .type = &value_up, LINK(LINK_UP, up), USE_OF_LINK,
	  .help = "set the interface up" },
	{ .word = "down", .type = &value_down, LINK(LINK_UP, up), USE_OF_LINK,
	  .help = "set the interface down" },
	{ .word = "mtu", .type = &value_mtu, LINK(LINK_MTU, mtu), USE_OF_LINK,
	  .help = "MTU of the interface, default what the path leaves room for" },
	{ .word = "lladdr", .type = &value_lladdr, LINK(LINK_LLADDR, lladdr), USE_OF_LINK,
	  .help = "Ethernet address of the interface, default a random one" },
	{ .word = "master", .type = &value_master, LINK(LINK_MASTER, master), USE_OF_LINK,
	  .help = "put the interface into this bridge, bond or VRF" },
	{ .word = "nomaster", .type = &value_nomaster, LINK(LINK_MASTER, master), USE_OF_LINK,
	  .help = "take the interface out of it" },
	{ .word = "addr", .type = &value_ifaddr, .repeatable = true,
	  LINK(LINK_ADDRESSES, addresses), USE_OF_LINK,
	  .help = "give the interface an address; may be repeated" },
	{ .word = "peer", .type = &value_ifaddr_peer, .repeatable = true,
	  LINK(LINK_ADDRESSES, addresses), USE_OF_LINK,
	  .help = "behind addr: the address of the other end" },
	{ .word = "noaddr", .type = &value_no_ifaddr, .repeatable = true,
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
	.rows = rows,
	.other = &tunnel_keywords,
};
