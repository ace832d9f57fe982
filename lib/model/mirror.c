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

/* The last byte of an address, which is all that tells two hosts of a small network apart. */
static uint8_t *last_byte(struct l2tp_address *address)
{
	return address->family == AF_INET ? (uint8_t *)&address->v4 + 3
					  : (uint8_t *)&address->v6 + 15;
}

bool link_address_mirror(struct link_address *address)
{
	uint8_t *last = last_byte(&address->local);
	uint8_t host = *last & 3;

	if (address->peer.family) {
		/* the prefix stays with the far end, as the kernel has it */
		uint8_t far = address->peer.prefixlen, near = address->local.prefixlen;

		SWAP(address, local, peer);
		address->local.prefixlen = near;
		address->peer.prefixlen = far;
		return true;
	}
	if (address->local.prefixlen == (address->local.family == AF_INET ? 31 : 127)) {
		*last ^= 1;
		return true;
	}
	if (address->local.family != AF_INET || address->local.prefixlen != 30 || host == 0 ||
	    host == 3)
		return false;
	*last ^= 3;
	return true;
}
