/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ppp_sockets.h - print what the sockets of a PPP session tell
 */
#ifndef IP_PPP_SOCKETS_H
#define IP_PPP_SOCKETS_H

#include <stdbool.h>

#include "ip/context.h"
#include "lib/ppp/ppp.h"

/* Print what the sockets tell now as `show` does, with counters where STATS. Returns 0, or a negative errno and err set. */
int ppp_show(struct context *ctx, struct ppp_sockets *sockets, bool stats, struct error *err);

#endif
