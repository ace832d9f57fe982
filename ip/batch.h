/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * batch.h - the lines of a file as command lines
 */
#ifndef IP_BATCH_H
#define IP_BATCH_H

#include "ip/context.h"

/* Run the lines of the file PATH, "-" for standard input. Errors are printed. Returns the exit status of the worst line. */
int batch_run(struct context *ctx, const char *path);

#endif
