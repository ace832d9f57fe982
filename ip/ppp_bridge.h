/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ppp_bridge.h - hand the frames of a PPP session to another channel
 */
#ifndef IP_PPP_BRIDGE_H
#define IP_PPP_BRIDGE_H

#include "ip/command.h"
#include "lib/ppp/ppp.h"

/* What may follow `bridge`, for completion. */
extern const struct command ppp_bridge_rest;

/* Hold WORDS, which end with NULL, to what ppp_bridge() takes. Returns 0, or -EINVAL (ERROR_USAGE) and err set. */
int ppp_check_bridge(const char *const *words, struct error *err);

/*
 * Bridge the channel of SOCKETS with the one that WORDS name, until a signal. SOCKETS are closed or given up. Returns 0, or
 * a negative errno and err set.
 */
int ppp_bridge(struct context *ctx, struct ppp_sockets *sockets, const char *const *words,
	       struct error *err);

#endif
