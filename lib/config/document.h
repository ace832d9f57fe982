/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * document.h - read a JSON document object by object
 *
 * Each object is converted to the words of a batch line, which the keyword parser then reads.
 */
#ifndef LIB_CONFIG_DOCUMENT_H
#define LIB_CONFIG_DOCUMENT_H

#include <stdbool.h>
#include <stdio.h>

#include "lib/base/error.h"

/* Called with PAIRS, the NULL-terminated words of a tunnel or a session. Returns 0, or a negative errno and err set. */
typedef int document_callback(void *data, bool tunnel, const char *const *pairs, struct error *err);

/*
 * Read FILE, a JSON document as written by config_json(), and call TAKE with DATA for each object; stop if it fails.
 * Returns 0, or a negative errno and err set.
 */
int document_read(FILE *file, document_callback *take, void *data, struct error *err);

#endif
