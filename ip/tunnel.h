/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tunnel.h - add and set of tunnels
 */
#ifndef IP_TUNNEL_H
#define IP_TUNNEL_H

#include "ip/command.h"

extern const struct command tunnel_add_command;
extern const struct command tunnel_set_command;

#endif
