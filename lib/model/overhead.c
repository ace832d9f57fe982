// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * overhead.c - what a tunnel and a session add to a packet, and the MTU that is left
 */
#include "lib/model/overhead.h"

#include "include/uapi/linux/l2tp.h"

#define IPV4_HEADER 20
#define IPV6_HEADER 40
#define UDP_HEADER 8
#define ETHERNET_HEADER 14
#define ETHERNET_MTU 1500
#define MTU_MAX 65535

/* RFC 2661, 3.1, and RFC 3931, 4.1.2.1 and 4.6. */
static uint32_t l2tp_header(const struct l2tp_tunnel *tunnel, const struct l2tp_session *session)
{
	uint32_t length = 4; /* session ID */

	if (tunnel->version == 2)
		return session->seq & L2TP_SEQ_SEND ? 10 : 6;
	if (tunnel->encap == L2TP_ENCAPTYPE_UDP)
		length += 4; /* flags and version, reserved */
	if (session->l2spec_type == L2TP_L2SPECTYPE_DEFAULT)
		length += 4;
	return length + session->cookie.length;
}

uint32_t l2tp_overhead(const struct l2tp_tunnel *tunnel, const struct l2tp_session *session)
{
	return (l2tp_tunnel_is_ipv6(tunnel) ? IPV6_HEADER : IPV4_HEADER) +
	       (tunnel->encap == L2TP_ENCAPTYPE_UDP ? UDP_HEADER : 0) +
	       l2tp_header(tunnel, session);
}

uint32_t l2tp_default_mtu(const struct l2tp_tunnel *tunnel, const struct l2tp_session *session,
			  uint32_t path)
{
	uint32_t overhead = l2tp_overhead(tunnel, session) + ETHERNET_HEADER;

	return path < overhead || path - overhead > MTU_MAX ? ETHERNET_MTU - overhead
							    : path - overhead;
}
