/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * document.h - a configuration from a JSON document
 *
 * Each object is made the words that it stands for, which are then read as those of a line.
 */
#ifndef LIB_CONFIG_DOCUMENT_H
#define LIB_CONFIG_DOCUMENT_H

#include <stdio.h>

#include "lib/config/reading.h"

/* Read FILE, a JSON document as config_json() writes it. Returns 0, or a negative errno and err set. */
int config_read_document(struct config_reading *reading, FILE *file, struct error *err);

#endif
