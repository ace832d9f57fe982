/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * document.h - a JSON document, object by object
 *
 * Each object is made the words that it stands for, which are then read as those of a line.
 */
#ifndef LIB_CONFIG_DOCUMENT_H
#define LIB_CONFIG_DOCUMENT_H

#include <stdbool.h>
#include <stdio.h>

#include "lib/base/error.h"

/* Takes PAIRS, the words of a tunnel or else of a session, which end with NULL. Returns 0, or a negative errno and err set. */
typedef int document_callback(void *data, bool tunnel, const char *const *pairs, struct error *err);

/*
 * Read FILE, a JSON document as config_json() writes it, and call TAKE with DATA for each object; a failure of it ends the
 * reading. Returns 0, or a negative errno and err set.
 */
int document_read(FILE *file, document_callback *take, void *data, struct error *err);

#endif
