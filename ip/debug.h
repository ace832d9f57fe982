/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * debug.h - show debug: what debugfs has for L2TP
 */
#ifndef IP_DEBUG_H
#define IP_DEBUG_H

#include "ip/command.h"

extern const struct command debug_show_command;

#endif
