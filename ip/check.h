/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * check.h - find out why no traffic passes, or what differs from the peer
 */
#ifndef IP_CHECK_H
#define IP_CHECK_H

#include "ip/command.h"

extern const struct command check_command;

#endif
