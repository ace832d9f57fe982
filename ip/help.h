/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * help.h - usage and help, from the tables
 */
#ifndef IP_HELP_H
#define IP_HELP_H

#include <stdio.h>

#include "ip/command.h"

extern const struct command help_command;

/*
 * Write the usage of the program and a line for each command; called as ip, the usage of each command of `ip l2tp` with
 * its fields: scripts search it for the words that this ip supports.
 */
void help_all(const struct context *ctx, FILE *file);

/* Write a line for each command of OBJECT in LIST, which ends with NULL. */
void help_object(const struct command *const *list, const char *object, FILE *file);

/* Write the usage of COMMAND, a line for each field, and the name of its manual page. */
void help_one(const struct command *command, FILE *file);

#endif
