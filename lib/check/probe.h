/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * probe.h - send a packet through a tunnel, and receive the ICMP messages of a peer that refuses it
 *
 * The kernel drops ICMP messages about an L2TP tunnel's packets, so raw sockets receive them too (RFC 792; RFC 4443).
 */
#ifndef LIB_CHECK_PROBE_H
#define LIB_CHECK_PROBE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/model/tunnel.h"

struct probe;

/* Open the raw sockets; from then on ICMP messages are kept. Returns 0, or a negative errno and err set. */
int probe_open(struct probe **probe, struct error *err);

/* Close the sockets and free PROBE, which may be NULL. */
void probe_close(struct probe *probe);

/*
 * Send a frame on the interface INDEX, which is up. No bridge forwards it (IEEE 802.1D, 7.12.6), and its EtherType means
 * nothing (IEEE 802, 9.2.3, local experimental). Returns whether it was sent.
 */
bool probe_send_frame(struct probe *probe, unsigned int index);

/*
 * Send one datagram to TUNNEL's peer from the tunnel's address and a port of its own; the peer drops it. Returns 0, or a
 * negative errno: -EPERM where a netfilter rule of this host drops the datagram.
 */
int probe_send_beside(const struct l2tp_tunnel *tunnel);

/* An ICMP message about a packet to a peer. */
struct probe_answer {
	struct l2tp_address from;	   /* who sent the message */
	struct l2tp_address local, remote; /* of the packet */
	uint16_t encap;			   /* enum l2tp_encap_type */
	uint16_t udp_sport, udp_dport;	   /* host byte order */
	const char *what;		   /* "port unreachable", static */
	bool nobody;			   /* the host was reached, and has no such tunnel */
};

/* Wait until END (clock.h) for the next message about a packet of L2TP. Returns whether ANSWER holds one. */
bool probe_receive(struct probe *probe, int64_t end, struct probe_answer *answer);

#endif
