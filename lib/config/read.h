/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * read.h - a configuration from lines or a JSON document
 */
#ifndef LIB_CONFIG_READ_H
#define LIB_CONFIG_READ_H

#include <stdio.h>

#include "lib/config/config.h"

/*
 * Read from FILE, NAME in messages, what config_write() or config_json() wrote or somebody like them: all that add takes,
 * with its defaults filled in. Everything is held against everything else: an object twice, two that want one port or
 * name, a session without its tunnel. Returns 0, or a negative errno and err set: ERROR_USAGE with the line where it is.
 * *CONFIG is freed by the caller, also on failure.
 */
int config_read(FILE *file, const char *name, struct config *config, struct error *err);

/* Read the file of that PATH, or, for "-", standard input. Returns as config_read(). */
int config_open(const char *path, struct config *config, struct error *err);

#endif
