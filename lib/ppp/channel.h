/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * channel.h - the PPP channel of a PPPoX socket, and bridging two channels (drivers/net/ppp/ppp_generic.c)
 */
#ifndef LIB_PPP_CHANNEL_H
#define LIB_PPP_CHANNEL_H

#include <net/if.h>
#include <stdint.h>

#include "lib/model/link.h"

/* A PPPoE session (RFC 2516): its number, interface and peer address. */
struct pppoe {
	uint32_t fields; /* bits of enum pppoe_field; first member, for keyword.h */
	uint16_t session;
	struct link_lladdr peer;
	char interface[IF_NAMESIZE];
};

enum pppoe_field {
	PPPOE_SESSION = 1 << 0,
	PPPOE_PEER = 1 << 1,
	PPPOE_INTERFACE = 1 << 2,
};

/*
 * Open the socket of a PPPoE session after its discovery (drivers/net/ppp/pppoe.c). Returns a close-on-exec
 * descriptor that the caller owns, or a negative errno and err set.
 */
int pppox_pppoe(const struct pppoe *pppoe, struct error *err);

/* Returns the number of the PPP channel of the data socket FD, from 0, or a negative errno and err set. */
int pppox_channel(int fd, struct error *err);

/*
 * Forward all frames between the channels ONE and OTHER until one of their sockets is closed (since Linux 5.11,
 * ppp_bridge_channels). Returns 0, or a negative errno and err set.
 */
int pppox_bridge(int one, int other, struct error *err);

/* Check that /dev/ppp can be opened. Returns 0, or a negative errno and err set. */
int pppox_check_device(struct error *err);

#endif
