/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ppp.h - a PPP session and the sockets that carry it
 *
 * Either the tunnel was created over netlink, and only the session's data socket is opened; or the sockets create the
 * tunnel and it is deleted with them (Documentation/networking/l2tp.rst, "PPPoL2TP Socket API").
 */
#ifndef LIB_PPP_PPP_H
#define LIB_PPP_PPP_H

#include <stdbool.h>

#include "lib/kernel/kernel.h"
#include "lib/ppp/keywords.h"

/* The open sockets of a PPP session, -1 for none, with the session and its tunnel. */
struct ppp_sockets {
	int udp, management; /* of a tunnel that the sockets create */
	int session;
	bool made;		 /* the socket created the session */
	struct l2tp_session was; /* without `made`: the session before the socket */
	struct l2tp_session about;
	struct l2tp_tunnel tunnel;
};

/*
 * Open the sockets of PPP, which l2tp_ppp_prepare() has prepared, and set its options. In an existing tunnel, create
 * a missing session if PPP has its peer_session_id. A tunnel that the sockets create must not exist. Waits up to a
 * second for pending deletions. Returns 0, or a negative errno and err set, with nothing open and nothing changed.
 */
int ppp_open(struct kernel *kernel, const struct l2tp_ppp *ppp, struct ppp_sockets *sockets,
	     struct error *err);

/* Close all sockets: the session is deleted, and the tunnel if the sockets created it. */
void ppp_close(struct ppp_sockets *sockets);

/* Close the session's socket only. The session is deleted unless another program has the socket too. */
void ppp_close_session(struct ppp_sockets *sockets);

/* Close all sockets after a failure and add a session that existed before again; err warns if that fails. */
void ppp_give_up(struct kernel *kernel, struct ppp_sockets *sockets, struct error *err);

/* Whether the kernel has the session; true if the lookup fails. */
bool ppp_is_there(struct kernel *kernel, const struct ppp_sockets *sockets);

/*
 * Read the session's options and counters into `about`, and the tunnel's counters into `tunnel` if its socket can be
 * opened. Returns 0, or a negative errno and err set if the session was deleted.
 */
int ppp_read(struct ppp_sockets *sockets, struct error *err);

#endif
