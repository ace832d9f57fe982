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

/* The open sockets of a PPP session, -1 for none, and what is known of both. */
struct ppp_sockets {
	int udp, management; /* where the tunnel is the sockets' own */
	int session;
	bool made;		 /* the session, by its socket */
	struct l2tp_session was; /* one that was there */
	struct l2tp_session about;
	struct l2tp_tunnel tunnel;
};

/*
 * Open the sockets of a session in a tunnel of KERNEL's, and set what PPP has of options. A session that is not
 * there is made where PPP has its peer_session_id. What is just being deleted is waited for, a second long.
 * Returns 0, or negative errno with nothing open and nothing changed.
 */
int ppp_attach(struct kernel *kernel, const struct l2tp_ppp *ppp, struct ppp_sockets *sockets,
	       struct error *err);

/* Open the sockets of a session and of a tunnel of its own; no tunnel of its ID may exist. Returns as ppp_attach(). */
int ppp_open(struct kernel *kernel, const struct l2tp_ppp *ppp, struct ppp_sockets *sockets,
	     struct error *err);

/* Close them: the session goes, and with a tunnel of their own the tunnel. */
void ppp_close(struct ppp_sockets *sockets);

/* Close the session's alone: it goes, unless a program has it too. */
void ppp_close_session(struct ppp_sockets *sockets);

/* Close them since nothing came of it: a session that was there before is there again. */
void ppp_give_up(struct kernel *kernel, struct ppp_sockets *sockets, struct error *err);

/* Whether the kernel has that session now, or does not tell. */
bool ppp_is_there(struct kernel *kernel, const struct ppp_sockets *sockets);

/*
 * Read the session's options and counters into `about`, and the tunnel's counters, where they can be had, into
 * `tunnel`. Returns 0, or negative errno where the session is gone.
 */
int ppp_read(struct ppp_sockets *sockets, struct error *err);

#endif
