/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * config_internal.h - what the files of config.h share
 */
#ifndef LIB_CONFIG_CONFIG_INTERNAL_H
#define LIB_CONFIG_CONFIG_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "lib/base/error.h"
#include "lib/config/config.h"
#include "lib/model/tunnel.h"

/* Add a line, as printf, to *COMMENT. Returns 0 or -ENOMEM. */
int config_comment(char **comment, struct error *err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Of the sessions of TUNNEL. */
enum config_demux config_demux(const struct l2tp_tunnel *tunnel);

struct config_reading {
	struct config *config;
	size_t tunnel_room, session_room;
	unsigned long line; /* that is being read, 0 for none */
};

/* Take PAIRS, which end with NULL, as `tunnel add` or `session add` does. Returns 0 or negative errno. */
int config_take(struct config_reading *reading, bool tunnel, const char *const *pairs,
		struct error *err);

/* A JSON document. Returns 0 or negative errno. */
int config_read_document(struct config_reading *reading, FILE *file, struct error *err);

/*
 * Sort, fill in what a session has of its tunnel, and hold all against all. Returns 0, or -EINVAL with *LINE set to
 * where it is.
 */
int config_check(struct config *config, unsigned long *line, struct error *err);

#endif
