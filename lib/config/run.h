/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * run.h - run the steps of a plan, and undo them where one fails
 */
#ifndef LIB_CONFIG_RUN_H
#define LIB_CONFIG_RUN_H

#include <stddef.h>

#include "lib/config/plan.h"
#include "lib/kernel/kernel.h"

/* Called before each step with how many were done. Returning false ends the run as a step that fails does. */
typedef bool plan_callback(void *data, size_t done);

/*
 * Run the steps in their order. Where one fails, what it and those before it have done is undone, the last first, and
 * err gets a warning for each object that is not as it was. GO_ON, NULL for none, is called with DATA. Returns 0, -EINTR
 * where GO_ON ended it, or another negative errno, and err set.
 */
int plan_run(struct plan *plan, struct kernel *kernel, plan_callback *go_on, void *data,
	     struct error *err);

#endif
