/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * monitor.h - print events of tunnels and sessions
 */
#ifndef IP_MONITOR_H
#define IP_MONITOR_H

#include "ip/command.h"

extern const struct command monitor_command;

#endif
