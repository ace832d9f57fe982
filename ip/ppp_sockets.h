/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ppp_sockets.h - open the sockets of a PPP session, and print what they tell
 */
#ifndef IP_PPP_SOCKETS_H
#define IP_PPP_SOCKETS_H

#include <stdbool.h>

#include "ip/context.h"
#include "lib/ppp/ppp.h"

/*
 * Open the sockets that PPP, which has passed l2tp_ppp_check(), tells of; with OWN the tunnel is theirs. Returns 0, or a
 * negative errno and err set, with nothing open.
 */
int ppp_open_sockets(struct context *ctx, const struct l2tp_ppp *ppp, bool own,
		     struct ppp_sockets *sockets, struct error *err);

/* Print what the sockets tell now as `show` does, with counters where STATS. Returns 0, or a negative errno and err set. */
int ppp_show(struct context *ctx, struct ppp_sockets *sockets, bool stats, struct error *err);

#endif
