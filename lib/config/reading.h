/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * reading.h - a configuration that is being read, object by object
 */
#ifndef LIB_CONFIG_READING_H
#define LIB_CONFIG_READING_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/config/config.h"

struct config_reading {
	struct config *config;
	size_t tunnel_room, session_room;
	unsigned long line; /* that is being read, 0 for none */
};

/*
 * Take PAIRS, which end with NULL, as `tunnel add` or `session add` does, and add the object. Returns 0, or a negative errno
 * and err set.
 */
int config_take(struct config_reading *reading, bool tunnel, const char *const *pairs,
		struct error *err);

#endif
