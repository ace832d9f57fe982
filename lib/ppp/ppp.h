/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ppp.h - a PPP session and the sockets that carry it
 *
 * Either the tunnel is the kernel's, made over netlink, and only the session's data socket is opened; or
 * the tunnel is the sockets' own (Documentation/networking/l2tp.rst, "PPPoL2TP Socket API") and goes with
 * them.
 */
#ifndef LIB_PPP_PPP_H
#define LIB_PPP_PPP_H

#include <stdbool.h>

#include "lib/kernel/kernel.h"
#include "lib/ppp/keywords.h"

/* The open sockets of a PPP session, -1 for none, with the session and its tunnel. */
struct ppp_sockets {
	int udp, management; /* of a tunnel of the sockets' own */
	int session;
	bool made;		 /* its socket made the session */
	struct l2tp_session was; /* without `made`: the session that existed */
	struct l2tp_session about;
	struct l2tp_tunnel tunnel;
};

/*
 * Open the sockets of PPP, which has passed l2tp_ppp_prepare(), and set its options. In a tunnel that exists, a session that
 * does not exist is made if PPP has its peer_session_id; a tunnel of the sockets' own must not exist. Waits a second at most
 * for what is being deleted. Returns 0, or a negative errno and err set with nothing open and nothing changed.
 */
int ppp_open(struct kernel *kernel, const struct l2tp_ppp *ppp, struct ppp_sockets *sockets,
	     struct error *err);

/* Close all: the session is deleted, and a tunnel of the sockets' own. */
void ppp_close(struct ppp_sockets *sockets);

/* Close the session's socket alone. The session is deleted, unless a program has the socket too. */
void ppp_close_session(struct ppp_sockets *sockets);

/* Close all after a failure, and add the session again if it existed before; err warns where that fails. */
void ppp_give_up(struct kernel *kernel, struct ppp_sockets *sockets, struct error *err);

/* Whether the kernel has the session now; true where the kernel does not answer. */
bool ppp_is_there(struct kernel *kernel, const struct ppp_sockets *sockets);

/*
 * Read the session's options and counters into `about`, and the tunnel's counters, if its socket can be opened, into
 * `tunnel`. Returns 0, or a negative errno and err set where the session was deleted.
 */
int ppp_read(struct ppp_sockets *sockets, struct error *err);

#endif
