/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * plan.h - the fewest steps from what the kernel has to what it is to have
 */
#ifndef LIB_CONFIG_PLAN_H
#define LIB_CONFIG_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "lib/base/error.h"
#include "lib/config/config.h"
#include "lib/kernel/kernel.h"
#include "lib/model/link.h"

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
	/* of its interface, to be added or set; NULL for none; the step's */
	struct link_settings *link;
	uint32_t changes; /* of the session itself, to be set: bits of enum l2tp_session_field */
	const char *name; /* of the interface, to be added; NULL for the kernel's choice */
};

struct plan {
	struct plan_step *steps;
	size_t count, room;
	const struct config *want, *have; /* that the steps point into */
};

/*
 * Compare. What WANT, which config_read() gave, does not name is left alone, or, with PRUNE, deleted; what cannot be
 * made again, or is not known, always is left alone. Returns 0, -EEXIST where that is in the way, -ENODEV where an
 * interface that is to be set is not known, or -ENOMEM; freed by plan_free(), also on failure.
 */
int plan_make(struct plan *plan, const struct config *want, const struct config *have, bool prune,
	      struct error *err);
void plan_free(struct plan *plan);

/*
 * Whether what PLAN wants and what stays, with PRUNE or without, can be together; plan_make() asks it. Returns 0,
 * -EEXIST, or -ENOMEM.
 */
int plan_check_rest(const struct plan *plan, bool prune, struct error *err);

/* The steps as lines of a batch, PREFIX before each. */
void plan_write(const struct plan *plan, const char *prefix, FILE *file);

/* Called before each step with how many were done; false ends it all, as a step that fails does. */
typedef bool plan_callback(void *data, size_t done);

/*
 * Run them. Where one fails, those before it are taken back, and ERR, where even that fails, has a warning for each
 * thing that is not as it was. GO_ON is called with DATA. Returns 0, -EINTR where GO_ON ended it, or another negative
 * errno.
 */
int plan_run(const struct plan *plan, struct kernel *kernel, plan_callback *go_on, void *data,
	     struct error *err);

#endif
