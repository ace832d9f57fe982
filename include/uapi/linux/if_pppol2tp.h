/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * if_pppol2tp.h - the PPPoX socket ABI of the kernel's L2TP driver
 *
 * The kernel identifies the four socket addresses by the length given to connect(), so their layouts are packed.
 * Identifiers are in host byte order, the inner socket addresses in network byte order. testsuite/unit/ checks each
 * size, offset and number against the system's <linux/if_pppox.h> and <linux/ppp-ioctl.h>.
 */
#ifndef UAPI_LINUX_IF_PPPOL2TP_H
#define UAPI_LINUX_IF_PPPOL2TP_H

#include <netinet/in.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#define L2TP_AF_PPPOX 24
#define L2TP_PX_PROTO_OE 0
#define L2TP_PX_PROTO_OL2TP 1
#define L2TP_SOL_PPPOL2TP 273

/* Socket options of level L2TP_SOL_PPPOL2TP, each an int. */
enum {
	PPPOL2TP_SO_DEBUG = 1,
	PPPOL2TP_SO_RECVSEQ = 2,
	PPPOL2TP_SO_SENDSEQ = 3,
	PPPOL2TP_SO_LNSMODE = 4,
	PPPOL2TP_SO_REORDERTO = 5, /* milliseconds */
};

/* Version 2 over IPv4. */
struct l2tp_pppox_v2 {
	sa_family_t family;    /* L2TP_AF_PPPOX */
	unsigned int protocol; /* L2TP_PX_PROTO_OL2TP */
	int32_t pid;	       /* ignored by the kernel */
	int32_t fd;	       /* the tunnel's UDP socket, or -1 if the tunnel exists */
	struct sockaddr_in addr;
	uint16_t tunnel_id, session_id;
	uint16_t peer_tunnel_id, peer_session_id;
} __attribute__((packed));

/* Version 2 over IPv6. */
struct l2tp_pppox_v2_in6 {
	sa_family_t family;
	unsigned int protocol;
	int32_t pid;
	int32_t fd;
	uint16_t tunnel_id, session_id;
	uint16_t peer_tunnel_id, peer_session_id;
	struct sockaddr_in6 addr;
} __attribute__((packed));

/* Version 3 over IPv4. */
struct l2tp_pppox_v3 {
	sa_family_t family;
	unsigned int protocol;
	int32_t pid;
	int32_t fd;
	struct sockaddr_in addr;
	uint32_t tunnel_id, session_id;
	uint32_t peer_tunnel_id, peer_session_id;
} __attribute__((packed));

/* Version 3 over IPv6. */
struct l2tp_pppox_v3_in6 {
	sa_family_t family;
	unsigned int protocol;
	int32_t pid;
	int32_t fd;
	uint32_t tunnel_id, session_id;
	uint32_t peer_tunnel_id, peer_session_id;
	struct sockaddr_in6 addr;
} __attribute__((packed));

/* The result of ioctl L2TP_PPPIOCGL2TPSTATS. */
struct l2tp_pppox_stats {
	uint16_t tunnel_id;
	uint16_t session_id;
	uint32_t using_ipsec : 1;
	uint64_t tx_packets, tx_bytes, tx_errors;
	uint64_t rx_packets, rx_bytes, rx_seq_discards, rx_oos_packets, rx_errors;
} __attribute__((aligned(8)));

#define L2TP_PPPIOCGL2TPSTATS _IOR('t', 54, struct l2tp_pppox_stats)
#define L2TP_PPPIOCGCHAN _IOR('t', 55, int)

/* Ioctls of /dev/ppp: attach to a channel; bridge it to another channel, by number. */
#define L2TP_PPPIOCATTCHAN _IOW('t', 56, int)
#define L2TP_PPPIOCBRIDGECHAN _IOW('t', 53, int)

/* The addresses of L2TP/IP sockets (include/uapi/linux/l2tp.h, struct sockaddr_l2tpip and struct sockaddr_l2tpip6). */
struct l2tp_ip_address {
	sa_family_t family;
	uint16_t unused;
	struct in_addr addr;
	uint32_t tunnel_id; /* host byte order */
};

struct l2tp_ip_in6_address {
	sa_family_t family;
	uint16_t unused;
	uint32_t flowinfo;
	struct in6_addr addr;
	uint32_t scope;
	uint32_t tunnel_id;
};

/* A PPPoE session; the kernel requires the size of struct sockaddr_pppox. */
struct l2tp_pppoe {
	sa_family_t family;    /* L2TP_AF_PPPOX */
	unsigned int protocol; /* L2TP_PX_PROTO_OE */
	uint16_t session_id;   /* network byte order */
	uint8_t peer[6];
	char interface[16];
} __attribute__((packed));

#endif
