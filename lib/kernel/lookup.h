/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lookup.h - what is known of sessions from elsewhere: their tunnels and their interfaces
 *
 * The kernel tells of a session neither; for any number of sessions they are gathered once.
 */
#ifndef LIB_KERNEL_LOOKUP_H
#define LIB_KERNEL_LOOKUP_H

#include <stddef.h>

#include "lib/kernel/kernel.h"
#include "lib/model/link.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"

struct lookup {
	struct l2tp_tunnel *tunnels;
	size_t tunnel_count;
	struct link_state *links;
	size_t link_count;
};

/*
 * Gather it: one dump of the tunnels, and those of interfaces and addresses. Freed by lookup_free(), also
 * on failure. Returns 0 or negative errno.
 */
int lookup_gather(struct kernel *kernel, struct lookup *lookup, struct error *err);
void lookup_free(struct lookup *lookup);

/* The tunnel, and the interface, of SESSION; NULL where there is none. */
const struct l2tp_tunnel *lookup_tunnel(const struct lookup *lookup,
					const struct l2tp_session *session);
const struct link_state *lookup_link(const struct lookup *lookup,
				     const struct l2tp_session *session);

#endif
