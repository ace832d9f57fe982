/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pppox.h - PPPoX sockets: the kernel's ends of PPP sessions (net/l2tp/l2tp_ppp.c, drivers/net/ppp/)
 *
 * All functions return 0, or a file descriptor, or negative errno with a sentence in ERR that says what it
 * means and what to do. Descriptors are close-on-exec and the caller's.
 */
#ifndef LIB_PPP_PPPOX_H
#define LIB_PPP_PPPOX_H

#include <net/if.h>
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/error.h"
#include "lib/model/link.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"

/*
 * A UDP socket from TUNNEL's local address and port, with its checksums, to the remote ones: what the kernel
 * takes for a tunnel that lives as long as the socket. TUNNEL has passed l2tp_tunnel_check().
 */
int pppox_udp(const struct l2tp_tunnel *tunnel, struct error *err);

/*
 * The management socket of TUNNEL, which the kernel makes from the socket UDP; -EEXIST where there is a tunnel of
 * that ID already, or such a socket of it. With UDP -1, of a tunnel that exists.
 */
int pppox_management(const struct l2tp_tunnel *tunnel, int udp, struct error *err);

/*
 * The data socket of SESSION in TUNNEL. The kernel makes the session where there is none. When the socket is
 * closed the session goes, whoever made it.
 */
int pppox_session(const struct l2tp_tunnel *tunnel, const struct l2tp_session *session,
		  struct error *err);

/* Set what SESSION has of seq, lns_mode, reorder_timeout and debug on its data socket. */
int pppox_set(int fd, const struct l2tp_session *session, struct error *err);

/* The same read into SESSION, with its counters: what the kernel has now. */
int pppox_get(int fd, struct l2tp_session *session, struct error *err);

/* The tunnel's counters, by its management socket, into TUNNEL. */
int pppox_get_tunnel(int fd, struct l2tp_tunnel *tunnel, struct error *err);

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

/* Whether the kernel has PPPoL2TP sockets, which loads what it takes; and, then, whether there is /dev/ppp. */
int pppox_check(struct error *err);
int pppox_check_device(struct error *err);

#endif
