/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tunnel.h - a tunnel (RFC 3931: control connection) as a value, and the rules between its fields
 */
#ifndef LIB_MODEL_TUNNEL_H
#define LIB_MODEL_TUNNEL_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/error.h"
#include "lib/model/address.h"
#include "lib/model/counters.h"

/* Version 2 has 16 bits for an ID on the wire (RFC 2661, 3.1); the kernel cuts what is above. */
#define L2TP_VERSION_2_ID_MAX 65535

/* Bits of `fields`: which members hold something. */
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
	struct l2tp_stats stats; /* only from the kernel; last, for l2tp_tunnel_equal() */
};

/*
 * Fill in the defaults of a tunnel to be added (`any` takes the family of the other address), refuse what the kernel would
 * take and misread, and drop with a warning the fields that it would ignore. Returns 0, or -EINVAL with ERROR_USAGE and err
 * set. Facts: net/l2tp/l2tp_netlink.c, l2tp_nl_cmd_tunnel_create, and l2tp_core.c, l2tp_tunnel_sock_create.
 */
int l2tp_tunnel_prepare(struct l2tp_tunnel *tunnel, struct error *err);

/*
 * Whether HAVE, from the kernel, is what adding WANT, which has passed l2tp_tunnel_prepare(), makes.
 * `any` is whatever the kernel chose; debug is not told by any kernel.
 */
bool l2tp_tunnel_is_as(const struct l2tp_tunnel *want, const struct l2tp_tunnel *have);

/* Whether two records from the kernel are equal, apart from the counters, which always change. */
bool l2tp_tunnel_equal(const struct l2tp_tunnel *a, const struct l2tp_tunnel *b);

/*
 * Whether what never changes is equal, for two tunnels of the same id: of two network namespaces' objects it often is not.
 * No command of the l2tp family changes it (net/l2tp/l2tp_netlink.c, l2tp_nl_cmd_tunnel_modify and _session_modify).
 */
bool l2tp_tunnel_same_identity(const struct l2tp_tunnel *a, const struct l2tp_tunnel *b);

/* Whether the tunnel runs over IPv6. */
bool l2tp_tunnel_is_ipv6(const struct l2tp_tunnel *tunnel);

/* What TUNNEL is at the peer: IDs, addresses, ports, and the checksums that are sent and required change places. */
void l2tp_tunnel_mirror(struct l2tp_tunnel *tunnel);

/* qsort(3) order: by tunnel_id. */
int l2tp_tunnel_compare(const void *a, const void *b);

#endif
