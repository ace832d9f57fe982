/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * loss.h - what a plan would lose, and therefore is refused
 */
#ifndef LIB_CONFIG_LOSS_H
#define LIB_CONFIG_LOSS_H

#include <stdbool.h>

#include "lib/config/plan.h"

/*
 * Refuse PLAN because of what it would take: with `force`, note what is lost instead. Returns 0, or -EBUSY and err set
 * to the text, formatted as by printf(3), and that -force takes it.
 */
int plan_refuse(struct plan *plan, struct error *err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/*
 * Check that the existing TUNNEL can be deleted and, if it is NAMED, added again: a named one is refused if it cannot
 * be restored or a program uses it; another one is spared then, with a note. Returns 0, -EEXIST, -EBUSY or -ENOMEM, and
 * err set.
 */
int loss_of_tunnel(struct plan *plan, struct config_tunnel *tunnel, bool named, struct error *err);

/*
 * Check that the existing SESSION can be re-created: refuse it if its interface is in another network namespace, or not
 * certain. Returns 0, -EBUSY, -ENODEV or -ENOTUNIQ, and err set.
 */
int loss_of_session(struct plan *plan, const struct config_session *session, struct error *err);

/*
 * Look, before anything is sent, for what would fail and for what hangs on the interfaces that PLAN re-creates or takes
 * down for a moment. What can be put back is kept in PLAN for plan_run(); the rest is refused or, with `force`, noted.
 * Returns 0, -EBUSY, -ENODEV or another negative errno, and err set.
 */
int plan_guard(struct plan *plan, struct kernel *kernel, struct error *err);

/*
 * Check that CHANGE can be applied to the interface of the existing SESSION, of which settings are WANTED: note that one
 * in another network namespace is left alone, refuse one that is unknown or not certain. Returns as loss_of_session().
 */
int loss_of_settings(struct plan *plan, const struct config_session *session,
		     const struct link_settings *change, bool wanted, struct error *err);

#endif
