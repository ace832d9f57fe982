/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * session.h - add and set of sessions
 */
#ifndef IP_SESSION_H
#define IP_SESSION_H

#include "ip/command.h"

extern const struct command session_add_command;
extern const struct command session_set_command;

#endif
