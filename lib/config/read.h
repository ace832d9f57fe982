/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * read.h - read a configuration from batch lines or a JSON document
 */
#ifndef LIB_CONFIG_READ_H
#define LIB_CONFIG_READ_H

#include <stdbool.h>
#include <stdio.h>

#include "lib/config/config.h"

/*
 * Read FILE, called NAME in messages, in the format of config_write() or config_json(). Accepts all fields of add and
 * fills in defaults. Refuses duplicate objects, shared ports or names, and sessions without a tunnel. Returns 0, or a
 * negative errno and err set, with the line and ERROR_USAGE for invalid input. The caller frees *CONFIG, also on
 * failure.
 */
int config_read(FILE *file, const char *name, struct config *config, struct error *err);

/*
 * Read the files PATHS, at least one, which end with NULL, as one configuration; "-" is standard input, once. STRICT
 * opens them with strict_open(), and "-" is a file then. Returns as config_read(); the error names the file, and of two
 * lines in conflict the later one.
 */
int config_open(const char *const *paths, bool strict, struct config *config, struct error *err);

/* Prefix ERR with the name of the file of CONFIG, from config_open(), that has LINE, and LINE in it. Returns its code. */
int config_place(const struct config *config, unsigned long line, struct error *err);

#endif
