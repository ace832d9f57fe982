/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tunnel.h - tunnel (RFC 3931: control connection) values and rules
 */
#ifndef LIB_MODEL_TUNNEL_H
#define LIB_MODEL_TUNNEL_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/error.h"
#include "lib/model/address.h"
#include "lib/model/counters.h"

/* Version 2 IDs have 16 bits on the wire (RFC 2661, 3.1); the kernel truncates larger ones. */
#define L2TP_VERSION_2_ID_MAX 65535

/* Bits of `fields`: the members that are set. */
enum l2tp_tunnel_field {
	L2TP_TUNNEL_ID = 1 << 0,
	L2TP_TUNNEL_PEER_ID = 1 << 1,
	L2TP_TUNNEL_VERSION = 1 << 2,
	L2TP_TUNNEL_ENCAP = 1 << 3,
	L2TP_TUNNEL_LOCAL = 1 << 4,
	L2TP_TUNNEL_REMOTE = 1 << 5,
	L2TP_TUNNEL_UDP_SPORT = 1 << 6,
	L2TP_TUNNEL_UDP_DPORT = 1 << 7,
	L2TP_TUNNEL_UDP_CSUM = 1 << 8,
	L2TP_TUNNEL_UDP6_CSUM_TX = 1 << 9,
	L2TP_TUNNEL_UDP6_CSUM_RX = 1 << 10,
	L2TP_TUNNEL_DEBUG = 1 << 11,
	L2TP_TUNNEL_STATS = 1 << 12,
};

struct l2tp_tunnel {
	uint32_t fields; /* bits of enum l2tp_tunnel_field; first, for keyword.h */
	uint32_t tunnel_id;
	uint32_t peer_tunnel_id;
	uint16_t encap;			 /* enum l2tp_encap_type */
	uint16_t udp_sport, udp_dport;	 /* host byte order */
	uint8_t version;		 /* 2 or 3 */
	bool udp_csum;			 /* IPv4 */
	bool udp6_csum_tx, udp6_csum_rx; /* IPv6 */
	struct l2tp_address local, remote;
	uint32_t debug;
	struct l2tp_stats stats; /* from the kernel only; last, for l2tp_tunnel_equal() */
};

/*
 * Set the defaults of a tunnel to add (`any` takes the other address's family), reject what the kernel would misread,
 * and drop ignored fields with a warning. Returns 0, or -EINVAL with ERROR_USAGE and err set. Source:
 * net/l2tp/l2tp_netlink.c, l2tp_nl_cmd_tunnel_create; net/l2tp/l2tp_core.c, l2tp_tunnel_sock_create.
 */
int l2tp_tunnel_prepare(struct l2tp_tunnel *tunnel, struct error *err);

/*
 * Whether HAVE, from the kernel, equals what adding WANT creates. WANT has passed l2tp_tunnel_prepare(). `any` matches
 * every address; debug, which no kernel reports, is ignored.
 */
bool l2tp_tunnel_is_as(const struct l2tp_tunnel *want, const struct l2tp_tunnel *have);

/* Whether two kernel records are equal, except for counters. */
bool l2tp_tunnel_equal(const struct l2tp_tunnel *a, const struct l2tp_tunnel *b);

/*
 * Whether two tunnels with the same id are equal in the fields that never change; those of two namespaces usually
 * differ. The kernel cannot modify them (net/l2tp/l2tp_netlink.c, l2tp_nl_cmd_tunnel_modify and _session_modify).
 */
bool l2tp_tunnel_same_identity(const struct l2tp_tunnel *a, const struct l2tp_tunnel *b);

/* Whether the tunnel runs over IPv6. */
bool l2tp_tunnel_is_ipv6(const struct l2tp_tunnel *tunnel);

/* Turn TUNNEL into the peer's: swap ids, addresses, ports, and checksums sent and required. */
void l2tp_tunnel_mirror(struct l2tp_tunnel *tunnel);

/* qsort(3) order: tunnel_id. */
int l2tp_tunnel_compare(const void *a, const void *b);

#endif
