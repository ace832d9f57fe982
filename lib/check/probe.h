/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * probe.h - send a packet through a tunnel and receive the ICMP errors about it
 *
 * The kernel discards ICMP errors about packets of L2TP tunnels; raw sockets receive a copy (RFC 792, RFC 4443).
 */
#ifndef LIB_CHECK_PROBE_H
#define LIB_CHECK_PROBE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/model/tunnel.h"

struct probe;

/* Open the raw sockets, which queue ICMP errors from then on. Returns 0, or a negative errno and err set. */
int probe_open(struct probe **probe, struct error *err);

/* Close the sockets and free PROBE, which may be NULL. */
void probe_close(struct probe *probe);

/*
 * Send a frame on the interface INDEX, which must be up. Bridges do not forward it (IEEE 802.1D, 7.12.6), and its
 * EtherType is the local experimental one (IEEE 802, 9.2.3). Returns whether it was sent.
 */
bool probe_send_frame(struct probe *probe, unsigned int index);

/*
 * Send one datagram to TUNNEL's peer from the tunnel's address and an unused port; the peer drops it. Returns 0, or a
 * negative errno: -EPERM if a netfilter rule of this host drops the datagram.
 */
int probe_send_beside(const struct l2tp_tunnel *tunnel);

/* An ICMP error about a packet to a peer. */
struct probe_answer {
	struct l2tp_address from;	   /* sender of the message */
	struct l2tp_address local, remote; /* of the packet */
	uint16_t encap;			   /* enum l2tp_encap_type */
	uint16_t udp_sport, udp_dport;	   /* host byte order */
	const char *what;		   /* "port unreachable", static */
	bool nobody;			   /* the host is reachable and has no such tunnel */
};

/* Wait until END (clock.h) for the next ICMP error about an L2TP packet. Returns whether ANSWER holds one. */
bool probe_receive(struct probe *probe, int64_t end, struct probe_answer *answer);

#endif
