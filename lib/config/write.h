/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * write.h - a configuration as lines of a batch or as JSON; the steps of a plan as lines
 */
#ifndef LIB_CONFIG_WRITE_H
#define LIB_CONFIG_WRITE_H

#include <stdio.h>

#include "lib/config/plan.h"
#include "lib/text/output.h"

/* Write CONFIG to FILE as lines of a batch, PREFIX before each. */
void config_write(const struct config *config, const char *prefix, FILE *file);

/* Write CONFIG as one record of OUT: an object with the lists `tunnels` and `sessions`. */
void config_json(const struct config *config, struct output *out);

/* Write the steps of PLAN to FILE as lines of a batch, PREFIX before each. */
void plan_write(const struct plan *plan, const char *prefix, FILE *file);

/*
 * Drop the fields that have their defaults, and what is state and not configuration; what is told of that goes into
 * comments. Returns 0, or -ENOMEM and err set.
 */
int config_reduce(struct config *config, struct error *err);

#endif
