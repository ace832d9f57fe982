/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * plan.h - the fewest steps from what the kernel has to what it is to have
 */
#ifndef LIB_CONFIG_PLAN_H
#define LIB_CONFIG_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/config/config.h"

/* In the order in which they are run: what is in the way goes first. */
enum plan_kind {
	PLAN_DELETE_SESSION,
	PLAN_DELETE_TUNNEL,
	PLAN_ADD_TUNNEL,
	PLAN_ADD_SESSION,
	PLAN_SET_SESSION,
};

struct plan_step {
	enum plan_kind kind;
	const struct config_tunnel *tunnel;   /* of two steps */
	const struct config_session *session; /* of the others: what is, or is to be */
	const struct config_session *was;     /* what is there now, NULL for nothing */
	struct link_settings link;	      /* of its interface, to be added or set; the step's */
	/* of the session itself, bits of enum l2tp_session_field: to be set; and not to be added */
	uint32_t changes, without;
	const char *name; /* of the interface, to be added; NULL for the kernel's choice */
	/* how far plan_run() has come: what is to be undone where a later step fails */
	bool done; /* the object was added or deleted, or the session's own changes are made */
	struct link_state before; /* of the interface, where it was changed; no index for none */
};

enum plan_names { NAME_NOTHING, NAME_SESSIONS, NAME_OBJECTS };

struct plan {
	struct plan_step *steps;
	size_t count, room;
	const struct config *want, *have; /* that the steps point into */
	bool prune;			  /* what WANT does not name */
	enum plan_names names;		  /* the objects that errors name, since the words do not */
};

/*
 * Compare. What WANT does not name is left alone, or, with PRUNE, deleted; what cannot be
 * made again, or is not known, always is left alone. Returns 0, -EEXIST where that is in the way, -ENODEV where an
 * interface that is to be set is not known, or -ENOMEM; freed by plan_free(), also on failure.
 */
int plan_make(struct plan *plan, const struct config *want, const struct config *have, bool prune,
	      struct error *err);
void plan_free(struct plan *plan);

/* What STEP adds or sets of a session, in the words of `session add` or `session set`; it borrows from STEP. */
struct l2tp_setup plan_setup(const struct plan_step *step);

#endif
