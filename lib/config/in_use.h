/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * in_use.h - which existing objects programs use
 */
#ifndef LIB_CONFIG_IN_USE_H
#define LIB_CONFIG_IN_USE_H

#include <stdbool.h>

#include "lib/config/plan.h"

/* Bytes for the name of a program. */
#define IN_USE_TEXT_SIZE 128

/*
 * Whether a program holds the socket of the existing TUNNEL, or uses one of its PPP sessions; whether one holds its
 * socket; whether one uses the existing SESSION. TEXT, of IN_USE_TEXT_SIZE bytes, gets "the program xl2tpd (process 812)", or "a program" if /proc does not tell which.
 * The first call for PLAN looks through /proc.
 */
bool in_use_tunnel(struct plan *plan, const struct config_tunnel *tunnel, char *text);
bool in_use_tunnel_socket(struct plan *plan, const struct config_tunnel *tunnel);
bool in_use_session(struct plan *plan, const struct config_session *session, char *text);

/*
 * Check that PLAN deletes, with a tunnel, no session that was not listed in it. Linux 6.1 and earlier list a session 0 for
 * a management socket. Returns 0, -ESTALE or another negative errno, and err set.
 */
int in_use_check_sessions(struct plan *plan, struct error *err);

#endif
