/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * run.h - run the steps of a plan, and roll back on failure
 */
#ifndef LIB_CONFIG_RUN_H
#define LIB_CONFIG_RUN_H

#include <stddef.h>

#include "lib/config/plan.h"
#include "lib/kernel/kernel.h"

/* Called before each step with the number of steps done. Returns false to stop the run and roll it back. */
typedef bool plan_callback(void *data, size_t done);

/*
 * Run the steps of a plan that passed plan_guard(), in order. If one fails, roll back it and those before it in reverse order; err gets a warning for each
 * object that is not restored. GO_ON, which may be NULL, is called with DATA. Returns 0, -EINTR if GO_ON stopped the
 * run, or another negative errno, and err set.
 */
int plan_run(struct plan *plan, plan_callback *go_on, void *data, struct error *err);

#endif
