/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * show.h - show of tunnels, sessions and the L2TP state in debugfs
 */
#ifndef IP_SHOW_H
#define IP_SHOW_H

#include "ip/command.h"

extern const struct command tunnel_show_command;
extern const struct command session_show_command;
extern const struct command debug_show_command;

#endif
