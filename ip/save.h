/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * save.h - print the commands that add the kernel's objects, here or at the peer
 */
#ifndef IP_SAVE_H
#define IP_SAVE_H

#include "ip/command.h"

extern const struct command save_command;
extern const struct command mirror_command;

#endif
