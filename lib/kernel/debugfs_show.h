/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * debugfs_show.h - show the L2TP state in debugfs
 */
#ifndef LIB_KERNEL_DEBUGFS_SHOW_H
#define LIB_KERNEL_DEBUGFS_SHOW_H

#include <stdio.h>

#include "lib/text/output.h"

/*
 * Show the tunnels of this network namespace: the file's lines as text, or one JSON record per tunnel with its
 * sessions. JSON omits unknown lines. Returns as debugfs_load().
 */
int debugfs_show(struct output *out, struct error *err);

/* Show the contents of FILE, in the format of debugfs. Returns 0, or a negative errno and err set. */
int debugfs_show_file(FILE *file, struct output *out, struct error *err);

#endif
