/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pppox.h - PPPoX sockets: the kernel's ends of PPP sessions (net/l2tp/l2tp_ppp.c, drivers/net/ppp/)
 *
 * All functions return 0 or a file descriptor, or a negative errno and err set. Descriptors are close-on-exec and the
 * caller's.
 */
#ifndef LIB_PPP_PPPOX_H
#define LIB_PPP_PPPOX_H

#include <net/if.h>
#include <stdbool.h>
#include <stdint.h>

#include "lib/model/session.h"

/*
 * A UDP socket from TUNNEL's local address and port, with its checksums, to the remote ones: what the kernel
 * takes for a tunnel that lives as long as the socket. TUNNEL has passed l2tp_tunnel_prepare().
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

/* Read the options and the counters that the kernel has now into SESSION. Returns 0, or a negative errno and err set. */
int pppox_get(int fd, struct l2tp_session *session, struct error *err);

/* The tunnel's counters, by its management socket, into TUNNEL. */
int pppox_get_tunnel(int fd, struct l2tp_tunnel *tunnel, struct error *err);

/* Whether the kernel has PPPoL2TP sockets, which loads what it takes. */
int pppox_check(struct error *err);

#endif
