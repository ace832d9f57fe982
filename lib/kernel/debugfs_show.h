/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * debugfs_show.h - all that the kernel's L2TP tells in debugfs, as it stands there or as JSON
 */
#ifndef LIB_KERNEL_DEBUGFS_SHOW_H
#define LIB_KERNEL_DEBUGFS_SHOW_H

#include "lib/text/output.h"

/*
 * The tunnels of this network namespace: in text the file's own lines, in JSON a record for each with its
 * sessions. Lines that are not understood are in the text alone. Returns 0, or as debugfs_load().
 */
int debugfs_show(struct output *out, struct error *err);

/* Show what FILE, of the form of that file, has. Returns 0, or a negative errno and err set. */
int debugfs_show_file(FILE *file, struct output *out, struct error *err);

#endif
