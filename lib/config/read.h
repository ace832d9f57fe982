/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * read.h - read a configuration from batch lines or a JSON document
 */
#ifndef LIB_CONFIG_READ_H
#define LIB_CONFIG_READ_H

#include <stdio.h>

#include "lib/config/config.h"

/*
 * Read FILE, called NAME in messages, in the format of config_write() or config_json(). Accepts all fields of add and
 * fills in defaults. Refuses duplicate objects, shared ports or names, and sessions without a tunnel. Returns 0, or a
 * negative errno and err set, with the line and ERROR_USAGE for invalid input. The caller frees *CONFIG, also on
 * failure.
 */
int config_read(FILE *file, const char *name, struct config *config, struct error *err);

/* Read the file PATH, or standard input if it is "-". Returns as config_read(). */
int config_open(const char *path, struct config *config, struct error *err);

#endif
