/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * conflict.h - hold tunnels and sessions that are to be against each other, and against what stays
 */
#ifndef LIB_CONFIG_CONFLICT_H
#define LIB_CONFIG_CONFLICT_H

#include "lib/config/config.h"

/*
 * Sort CONFIG, fill in what a session has of its tunnel, and hold all against all. Returns 0, or -EINVAL with ERROR_USAGE
 * and *LINE set to where it is, or -ENOMEM, and err set.
 */
int config_check(struct config *config, unsigned long *line, struct error *err);

/*
 * Check whether what WANT names and what of HAVE stays, all of it or with PRUNE the rest, can be together. Returns 0, -EEXIST, or -ENOMEM,
 * and err set.
 */
int plan_check_rest(const struct config *want, const struct config *have, bool prune,
		    struct error *err);

#endif
