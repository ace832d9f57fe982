/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * help_next.h - possible next words, for completion
 */
#ifndef IP_HELP_NEXT_H
#define IP_HELP_NEXT_H

#include "ip/context.h"

/* Print the words that may follow ARGV, which ends with NULL and may be changed, one a line; nothing if unknown. */
void help_next(struct context *ctx, const char *const *argv);

#endif
