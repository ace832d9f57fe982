/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * plan.h - the minimal steps from the existing to the desired configuration
 */
#ifndef LIB_CONFIG_PLAN_H
#define LIB_CONFIG_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/config/config.h"
#include "lib/kernel/holder.h"
#include "lib/netlink/attached.h"

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
	struct link_state
		*before; /* the interface before the change, or NULL; owned by plan_run() */
	bool falls;	 /* the interface is down for a moment */
};

enum plan_names { NAME_NOTHING, NAME_SESSIONS, NAME_OBJECTS };

struct plan_options {
	bool prune;	       /* delete objects that WANT does not name */
	bool force;	       /* take what programs use, and what cannot be put back */
	enum plan_names names; /* objects that errors must name */
};

/* What is to be, and what is. */
struct plan_sides {
	const struct config *want;
	struct config *have;
};

struct plan {
	struct plan_step *steps;
	size_t count, room;
	const struct config *want; /* the steps point into it */
	struct config *have;	   /* and into it; `is_spared` is set */
	struct plan_options options;
	unsigned long line; /* in the file of WANT: where plan_make() found a contradiction */
	char *notes;	    /* lines about what is left alone or lost; owned, or NULL */
	bool holders_read;
	struct holders holders;	     /* see in_use.h */
	struct kernel *kernel;	     /* set by plan_guard() */
	struct attachments attached; /* what hangs on the interfaces that change; see loss.h */
};

/*
 * Plan the steps from HAVE to WANT. Objects that cannot be re-created and unknown values are left alone. An object that
 * a program uses is not deleted or re-created: one that WANT names is an error, one that it does not is spared, with a
 * note. Returns 0, -EINVAL with ERROR_USAGE if WANT contradicts itself, -EEXIST if an object that is left alone conflicts, -EBUSY if a program uses one, -ENODEV if an
 * interface to set is unknown, or -ENOMEM, and err set. The caller frees PLAN with plan_free(), also on failure.
 */
int plan_make(struct plan *plan, const struct config *want, struct config *have,
	      const struct plan_options *options, struct error *err);
void plan_free(struct plan *plan);

/* Returns the fields of `session add` or `session set` for STEP, borrowed from it. */
struct l2tp_setup plan_setup(const struct plan_step *step);

#endif
