/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * strict_file.h - open a file that only root can have written
 */
#ifndef LIB_BASE_STRICT_FILE_H
#define LIB_BASE_STRICT_FILE_H

#include <stdio.h>

#include "lib/base/error.h"

/*
 * Open PATH for reading if nobody but root and the caller can change what is read: a regular file, which it and its
 * folder belong to root or to the caller, and neither group nor others can write to them (an access control list counts
 * as the group). A symbolic link is followed; its target and the target's folder are checked as well, and such a folder
 * may be sticky. A newline in PATH is refused. The check is of the opened file, so nobody can exchange it afterwards;
 * a FIFO or a device is not opened. Returns the stream, which the caller closes, or NULL and err set.
 */
FILE *strict_open(const char *path, struct error *err);

#endif
