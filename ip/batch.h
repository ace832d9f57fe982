/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * batch.h - run command lines from a file
 */
#ifndef IP_BATCH_H
#define IP_BATCH_H

#include "ip/context.h"

/* Run the lines of the file PATH, "-" for standard input, and print their errors. Returns the worst exit status. */
int batch_run(struct context *ctx, const char *path);

#endif
