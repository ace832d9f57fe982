/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * links.h - read interfaces and addresses
 *
 * Only lib/netlink uses libnl-route-3. interface.h looks up names and indexes without it.
 */
#ifndef LIB_NETLINK_LINKS_H
#define LIB_NETLINK_LINKS_H

#include <stddef.h>

#include "lib/model/link.h"

/* An rtnetlink socket. */
struct links;

/* Open a socket in the current namespace; close with links_close(). Returns 0, or a negative errno and err set. */
int links_open(struct links **links, struct error *err);
void links_close(struct links *links);

/*
 * Read interface INDEX to *STATE, to be freed with link_state_free(). Returns 0, or -ENODEV or another negative errno
 * and err set, with nothing to free.
 */
int links_read(struct links *links, unsigned int index, struct link_state *state,
	       struct error *err);

/*
 * Read all interfaces and their addresses with two dumps, sorted by index. Free *LIST with link_states_free(), also on
 * failure. Returns 0, or a negative errno and err set.
 */
int links_list(struct links *links, struct link_state **list, size_t *count, struct error *err);

/* Replace an alternative name of the master in SETTINGS by its current name. A name that does not exist is kept. */
void links_name_master(struct links *links, struct link_settings *settings);

#endif
