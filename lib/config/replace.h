/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * replace.h - make one tunnel or session what the words of add would make, with the least that does it
 */
#ifndef LIB_CONFIG_REPLACE_H
#define LIB_CONFIG_REPLACE_H

#include "lib/kernel/kernel.h"
#include "lib/model/session.h"

/* What replacing did. */
enum replaced {
	REPLACED_NOTHING, /* the object was equal; nothing was sent */
	REPLACED_ADDED,	  /* there was none */
	REPLACED_SET,	  /* what differed could be set */
	REPLACED_MADE,	  /* the object was deleted and added again */
};

/*
 * Make the tunnel what TUNNEL, which has passed l2tp_tunnel_check(), says. A tunnel that is re-created keeps its sessions
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
