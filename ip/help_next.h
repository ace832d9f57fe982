/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * help_next.h - what may follow some words, for completion
 */
#ifndef IP_HELP_NEXT_H
#define IP_HELP_NEXT_H

#include "ip/context.h"

/* Print what may follow ARGV, which ends with NULL and may be changed, one a line; nothing where nothing is known. */
void help_next(struct context *ctx, const char *const *argv);

#endif
