/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * uapi_names.h - the names of include/uapi/linux/ that the system's headers also define
 *
 * The two sets of headers conflict, so uapi_ours.c and uapi_system.c each build a table from this list, with their own
 * NAME, TYPE and MEMBER, and uapi_test.c compares the tables.
 */
#ifndef UNIT_UAPI_NAMES_H
#define UNIT_UAPI_NAMES_H

#include <stddef.h>

struct uapi_number {
	const char *name;
	unsigned long number;
};

/* The last row of each has a NULL name. */
extern const struct uapi_number uapi_ours[];
extern const struct uapi_number uapi_system[];

/* NAME(ours, the system's) is a number, TYPE a struct's size, MEMBER a member's offset. */
/* clang-format off */
#define UAPI_NAMES \
	NAME(L2TP_GENL_VERSION, L2TP_GENL_VERSION) \
	NAME(L2TP_PX_PROTO_OE, PX_PROTO_OE) \
	NAME(L2TP_PPPIOCATTCHAN, PPPIOCATTCHAN) \
	NAME(L2TP_PPPIOCBRIDGECHAN, PPPIOCBRIDGECHAN) \
	TYPE(struct l2tp_pppoe, struct sockaddr_pppox) \
	MEMBER(struct l2tp_pppoe, family, struct sockaddr_pppox, sa_family) \
	MEMBER(struct l2tp_pppoe, protocol, struct sockaddr_pppox, sa_protocol) \
	MEMBER(struct l2tp_pppoe, session_id, struct sockaddr_pppox, sa_addr.pppoe.sid) \
	MEMBER(struct l2tp_pppoe, peer, struct sockaddr_pppox, sa_addr.pppoe.remote) \
	MEMBER(struct l2tp_pppoe, interface, struct sockaddr_pppox, sa_addr.pppoe.dev) \
	NAME(L2TP_CMD_NOOP, L2TP_CMD_NOOP) \
	NAME(L2TP_CMD_TUNNEL_CREATE, L2TP_CMD_TUNNEL_CREATE) \
	NAME(L2TP_CMD_TUNNEL_DELETE, L2TP_CMD_TUNNEL_DELETE) \
	NAME(L2TP_CMD_TUNNEL_MODIFY, L2TP_CMD_TUNNEL_MODIFY) \
	NAME(L2TP_CMD_TUNNEL_GET, L2TP_CMD_TUNNEL_GET) \
	NAME(L2TP_CMD_SESSION_CREATE, L2TP_CMD_SESSION_CREATE) \
	NAME(L2TP_CMD_SESSION_DELETE, L2TP_CMD_SESSION_DELETE) \
	NAME(L2TP_CMD_SESSION_MODIFY, L2TP_CMD_SESSION_MODIFY) \
	NAME(L2TP_CMD_SESSION_GET, L2TP_CMD_SESSION_GET) \
	NAME(L2TP_ATTR_NONE, L2TP_ATTR_NONE) \
	NAME(L2TP_ATTR_PW_TYPE, L2TP_ATTR_PW_TYPE) \
	NAME(L2TP_ATTR_ENCAP_TYPE, L2TP_ATTR_ENCAP_TYPE) \
	NAME(L2TP_ATTR_OFFSET, L2TP_ATTR_OFFSET) \
	NAME(L2TP_ATTR_DATA_SEQ, L2TP_ATTR_DATA_SEQ) \
	NAME(L2TP_ATTR_L2SPEC_TYPE, L2TP_ATTR_L2SPEC_TYPE) \
	NAME(L2TP_ATTR_L2SPEC_LEN, L2TP_ATTR_L2SPEC_LEN) \
	NAME(L2TP_ATTR_PROTO_VERSION, L2TP_ATTR_PROTO_VERSION) \
	NAME(L2TP_ATTR_IFNAME, L2TP_ATTR_IFNAME) \
	NAME(L2TP_ATTR_CONN_ID, L2TP_ATTR_CONN_ID) \
	NAME(L2TP_ATTR_PEER_CONN_ID, L2TP_ATTR_PEER_CONN_ID) \
	NAME(L2TP_ATTR_SESSION_ID, L2TP_ATTR_SESSION_ID) \
	NAME(L2TP_ATTR_PEER_SESSION_ID, L2TP_ATTR_PEER_SESSION_ID) \
	NAME(L2TP_ATTR_UDP_CSUM, L2TP_ATTR_UDP_CSUM) \
	NAME(L2TP_ATTR_VLAN_ID, L2TP_ATTR_VLAN_ID) \
	NAME(L2TP_ATTR_COOKIE, L2TP_ATTR_COOKIE) \
	NAME(L2TP_ATTR_PEER_COOKIE, L2TP_ATTR_PEER_COOKIE) \
	NAME(L2TP_ATTR_DEBUG, L2TP_ATTR_DEBUG) \
	NAME(L2TP_ATTR_RECV_SEQ, L2TP_ATTR_RECV_SEQ) \
	NAME(L2TP_ATTR_SEND_SEQ, L2TP_ATTR_SEND_SEQ) \
	NAME(L2TP_ATTR_LNS_MODE, L2TP_ATTR_LNS_MODE) \
	NAME(L2TP_ATTR_USING_IPSEC, L2TP_ATTR_USING_IPSEC) \
	NAME(L2TP_ATTR_RECV_TIMEOUT, L2TP_ATTR_RECV_TIMEOUT) \
	NAME(L2TP_ATTR_FD, L2TP_ATTR_FD) \
	NAME(L2TP_ATTR_IP_SADDR, L2TP_ATTR_IP_SADDR) \
	NAME(L2TP_ATTR_IP_DADDR, L2TP_ATTR_IP_DADDR) \
	NAME(L2TP_ATTR_UDP_SPORT, L2TP_ATTR_UDP_SPORT) \
	NAME(L2TP_ATTR_UDP_DPORT, L2TP_ATTR_UDP_DPORT) \
	NAME(L2TP_ATTR_MTU, L2TP_ATTR_MTU) \
	NAME(L2TP_ATTR_MRU, L2TP_ATTR_MRU) \
	NAME(L2TP_ATTR_STATS, L2TP_ATTR_STATS) \
	NAME(L2TP_ATTR_IP6_SADDR, L2TP_ATTR_IP6_SADDR) \
	NAME(L2TP_ATTR_IP6_DADDR, L2TP_ATTR_IP6_DADDR) \
	NAME(L2TP_ATTR_UDP_ZERO_CSUM6_TX, L2TP_ATTR_UDP_ZERO_CSUM6_TX) \
	NAME(L2TP_ATTR_UDP_ZERO_CSUM6_RX, L2TP_ATTR_UDP_ZERO_CSUM6_RX) \
	NAME(L2TP_ATTR_PAD, L2TP_ATTR_PAD) \
	NAME(L2TP_ATTR_STATS_NONE, L2TP_ATTR_STATS_NONE) \
	NAME(L2TP_ATTR_TX_PACKETS, L2TP_ATTR_TX_PACKETS) \
	NAME(L2TP_ATTR_TX_BYTES, L2TP_ATTR_TX_BYTES) \
	NAME(L2TP_ATTR_TX_ERRORS, L2TP_ATTR_TX_ERRORS) \
	NAME(L2TP_ATTR_RX_PACKETS, L2TP_ATTR_RX_PACKETS) \
	NAME(L2TP_ATTR_RX_BYTES, L2TP_ATTR_RX_BYTES) \
	NAME(L2TP_ATTR_RX_SEQ_DISCARDS, L2TP_ATTR_RX_SEQ_DISCARDS) \
	NAME(L2TP_ATTR_RX_OOS_PACKETS, L2TP_ATTR_RX_OOS_PACKETS) \
	NAME(L2TP_ATTR_RX_ERRORS, L2TP_ATTR_RX_ERRORS) \
	NAME(L2TP_ATTR_STATS_PAD, L2TP_ATTR_STATS_PAD) \
	NAME(L2TP_ATTR_RX_COOKIE_DISCARDS, L2TP_ATTR_RX_COOKIE_DISCARDS) \
	NAME(L2TP_ATTR_RX_INVALID, L2TP_ATTR_RX_INVALID) \
	NAME(L2TP_PWTYPE_NONE, L2TP_PWTYPE_NONE) \
	NAME(L2TP_PWTYPE_ETH_VLAN, L2TP_PWTYPE_ETH_VLAN) \
	NAME(L2TP_PWTYPE_ETH, L2TP_PWTYPE_ETH) \
	NAME(L2TP_PWTYPE_PPP, L2TP_PWTYPE_PPP) \
	NAME(L2TP_PWTYPE_PPP_AC, L2TP_PWTYPE_PPP_AC) \
	NAME(L2TP_PWTYPE_IP, L2TP_PWTYPE_IP) \
	NAME(L2TP_L2SPECTYPE_NONE, L2TP_L2SPECTYPE_NONE) \
	NAME(L2TP_L2SPECTYPE_DEFAULT, L2TP_L2SPECTYPE_DEFAULT) \
	NAME(L2TP_ENCAPTYPE_UDP, L2TP_ENCAPTYPE_UDP) \
	NAME(L2TP_ENCAPTYPE_IP, L2TP_ENCAPTYPE_IP) \
	NAME(L2TP_MSG_DEBUG, L2TP_MSG_DEBUG) \
	NAME(L2TP_MSG_CONTROL, L2TP_MSG_CONTROL) \
	NAME(L2TP_MSG_SEQ, L2TP_MSG_SEQ) \
	NAME(L2TP_MSG_DATA, L2TP_MSG_DATA) \
	NAME(PPPOL2TP_SO_DEBUG, PPPOL2TP_SO_DEBUG) \
	NAME(PPPOL2TP_SO_RECVSEQ, PPPOL2TP_SO_RECVSEQ) \
	NAME(PPPOL2TP_SO_SENDSEQ, PPPOL2TP_SO_SENDSEQ) \
	NAME(PPPOL2TP_SO_LNSMODE, PPPOL2TP_SO_LNSMODE) \
	NAME(PPPOL2TP_SO_REORDERTO, PPPOL2TP_SO_REORDERTO) \
	NAME(L2TP_AF_PPPOX, AF_PPPOX) \
	NAME(L2TP_PX_PROTO_OL2TP, PX_PROTO_OL2TP) \
	NAME(L2TP_SOL_PPPOL2TP, SOL_PPPOL2TP) \
	NAME(L2TP_PPPIOCGL2TPSTATS, PPPIOCGL2TPSTATS) \
	NAME(L2TP_PPPIOCGCHAN, PPPIOCGCHAN) \
	TYPE(struct l2tp_pppox_v2, struct sockaddr_pppol2tp) \
	MEMBER(struct l2tp_pppox_v2, family, struct sockaddr_pppol2tp, sa_family) \
	MEMBER(struct l2tp_pppox_v2, protocol, struct sockaddr_pppol2tp, sa_protocol) \
	MEMBER(struct l2tp_pppox_v2, pid, struct sockaddr_pppol2tp, pppol2tp.pid) \
	MEMBER(struct l2tp_pppox_v2, fd, struct sockaddr_pppol2tp, pppol2tp.fd) \
	MEMBER(struct l2tp_pppox_v2, addr, struct sockaddr_pppol2tp, pppol2tp.addr) \
	MEMBER(struct l2tp_pppox_v2, tunnel_id, struct sockaddr_pppol2tp, pppol2tp.s_tunnel) \
	MEMBER(struct l2tp_pppox_v2, session_id, struct sockaddr_pppol2tp, pppol2tp.s_session) \
	MEMBER(struct l2tp_pppox_v2, peer_tunnel_id, struct sockaddr_pppol2tp, pppol2tp.d_tunnel) \
	MEMBER(struct l2tp_pppox_v2, peer_session_id, struct sockaddr_pppol2tp, pppol2tp.d_session) \
	TYPE(struct l2tp_pppox_v2_in6, struct sockaddr_pppol2tpin6) \
	MEMBER(struct l2tp_pppox_v2_in6, family, struct sockaddr_pppol2tpin6, sa_family) \
	MEMBER(struct l2tp_pppox_v2_in6, protocol, struct sockaddr_pppol2tpin6, sa_protocol) \
	MEMBER(struct l2tp_pppox_v2_in6, pid, struct sockaddr_pppol2tpin6, pppol2tp.pid) \
	MEMBER(struct l2tp_pppox_v2_in6, fd, struct sockaddr_pppol2tpin6, pppol2tp.fd) \
	MEMBER(struct l2tp_pppox_v2_in6, addr, struct sockaddr_pppol2tpin6, pppol2tp.addr) \
	MEMBER(struct l2tp_pppox_v2_in6, tunnel_id, struct sockaddr_pppol2tpin6, pppol2tp.s_tunnel) \
	MEMBER(struct l2tp_pppox_v2_in6, session_id, struct sockaddr_pppol2tpin6, pppol2tp.s_session) \
	MEMBER(struct l2tp_pppox_v2_in6, peer_tunnel_id, struct sockaddr_pppol2tpin6, pppol2tp.d_tunnel) \
	MEMBER(struct l2tp_pppox_v2_in6, peer_session_id, struct sockaddr_pppol2tpin6, pppol2tp.d_session) \
	TYPE(struct l2tp_pppox_v3, struct sockaddr_pppol2tpv3) \
	MEMBER(struct l2tp_pppox_v3, family, struct sockaddr_pppol2tpv3, sa_family) \
	MEMBER(struct l2tp_pppox_v3, protocol, struct sockaddr_pppol2tpv3, sa_protocol) \
	MEMBER(struct l2tp_pppox_v3, pid, struct sockaddr_pppol2tpv3, pppol2tp.pid) \
	MEMBER(struct l2tp_pppox_v3, fd, struct sockaddr_pppol2tpv3, pppol2tp.fd) \
	MEMBER(struct l2tp_pppox_v3, addr, struct sockaddr_pppol2tpv3, pppol2tp.addr) \
	MEMBER(struct l2tp_pppox_v3, tunnel_id, struct sockaddr_pppol2tpv3, pppol2tp.s_tunnel) \
	MEMBER(struct l2tp_pppox_v3, session_id, struct sockaddr_pppol2tpv3, pppol2tp.s_session) \
	MEMBER(struct l2tp_pppox_v3, peer_tunnel_id, struct sockaddr_pppol2tpv3, pppol2tp.d_tunnel) \
	MEMBER(struct l2tp_pppox_v3, peer_session_id, struct sockaddr_pppol2tpv3, pppol2tp.d_session) \
	TYPE(struct l2tp_pppox_v3_in6, struct sockaddr_pppol2tpv3in6) \
	MEMBER(struct l2tp_pppox_v3_in6, family, struct sockaddr_pppol2tpv3in6, sa_family) \
	MEMBER(struct l2tp_pppox_v3_in6, protocol, struct sockaddr_pppol2tpv3in6, sa_protocol) \
	MEMBER(struct l2tp_pppox_v3_in6, pid, struct sockaddr_pppol2tpv3in6, pppol2tp.pid) \
	MEMBER(struct l2tp_pppox_v3_in6, fd, struct sockaddr_pppol2tpv3in6, pppol2tp.fd) \
	MEMBER(struct l2tp_pppox_v3_in6, addr, struct sockaddr_pppol2tpv3in6, pppol2tp.addr) \
	MEMBER(struct l2tp_pppox_v3_in6, tunnel_id, struct sockaddr_pppol2tpv3in6, pppol2tp.s_tunnel) \
	MEMBER(struct l2tp_pppox_v3_in6, session_id, struct sockaddr_pppol2tpv3in6, pppol2tp.s_session) \
	MEMBER(struct l2tp_pppox_v3_in6, peer_tunnel_id, struct sockaddr_pppol2tpv3in6, pppol2tp.d_tunnel) \
	MEMBER(struct l2tp_pppox_v3_in6, peer_session_id, struct sockaddr_pppol2tpv3in6, pppol2tp.d_session) \
	TYPE(struct l2tp_pppox_stats, struct pppol2tp_ioc_stats) \
	MEMBER(struct l2tp_pppox_stats, tunnel_id, struct pppol2tp_ioc_stats, tunnel_id) \
	MEMBER(struct l2tp_pppox_stats, session_id, struct pppol2tp_ioc_stats, session_id) \
	MEMBER(struct l2tp_pppox_stats, tx_packets, struct pppol2tp_ioc_stats, tx_packets) \
	MEMBER(struct l2tp_pppox_stats, tx_bytes, struct pppol2tp_ioc_stats, tx_bytes) \
	MEMBER(struct l2tp_pppox_stats, tx_errors, struct pppol2tp_ioc_stats, tx_errors) \
	MEMBER(struct l2tp_pppox_stats, rx_packets, struct pppol2tp_ioc_stats, rx_packets) \
	MEMBER(struct l2tp_pppox_stats, rx_bytes, struct pppol2tp_ioc_stats, rx_bytes) \
	MEMBER(struct l2tp_pppox_stats, rx_seq_discards, struct pppol2tp_ioc_stats, rx_seq_discards) \
	MEMBER(struct l2tp_pppox_stats, rx_oos_packets, struct pppol2tp_ioc_stats, rx_oos_packets) \
	MEMBER(struct l2tp_pppox_stats, rx_errors, struct pppol2tp_ioc_stats, rx_errors)
/* clang-format on */

#endif
