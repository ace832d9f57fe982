/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * channel.h - what all PPPoX sockets have: a PPP channel, to be bridged
 *
 * Facts: drivers/net/ppp/ppp_generic.c, pppoe.c. Descriptors are close-on-exec and the caller's.
 */
#ifndef LIB_PPP_CHANNEL_H
#define LIB_PPP_CHANNEL_H

#include <net/if.h>
#include <stdint.h>

#include "lib/model/link.h"

/* A PPPoE session (RFC 2516): its number, the interface it is on, and the peer's address. */
struct pppoe {
	uint32_t fields; /* bits of enum pppoe_field; first, for keyword.h */
	uint16_t session;
	struct link_lladdr peer;
	char interface[IF_NAMESIZE];
};

enum pppoe_field {
	PPPOE_SESSION = 1 << 0,
	PPPOE_PEER = 1 << 1,
	PPPOE_INTERFACE = 1 << 2,
};

/* The socket of a PPPoE session whose discovery is done. */
int pppox_pppoe(const struct pppoe *pppoe, struct error *err);

/* The number of the PPP channel of a data socket, from 0. */
int pppox_channel(int fd, struct error *err);

/*
 * Hand all frames of the channel ONE to the channel OTHER, and back, until one of their sockets is closed (Linux
 * 5.12, drivers/net/ppp/ppp_generic.c, ppp_bridge_channels).
 */
int pppox_bridge(int one, int other, struct error *err);

/* Whether there is /dev/ppp. Returns 0, or a negative errno and err set. */
int pppox_check_device(struct error *err);

#endif
