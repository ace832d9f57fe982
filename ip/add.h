/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * add.h - add, set and replace of tunnels and sessions
 */
#ifndef IP_ADD_H
#define IP_ADD_H

#include "ip/command.h"

extern const struct command tunnel_add_command;
extern const struct command tunnel_set_command;
extern const struct command tunnel_replace_command;
extern const struct command session_add_command;
extern const struct command session_set_command;
extern const struct command session_replace_command;

/*
 * `add tunnel session`: add the tunnel and the session that ARGV, which ends with NULL, describes. The tunnel is
 * deleted again if the session cannot be added. Returns 0, or a negative errno and err set.
 */
int add_tunnel_and_session(struct context *ctx, const char *const *argv, struct error *err);

#endif
