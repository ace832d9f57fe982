/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * links_change.h - change an interface and its addresses, and roll back
 */
#ifndef LIB_NETLINK_LINKS_CHANGE_H
#define LIB_NETLINK_LINKS_CHANGE_H

#include "lib/netlink/links.h"

/*
 * Apply SETTINGS to an interface with state STATE; only differences are changed. Returns 0, or a negative errno and err
 * set to the step that failed; links_restore() rolls back the steps before it.
 */
int links_change(struct links *links, const struct link_state *state,
		 const struct link_settings *settings, struct error *err);

/* Restore the interface to state BEFORE. Returns 0, or a negative errno and err set. */
int links_restore(struct links *links, const struct link_state *before, struct error *err);

#endif
