/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * delete.h - del and flush of tunnels and sessions
 */
#ifndef IP_DELETE_H
#define IP_DELETE_H

#include "ip/command.h"

extern const struct command tunnel_del_command;
extern const struct command tunnel_flush_command;
extern const struct command session_del_command;
extern const struct command session_flush_command;

#endif
