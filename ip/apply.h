/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * apply.h - make the kernel match a file
 */
#ifndef IP_APPLY_H
#define IP_APPLY_H

#include "ip/command.h"

extern const struct command apply_command;

#endif
