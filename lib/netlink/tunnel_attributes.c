// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * tunnel_attributes.c - a tunnel as the kernel writes it
 *
 * Apart from the socket, so that bytes from a test or a fuzzer can be decoded. Over IPv6 the kernel
 * says "no checksum" with a flag and "checksum" with nothing, so absence is decoded here too.
 */
#include "lib/netlink/tunnel_attributes.h"

#include <errno.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/member.h"

/* clang-format off */
#define ROW(number, form, bits, member) \
	[number] = { .type = (number), .wire = (form), .field = (bits), \
		     MEMBER(struct l2tp_tunnel, member) }
/* clang-format on */

/* net/l2tp/l2tp_netlink.c: l2tp_nl_cmd_tunnel_create, l2tp_nl_tunnel_send */
static const struct attribute rows[] = {
	ROW(L2TP_ATTR_CONN_ID, WIRE_U32, L2TP_TUNNEL_ID, tunnel_id),
	ROW(L2TP_ATTR_PEER_CONN_ID, WIRE_U32, L2TP_TUNNEL_PEER_ID, peer_tunnel_id),
	ROW(L2TP_ATTR_PROTO_VERSION, WIRE_U8, L2TP_TUNNEL_VERSION, version),
	ROW(L2TP_ATTR_ENCAP_TYPE, WIRE_U16, L2TP_TUNNEL_ENCAP, encap),
	ROW(L2TP_ATTR_IP_SADDR, WIRE_IPV4, L2TP_TUNNEL_LOCAL, local),
	ROW(L2TP_ATTR_IP_DADDR, WIRE_IPV4, L2TP_TUNNEL_REMOTE, remote),
	ROW(L2TP_ATTR_IP6_SADDR, WIRE_IPV6, L2TP_TUNNEL_LOCAL, local),
	ROW(L2TP_ATTR_IP6_DADDR, WIRE_IPV6, L2TP_TUNNEL_REMOTE, remote),
	ROW(L2TP_ATTR_UDP_SPORT, WIRE_U16, L2TP_TUNNEL_UDP_SPORT, udp_sport),
	ROW(L2TP_ATTR_UDP_DPORT, WIRE_U16, L2TP_TUNNEL_UDP_DPORT, udp_dport),
	ROW(L2TP_ATTR_UDP_CSUM, WIRE_PRESENCE, L2TP_TUNNEL_UDP_CSUM, udp_csum),
	ROW(L2TP_ATTR_UDP_ZERO_CSUM6_TX, WIRE_FLAG_OFF, L2TP_TUNNEL_UDP6_CSUM_TX, udp6_csum_tx),
	ROW(L2TP_ATTR_UDP_ZERO_CSUM6_RX, WIRE_FLAG_OFF, L2TP_TUNNEL_UDP6_CSUM_RX, udp6_csum_rx),
	ROW(L2TP_ATTR_DEBUG, WIRE_U32, L2TP_TUNNEL_DEBUG, debug),
	ROW(L2TP_ATTR_STATS, WIRE_STATS, L2TP_TUNNEL_STATS, stats),
};

const struct attribute_table l2tp_tunnel_attributes = { "tunnel", rows,
							sizeof(rows) / sizeof(rows[0]) };

static void decode_absence(struct l2tp_tunnel *tunnel)
{
	const uint32_t csum6 = L2TP_TUNNEL_UDP6_CSUM_TX | L2TP_TUNNEL_UDP6_CSUM_RX;

	if (tunnel->encap != L2TP_ENCAPTYPE_UDP || !l2tp_tunnel_is_ipv6(tunnel))
		return;
	tunnel->udp6_csum_tx = !(tunnel->fields & L2TP_TUNNEL_UDP6_CSUM_TX);
	tunnel->udp6_csum_rx = !(tunnel->fields & L2TP_TUNNEL_UDP6_CSUM_RX);
	tunnel->fields |= csum6;
}

int l2tp_tunnel_decode(const struct nlmsghdr *message, struct l2tp_tunnel *tunnel,
		       struct error *err)
{
	memset(tunnel, 0, sizeof(*tunnel)); /* nothing from the last record */
	if (attributes_get(&l2tp_tunnel_attributes, message, tunnel) < 0)
		return error_set(err, -EBADMSG, "bad attribute in a tunnel record");
	if (!(tunnel->fields & L2TP_TUNNEL_ID))
		return error_set(err, -EBADMSG, "no tunnel_id in a tunnel record");
	decode_absence(tunnel);
	return 0;
}
