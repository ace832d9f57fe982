/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * plan.h - the fewest steps from what the kernel has to what it is to have
 */
#ifndef LIB_PLAN_H
#define LIB_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "lib/config.h"
#include "lib/error.h"
#include "lib/kernel.h"

/* In the order in which they are run: what is in the way goes first. */
enum plan_kind {
	PLAN_DELETE_SESSION,
	PLAN_DELETE_TUNNEL,
	PLAN_ADD_TUNNEL,
	PLAN_ADD_SESSION,
	PLAN_SET_SESSION,
	PLAN_KINDS
};

struct plan_step {
	enum plan_kind kind;
	const struct config_tunnel *tunnel;   /* of two steps */
	const struct config_session *session; /* of the others: what is, or is to be */
	const struct config_session *was;     /* what is there now, NULL for nothing */
	struct link_settings
		*link; /* of its interface, to be added or set; NULL for none; the step's */
};

struct plan {
	struct plan_step *steps;
	size_t count, room;
	const struct config *want, *have; /* that the steps point into */
};

/*
 * Compare. What WANT, which config_read() gave, does not name is left alone, or, with PRUNE, deleted. Returns 0,
 * -ENODEV where an interface that is to be set is not known, or -ENOMEM; freed by plan_free(), also on failure.
 */
int plan_make(struct plan *plan, const struct config *want, const struct config *have, bool prune,
	      struct error *err);
void plan_free(struct plan *plan);

/* The steps as lines of a batch. */
void plan_write(const struct plan *plan, FILE *file);

/*
 * Run them. Where one fails, those before it are taken back, and ERR, where even that fails, has a warning for each
 * thing that is not as it was. DONE, if it is not NULL, is called with DATA before each. Returns 0 or negative
 * errno.
 */
int plan_run(const struct plan *plan, struct kernel *kernel, void (*done)(void *data, size_t step),
	     void *data, struct error *err);

#endif
