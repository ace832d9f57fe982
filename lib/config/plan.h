/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * plan.h - the minimal steps from the existing to the desired configuration
 */
#ifndef LIB_CONFIG_PLAN_H
#define LIB_CONFIG_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/config/config.h"

/* In order of execution: deletions first, since they free IDs, ports and names. */
enum plan_kind {
	PLAN_DELETE_SESSION,
	PLAN_DELETE_TUNNEL,
	PLAN_ADD_TUNNEL,
	PLAN_ADD_SESSION,
	PLAN_SET_SESSION,
};

struct plan_step {
	enum plan_kind kind;
	const struct config_tunnel *tunnel;   /* of PLAN_*_TUNNEL */
	const struct config_session *session; /* of PLAN_*_SESSION: existing or desired */
	const struct config_session *was;     /* the existing session, or NULL */
	struct link_settings link;	      /* interface settings to apply; owned */
	/* bits of enum l2tp_session_field: to set; and to omit from an add */
	uint32_t changes, without;
	const char *name; /* interface name to add with; NULL for the kernel's choice */
	/* progress of plan_run(), for the rollback */
	bool done; /* the object was added or deleted, or the session's fields were set */
	struct link_state before; /* the interface before the change; index 0 if unchanged */
};

enum plan_names { NAME_NOTHING, NAME_SESSIONS, NAME_OBJECTS };

struct plan {
	struct plan_step *steps;
	size_t count, room;
	const struct config *want, *have; /* the steps point into them */
	bool prune;			  /* delete objects that WANT does not name */
	enum plan_names names;		  /* objects that errors must name */
};

/*
 * Plan the steps from HAVE to WANT. With PRUNE, objects that WANT does not name are deleted. Objects that cannot be
 * re-created and unknown values are always left alone. Returns 0, -EEXIST if such an object conflicts, -ENODEV if an
 * interface to set is unknown, or -ENOMEM, and err set. The caller frees PLAN with plan_free(), also on failure.
 */
int plan_make(struct plan *plan, const struct config *want, const struct config *have, bool prune,
	      struct error *err);
void plan_free(struct plan *plan);

/* Returns the fields of `session add` or `session set` for STEP, borrowed from it. */
struct l2tp_setup plan_setup(const struct plan_step *step);

#endif
