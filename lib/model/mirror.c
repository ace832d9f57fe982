// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * mirror.c - what is to be at the peer where this is here
 */
#include "lib/model/mirror.h"

#include <string.h>

/* Exchange two members of one struct: the values, and the bits that say that they are set. */
#define SWAP(object, one, other) \
	do { \
		typeof((object)->one) kept = (object)->one; \
\
		(object)->one = (object)->other; \
		(object)->other = kept; \
	} while (0)

static void swap_bits(uint32_t *fields, uint32_t one, uint32_t other)
{
	bool had_one = *fields & one, had_other = *fields & other;

	*fields &= ~(one | other);
	*fields |= (had_one ? other : 0) | (had_other ? one : 0);
}

void l2tp_tunnel_mirror(struct l2tp_tunnel *tunnel)
{
	SWAP(tunnel, tunnel_id, peer_tunnel_id);
	SWAP(tunnel, local, remote);
	SWAP(tunnel, udp_sport, udp_dport);
	SWAP(tunnel, udp6_csum_tx, udp6_csum_rx);
	swap_bits(&tunnel->fields, L2TP_TUNNEL_UDP6_CSUM_TX, L2TP_TUNNEL_UDP6_CSUM_RX);
}

void l2tp_session_mirror(struct l2tp_session *session)
{
	uint8_t seq = session->seq;

	SWAP(session, tunnel_id, peer_tunnel_id);
	SWAP(session, session_id, peer_session_id);
	SWAP(session, cookie, peer_cookie);
	swap_bits(&session->fields, L2TP_SESSION_COOKIE, L2TP_SESSION_PEER_COOKIE);
	session->seq = (uint8_t)((seq & L2TP_SEQ_SEND ? L2TP_SEQ_RECV : 0) |
				 (seq & L2TP_SEQ_RECV ? L2TP_SEQ_SEND : 0));
}

bool link_address_mirror(struct link_address *address)
{
	bool ipv4 = address->local.family == AF_INET;
	/* all that tells two hosts of a small network apart */
	uint8_t *last = ipv4 ? (uint8_t *)&address->local.v4 + 3 : &address->local.v6.s6_addr[15];
	uint8_t host = *last & 3;

	if (address->peer.family) {
		SWAP(address, local, peer);
		/* the prefix stays with the far end, as the kernel has it */
		SWAP(address, local.prefixlen, peer.prefixlen);
		return true;
	}
	if (address->local.prefixlen == (ipv4 ? 31 : 127)) {
		*last ^= 1;
		return true;
	}
	if (ipv4 && address->local.prefixlen == 30 && host != 0 && host != 3) {
		*last ^= 3;
		return true;
	}
	return false;
}
