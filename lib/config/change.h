/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * change.h - one change of the kernel that takes several requests: all of it is done, or nothing
 *
 * Each builds a plan of a step or two and runs it (run.h), so that what fails half-way is undone.
 */
#ifndef LIB_CONFIG_CHANGE_H
#define LIB_CONFIG_CHANGE_H

#include "lib/kernel/kernel.h"
#include "lib/model/session.h"

/*
 * Add TUNNEL, which has passed l2tp_tunnel_prepare(), unless it is NULL; then the session of SETUP, which has passed
 * l2tp_setup_check_alone(), and set its interface up as SETUP says. Returns 0, -EINVAL with ERROR_USAGE where the tunnel
 * cannot carry it, -EEXIST, -ENODEV without the tunnel, or another negative errno, and err set.
 */
int config_add(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
	       const struct l2tp_setup *setup, struct error *err);

/*
 * Change the session that SETUP names in full, as the words of `session set` do: what SETUP has of seq, lns_mode,
 * reorder_timeout, debug and of its interface's settings. The rest stays. Returns 0, or a negative errno and err set.
 */
int config_set_session(struct kernel *kernel, const struct l2tp_setup *setup, struct error *err);

/* What replacing did. */
enum replaced {
	REPLACED_NOTHING, /* the object was equal; nothing was sent */
	REPLACED_ADDED,	  /* there was none */
	REPLACED_SET,	  /* what differed could be set */
	REPLACED_MADE,	  /* the object was deleted and added again */
};

/*
 * Make the tunnel what TUNNEL, which has passed l2tp_tunnel_prepare(), says. A tunnel that is re-created keeps its sessions
 * and what is set of their interfaces. *WHAT tells what was done. Returns 0, or a negative errno and err set; what was
 * there is as it was then, but for what err warns of.
 */
int config_replace_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
			  enum replaced *what, struct error *err);

/*
 * Make the session and its interface what SETUP, which has passed l2tp_setup_check_alone(), says; the defaults are filled
 * in. What SETUP has no word for stays: a session that is re-created keeps its interface's name, Ethernet address, MTU,
 * master and addresses. What the kernel does not tell (l2spec_type without debugfs, debug) is taken to be equal. *WHAT
 * tells what was done. Returns 0, or a negative errno and err set; what was there is as it was then, but for what err
 * warns of.
 */
int config_replace_session(struct kernel *kernel, struct l2tp_setup *setup, enum replaced *what,
			   struct error *err);

#endif
