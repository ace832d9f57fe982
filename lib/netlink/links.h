/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * links.h - interfaces and addresses: read and set
 *
 * Only files of lib/netlink know libnl-route-3. interface.h looks up an interface's name or index without it.
 */
#ifndef LIB_NETLINK_LINKS_H
#define LIB_NETLINK_LINKS_H

#include <stddef.h>

#include "lib/model/link.h"

/* An rtnetlink socket. */
struct links;

/* A socket in the caller's network namespace, closed by links_close(). Returns 0, or a negative errno and err set. */
int links_open(struct links **links, struct error *err);
void links_close(struct links *links);

/*
 * The interface of that INDEX into *STATE, which the caller frees with link_state_free(). Returns 0, or -ENODEV or another
 * negative errno and err set, with nothing to free.
 */
int links_read(struct links *links, unsigned int index, struct link_state *state,
	       struct error *err);

/*
 * All interfaces with their addresses, by two dumps, sorted by index; *LIST is freed by the caller with
 * link_states_free(), also on failure. Returns 0, or a negative errno and err set.
 */
int links_list(struct links *links, struct link_state **list, size_t *count, struct error *err);

#endif
