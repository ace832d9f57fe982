/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * write.h - write a configuration as batch lines or JSON, and a plan as batch lines
 */
#ifndef LIB_CONFIG_WRITE_H
#define LIB_CONFIG_WRITE_H

#include <stdio.h>

#include "lib/config/plan.h"
#include "lib/text/output.h"

/* Write CONFIG to FILE as batch lines, each after PREFIX. */
void config_write(const struct config *config, const char *prefix, FILE *file);

/* Write CONFIG as one record of OUT: an object with the arrays `tunnels` and `sessions`. */
void config_json(const struct config *config, struct output *out);

/* Write the steps of PLAN to FILE as batch lines, each after PREFIX. */
void plan_write(const struct plan *plan, const char *prefix, FILE *file);

/*
 * Drop default values and state from CONFIG. Sequencing that a LAC copies from its peer becomes a comment. Returns 0,
 * or -ENOMEM and err set.
 */
int config_reduce(struct config *config, struct error *err);

#endif
