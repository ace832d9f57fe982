/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * conflict.h - find conflicts between tunnels and sessions, desired and existing
 */
#ifndef LIB_CONFIG_CONFLICT_H
#define LIB_CONFIG_CONFLICT_H

#include "lib/config/config.h"

/*
 * Sort CONFIG, complete each session from its tunnel, and check for conflicts. Returns 0, -EINVAL with ERROR_USAGE and
 * *LINE set to the line at fault, or -ENOMEM, and err set.
 */
int config_check(struct config *config, unsigned long *line, struct error *err);

/*
 * Check WANT for conflicts with the objects of HAVE that it does not name, or with PRUNE with those of them that are
 * spared. Returns 0, -EEXIST or -ENOMEM, and err set.
 */
int plan_check_rest(const struct config *want, const struct config *have, bool prune,
		    struct error *err);

#endif
