/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * probe.h - send something through a tunnel, and hear whether its peer refuses it
 *
 * The kernel drops what ICMP says of an L2TP tunnel's packets, so it is listened to beside it (RFC 792; RFC 4443).
 */
#ifndef LIB_CHECK_PROBE_H
#define LIB_CHECK_PROBE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/model/tunnel.h"

struct probe;

/* Begin to listen. Returns 0 or negative errno. */
int probe_open(struct probe **probe, struct error *err);
void probe_close(struct probe *probe);

/*
 * Send a frame on the interface INDEX, which is up: one that no bridge forwards (IEEE 802.1D, 7.12.6) and that says
 * nothing (IEEE 802, 9.2.3, local experimental). Returns 0 or negative errno.
 */
int probe_send_frame(struct probe *probe, unsigned int index, struct error *err);

/*
 * Send one datagram to TUNNEL's peer beside the tunnel, from its address and another port, which the peer drops. Returns 0, or negative errno: -EPERM
 * where a netfilter rule of this host drops it.
 */
int probe_send_beside(const struct l2tp_tunnel *tunnel, struct error *err);

/* What ICMP says of a packet to a peer. */
struct probe_answer {
	struct l2tp_address from;	   /* whose answer it is */
	struct l2tp_address local, remote; /* of the packet */
	uint16_t encap;			   /* enum l2tp_encap_type */
	uint16_t udp_sport, udp_dport;	   /* host byte order */
	const char *what;		   /* "port unreachable", static */
	bool nobody;			   /* the host was reached, and nobody is there */
};

/* The next answer about packets of L2TP, for at most MILLISECONDS. Returns whether there was one. */
bool probe_receive(struct probe *probe, int milliseconds, struct probe_answer *answer);

#endif
