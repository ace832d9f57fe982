/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * command_list.h - every command, in the order in which help shows them and prefixes find them
 */
#ifndef IP_COMMAND_LIST_H
#define IP_COMMAND_LIST_H

#include "ip/command.h"

/* Ends with NULL. */
extern const struct command *const commands[];

#endif
