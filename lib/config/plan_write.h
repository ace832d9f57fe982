/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * plan_write.h - the steps of a plan as lines of a batch
 */
#ifndef LIB_CONFIG_PLAN_WRITE_H
#define LIB_CONFIG_PLAN_WRITE_H

#include <stdio.h>

#include "lib/config/plan.h"

/* Write the steps to FILE as lines of a batch, PREFIX before each. */
void plan_write(const struct plan *plan, const char *prefix, FILE *file);

#endif
