/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dispatch.h - find the command that the words name, and run it
 */
#ifndef IP_DISPATCH_H
#define IP_DISPATCH_H

#include "ip/context.h"

/*
 * Run the command of CTX that ARGV, which ends with NULL, names. Returns 0, or a negative errno and err set; the
 * error names the command.
 */
int dispatch_run(struct context *ctx, const char *const *argv, struct error *err);

#endif
