/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dispatch.h - finds the command that words ask for, and runs it
 */
#ifndef IP_DISPATCH_H
#define IP_DISPATCH_H

#include "ip/context.h"

/*
 * Run the command of CTX that ARGV, which ends with NULL, asks for. Returns 0, or a negative errno and err set, which says
 * which command failed.
 */
int dispatch_run(struct context *ctx, const char *const *argv, struct error *err);

#endif
