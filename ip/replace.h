/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * replace.h - make a tunnel or a session what it should be
 */
#ifndef IP_REPLACE_H
#define IP_REPLACE_H

#include "ip/command.h"

extern const struct command tunnel_replace_command;
extern const struct command session_replace_command;

#endif
