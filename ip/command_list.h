/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * command_list.h - all commands, in the order of help and of prefix matching
 */
#ifndef IP_COMMAND_LIST_H
#define IP_COMMAND_LIST_H

#include "ip/command.h"

/* Ends with NULL. */
extern const struct command *const commands[];

#endif
