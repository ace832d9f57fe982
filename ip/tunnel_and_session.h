/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tunnel_and_session.h - `add tunnel session FIELD VALUE...`: both in one command
 */
#ifndef IP_TUNNEL_AND_SESSION_H
#define IP_TUNNEL_AND_SESSION_H

#include "ip/context.h"

/* Add the tunnel and the session that ARGV, which ends with NULL, tells of. Returns 0, or a negative errno and err set. */
int tunnel_and_session_add(struct context *ctx, const char *const *argv, struct error *err);

#endif
