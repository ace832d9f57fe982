/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pppox.h - PPPoX sockets: the kernel's end of PPP sessions (net/l2tp/l2tp_ppp.c, drivers/net/ppp/)
 *
 * All functions return 0 or a file descriptor, or a negative errno and err set. Descriptors are close-on-exec; the
 * caller owns them.
 */
#ifndef LIB_PPP_PPPOX_H
#define LIB_PPP_PPPOX_H

#include <net/if.h>
#include <stdbool.h>
#include <stdint.h>

#include "lib/model/session.h"

/*
 * Open a UDP socket from TUNNEL's local address and port to the remote ones, with TUNNEL's checksum settings. A
 * tunnel that the kernel creates from it exists as long as the socket. l2tp_tunnel_prepare() has prepared TUNNEL.
 */
int pppox_udp(const struct l2tp_tunnel *tunnel, struct error *err);

/*
 * Open the management socket of TUNNEL, which the kernel creates from the socket UDP, or, with UDP -1, of an existing
 * tunnel. Returns -EEXIST if a tunnel with that ID, or such a socket of it, already exists.
 */
int pppox_management(const struct l2tp_tunnel *tunnel, int udp, struct error *err);

/*
 * Open the data socket of SESSION in TUNNEL. The kernel creates a missing session. It deletes the session when the
 * socket is closed, whoever created it.
 */
int pppox_session(const struct l2tp_tunnel *tunnel, const struct l2tp_session *session,
		  struct error *err);

/* Set the seq, lns_mode, reorder_timeout and debug that SESSION has on its data socket. */
int pppox_set(int fd, const struct l2tp_session *session, struct error *err);

/* Read the current options and counters into SESSION. */
int pppox_get(int fd, struct l2tp_session *session, struct error *err);

/* Read the tunnel's counters from its management socket into TUNNEL. */
int pppox_get_tunnel(int fd, struct l2tp_tunnel *tunnel, struct error *err);

/* Check that the kernel has PPPoL2TP sockets, loading the modules for them. */
int pppox_check(struct error *err);

#endif
