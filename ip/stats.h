/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * stats.h - print rates of tunnels and sessions
 */
#ifndef IP_STATS_H
#define IP_STATS_H

#include "ip/command.h"

extern const struct command stats_command;

#endif
