/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * conflict.h - find conflicts between tunnels and sessions, desired and existing
 */
#ifndef LIB_CONFIG_CONFLICT_H
#define LIB_CONFIG_CONFLICT_H

#include "lib/config/config.h"

/*
 * Sort CONFIG, complete each session from its tunnel and check it. Returns 0, -EINVAL with ERROR_USAGE and *LINE set to
 * the line at fault, or -ENOMEM, and err set.
 */
int config_check(struct config *config, unsigned long *line, struct error *err);

/*
 * Check that the desired and the remaining objects can coexist: local ports, interface names, and session IDs that
 * demultiplex. Objects of HAVE that WANT does not name remain, with PRUNE those that are spared. Objects that
 * exist already do coexist, whatever they are. Returns 0; -EINVAL with ERROR_USAGE if WANT contradicts itself, and *LINE
 * set to the later line; -EEXIST if a remaining object has what a desired one requires; or -ENOMEM; and err set.
 */
int plan_check(const struct config *want, const struct config *have, bool prune,
	       unsigned long *line, struct error *err);

#endif
