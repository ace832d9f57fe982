/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * change.h - changes that take several requests, rolled back on failure
 *
 * Each function builds a plan of a step or two and runs it (run.h).
 */
#ifndef LIB_CONFIG_CHANGE_H
#define LIB_CONFIG_CHANGE_H

#include "lib/kernel/kernel.h"
#include "lib/model/session.h"

/*
 * Add TUNNEL, checked by l2tp_tunnel_prepare(), unless it is NULL; then add the session of SETUP, checked by
 * l2tp_setup_check_alone(), and configure its interface. Returns 0, -EINVAL with ERROR_USAGE if the tunnel cannot carry
 * the session, -EEXIST, -ENODEV if the tunnel does not exist, or another negative errno, and err set.
 */
int config_add(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
	       const struct l2tp_setup *setup, struct error *err);

/*
 * FORCE takes what programs use, and loses what cannot be put back, with a warning for each (loss.h).
 *
 * Change the session that SETUP identifies: seq, lns_mode, reorder_timeout, debug and interface settings, as far as
 * SETUP has them. Other fields are kept. Returns 0, or a negative errno and err set.
 */
int config_set_session(struct kernel *kernel, const struct l2tp_setup *setup, bool force,
		       struct error *err);

/* Result of a replace. */
enum replaced {
	REPLACED_NOTHING, /* in sync: nothing was sent */
	REPLACED_ADDED,	  /* the object did not exist */
	REPLACED_SET,	  /* the differing fields were set */
	REPLACED_MADE,	  /* the object was re-created */
};

/*
 * Make the tunnel match TUNNEL, checked by l2tp_tunnel_prepare(). A re-created tunnel keeps its sessions and their
 * interface settings. *WHAT is the result. Returns 0, or a negative errno and err set; then all changes are rolled
 * back, except those that err warns of.
 */
int config_replace_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel, bool force,
			  enum replaced *what, struct error *err);

/*
 * Make the session and its interface match SETUP, checked by l2tp_setup_check_alone(), and complete SETUP with
 * defaults. Interface settings that SETUP omits are kept: a re-created session has the same interface name, Ethernet
 * address, MTU, master and addresses. Fields that the kernel does not report (l2spec_type without debugfs, debug) count
 * as equal. *WHAT is the result. Returns 0, or a negative errno and err set; then all changes are rolled back, except
 * those that err warns of.
 */
int config_replace_session(struct kernel *kernel, struct l2tp_setup *setup, bool force,
			   enum replaced *what, struct error *err);

#endif
