/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * links_change.h - set an interface and its addresses, and set it back
 */
#ifndef LIB_NETLINK_LINKS_CHANGE_H
#define LIB_NETLINK_LINKS_CHANGE_H

#include "lib/netlink/links.h"

/*
 * Make the interface, which is as STATE tells, what SETTINGS say. What is as it should be is not touched. Returns 0, or
 * a negative errno and err set to the step that failed: those before it are done, and links_restore() takes them back.
 */
int links_change(struct links *links, const struct link_state *state,
		 const struct link_settings *settings, struct error *err);

/* Make the interface what BEFORE tells again. Returns 0, or a negative errno and err set. */
int links_restore(struct links *links, const struct link_state *before, struct error *err);

#endif
