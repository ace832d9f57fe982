/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * l2tp.h - the generic netlink ABI of the kernel's L2TP drivers
 *
 * Defined here so that every build supports the same features, independent of the distribution's headers.
 * testsuite/unit/ checks each number against the system's <linux/l2tp.h>. lib/netlink/attributes.c lists the attributes
 * of each message.
 */
#ifndef UAPI_LINUX_L2TP_H
#define UAPI_LINUX_L2TP_H

#define L2TP_GENL_NAME "l2tp"
#define L2TP_GENL_VERSION 1
#define L2TP_GENL_MCGROUP "l2tp"

enum {
	L2TP_CMD_NOOP = 0,
	L2TP_CMD_TUNNEL_CREATE = 1,
	L2TP_CMD_TUNNEL_DELETE = 2,
	L2TP_CMD_TUNNEL_MODIFY = 3,
	L2TP_CMD_TUNNEL_GET = 4,
	L2TP_CMD_SESSION_CREATE = 5,
	L2TP_CMD_SESSION_DELETE = 6,
	L2TP_CMD_SESSION_MODIFY = 7,
	L2TP_CMD_SESSION_GET = 8,
};

/* Integers are in host byte order, except IP_SADDR and IP_DADDR, which are in network byte order. */
enum {
	L2TP_ATTR_NONE = 0,
	L2TP_ATTR_PW_TYPE = 1,		  /* u16, enum l2tp_pwtype */
	L2TP_ATTR_ENCAP_TYPE = 2,	  /* u16, enum l2tp_encap_type */
	L2TP_ATTR_OFFSET = 3,		  /* u16, ignored since Linux 4.16 */
	L2TP_ATTR_DATA_SEQ = 4,		  /* u16, ignored */
	L2TP_ATTR_L2SPEC_TYPE = 5,	  /* u8, enum l2tp_l2spec_type */
	L2TP_ATTR_L2SPEC_LEN = 6,	  /* u8, ignored */
	L2TP_ATTR_PROTO_VERSION = 7,	  /* u8, 2 or 3 */
	L2TP_ATTR_IFNAME = 8,		  /* string with its NUL */
	L2TP_ATTR_CONN_ID = 9,		  /* u32 */
	L2TP_ATTR_PEER_CONN_ID = 10,	  /* u32 */
	L2TP_ATTR_SESSION_ID = 11,	  /* u32 */
	L2TP_ATTR_PEER_SESSION_ID = 12,	  /* u32 */
	L2TP_ATTR_UDP_CSUM = 13,	  /* u8; in a request, presence enables it */
	L2TP_ATTR_VLAN_ID = 14,		  /* u16, ignored */
	L2TP_ATTR_COOKIE = 15,		  /* 4 or 8 bytes, sent */
	L2TP_ATTR_PEER_COOKIE = 16,	  /* 4 or 8 bytes, expected */
	L2TP_ATTR_DEBUG = 17,		  /* u32, enum l2tp_debug_flags */
	L2TP_ATTR_RECV_SEQ = 18,	  /* u8 */
	L2TP_ATTR_SEND_SEQ = 19,	  /* u8, replies only */
	L2TP_ATTR_LNS_MODE = 20,	  /* u8 */
	L2TP_ATTR_USING_IPSEC = 21,	  /* u8, only in replies */
	L2TP_ATTR_RECV_TIMEOUT = 22,	  /* u64, milliseconds */
	L2TP_ATTR_FD = 23,		  /* u32, file descriptor of the calling process */
	L2TP_ATTR_IP_SADDR = 24,	  /* u32 */
	L2TP_ATTR_IP_DADDR = 25,	  /* u32 */
	L2TP_ATTR_UDP_SPORT = 26,	  /* u16 */
	L2TP_ATTR_UDP_DPORT = 27,	  /* u16 */
	L2TP_ATTR_MTU = 28,		  /* u16, ignored */
	L2TP_ATTR_MRU = 29,		  /* u16, ignored */
	L2TP_ATTR_STATS = 30,		  /* nested, replies only */
	L2TP_ATTR_IP6_SADDR = 31,	  /* 16 bytes */
	L2TP_ATTR_IP6_DADDR = 32,	  /* 16 bytes */
	L2TP_ATTR_UDP_ZERO_CSUM6_TX = 33, /* flag */
	L2TP_ATTR_UDP_ZERO_CSUM6_RX = 34, /* flag */
	L2TP_ATTR_PAD = 35,
};

/* Attributes inside L2TP_ATTR_STATS, each a u64. */
enum {
	L2TP_ATTR_STATS_NONE = 0,
	L2TP_ATTR_TX_PACKETS = 1,
	L2TP_ATTR_TX_BYTES = 2,
	L2TP_ATTR_TX_ERRORS = 3,
	L2TP_ATTR_RX_PACKETS = 4,
	L2TP_ATTR_RX_BYTES = 5,
	L2TP_ATTR_RX_SEQ_DISCARDS = 6,
	L2TP_ATTR_RX_OOS_PACKETS = 7,
	L2TP_ATTR_RX_ERRORS = 8,
	L2TP_ATTR_STATS_PAD = 9,
	L2TP_ATTR_RX_COOKIE_DISCARDS = 10,
	L2TP_ATTR_RX_INVALID = 11,
};

enum l2tp_pwtype {
	L2TP_PWTYPE_NONE = 0x0000,
	L2TP_PWTYPE_ETH_VLAN = 0x0004,
	L2TP_PWTYPE_ETH = 0x0005,
	L2TP_PWTYPE_PPP = 0x0007,
	L2TP_PWTYPE_PPP_AC = 0x0008,
	L2TP_PWTYPE_IP = 0x000b,
};

enum l2tp_l2spec_type {
	L2TP_L2SPECTYPE_NONE = 0,
	L2TP_L2SPECTYPE_DEFAULT = 1,
};

enum l2tp_encap_type {
	L2TP_ENCAPTYPE_UDP = 0,
	L2TP_ENCAPTYPE_IP = 1,
};

/* Bits of L2TP_ATTR_DEBUG: accepted by every kernel, without effect since Linux 5.10. */
enum l2tp_debug_flags {
	L2TP_MSG_DEBUG = 1 << 0,
	L2TP_MSG_CONTROL = 1 << 1,
	L2TP_MSG_SEQ = 1 << 2,
	L2TP_MSG_DATA = 1 << 3,
};

#endif
