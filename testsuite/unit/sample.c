// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * sample.c - a tunnel and a session with all fields set, and a message buffer
 */

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/model/counters.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "testsuite/unit/sample.h"

/* Above 2^32 and different for each counter. */
#define SAMPLE_COUNT (1ULL << 40)

struct l2tp_tunnel sample_tunnel(bool ipv6)
{
	const uint32_t common = L2TP_TUNNEL_ID | L2TP_TUNNEL_PEER_ID | L2TP_TUNNEL_VERSION |
				L2TP_TUNNEL_ENCAP | L2TP_TUNNEL_LOCAL | L2TP_TUNNEL_REMOTE |
				L2TP_TUNNEL_UDP_SPORT | L2TP_TUNNEL_UDP_DPORT | L2TP_TUNNEL_DEBUG;
	struct l2tp_tunnel tunnel = {
		.fields = common | (ipv6 ? L2TP_TUNNEL_UDP6_CSUM_TX | L2TP_TUNNEL_UDP6_CSUM_RX
					 : L2TP_TUNNEL_UDP_CSUM),
		.tunnel_id = 0x01020304,
		.peer_tunnel_id = UINT32_MAX,
		.version = 3,
		.encap = L2TP_ENCAPTYPE_UDP,
		.udp_sport = 0x1234,
		.udp_dport = 65535,
		.udp_csum = !ipv6,
		.udp6_csum_rx = ipv6,
		.debug = 0xf0000005,
	};

	tunnel.local.family = tunnel.remote.family = ipv6 ? AF_INET6 : AF_INET;
	tunnel.local.prefixlen = tunnel.remote.prefixlen = ipv6 ? 128 : 32;
	if (ipv6) {
		tunnel.local.v6.s6_addr[0] = tunnel.remote.v6.s6_addr[0] = 0xfd;
		tunnel.local.v6.s6_addr[15] = 1;
		tunnel.remote.v6.s6_addr[15] = 2;
	} else {
		tunnel.local.v4.s_addr = htonl(0x0a000001);
		tunnel.remote.v4.s_addr = htonl(0x0a000002);
	}
	return tunnel;
}

struct l2tp_session sample_session(void)
{
	return (struct l2tp_session){
		.fields = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_PEER_TUNNEL_ID | L2TP_SESSION_ID |
			  L2TP_SESSION_PEER_ID | L2TP_SESSION_PWTYPE | L2TP_SESSION_NAME |
			  L2TP_SESSION_COOKIE | L2TP_SESSION_PEER_COOKIE |
			  L2TP_SESSION_L2SPEC_TYPE | L2TP_SESSION_SEQ | L2TP_SESSION_LNS_MODE |
			  L2TP_SESSION_REORDER_TIMEOUT | L2TP_SESSION_DEBUG |
			  L2TP_SESSION_USING_IPSEC,
		.tunnel_id = 1,
		.peer_tunnel_id = 0x80000001,
		.session_id = UINT32_MAX,
		.peer_session_id = 4,
		.pwtype = L2TP_PWTYPE_ETH,
		.name = "fifteen-bytes-x",
		.cookie = { .length = 4, .bytes = { 0x00, 0x11, 0xaa, 0xbb } },
		.peer_cookie = { .length = 8, .bytes = { 1, 2, 3, 4, 5, 6, 7, 0 } },
		.l2spec_type = L2TP_L2SPECTYPE_DEFAULT,
		.seq = L2TP_SEQ_SEND | L2TP_SEQ_RECV,
		.lns_mode = true,
		.using_ipsec = true,
		.reorder_timeout = 1500,
		.debug = 9,
	};
}

struct nlmsghdr *sample_message(void *buffer)
{
	struct nlmsghdr *message;

	memset(buffer, 0, SAMPLE_SIZE);
	message = mnl_nlmsg_put_header(buffer);
	mnl_nlmsg_put_extra_header(message, sizeof(struct genlmsghdr));
	return message;
}

void sample_put_stats(struct nlmsghdr *message)
{
	const struct l2tp_counter *counter;
	struct nlattr *nest = mnl_attr_nest_start(message, L2TP_ATTR_STATS);

	for (counter = l2tp_counters; counter->word; counter++)
		mnl_attr_put_u64(message, counter->attribute, SAMPLE_COUNT + counter->attribute);
	mnl_attr_nest_end(message, nest);
}

bool sample_has_stats(const struct l2tp_stats *stats)
{
	const struct l2tp_counter *counter;

	for (counter = l2tp_counters; counter->word; counter++)
		if (l2tp_counter_get(counter, stats) != SAMPLE_COUNT + counter->attribute)
			return false;
	return true;
}
