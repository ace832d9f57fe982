/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * list.h - list sessions and look up their tunnels and interfaces
 *
 * The l2tp family reports the name of an Ethernet session's interface at creation, even after a rename. debugfs reports
 * the current name and has precedence if it is readable; otherwise the name at creation counts as current.
 */
#ifndef LIB_KERNEL_LIST_H
#define LIB_KERNEL_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/kernel/debugfs.h"
#include "lib/kernel/kernel.h"
#include "lib/model/link.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"

/*
 * List all sessions, sorted by ID, with l2spec_type and current interface names if debugfs is readable. The caller
 * frees *LIST. Returns 0, or a negative errno and err set, with nothing to free.
 */
int kernel_list_sessions(struct kernel *kernel, struct l2tp_session **list, size_t *count,
			 struct error *err);

/* Returns the ID of a tunnel with a session SESSION_ID, 0 if none has it, or 0 with err set on failure. */
uint32_t kernel_owner_of_session(struct kernel *kernel, uint32_t session_id, struct error *err);

/*
 * Copy SESSION's `name` to `kernel_name`, unless it has one, then set `name`, `name_is` and l2spec_type from ENTRY, which
 * may be NULL.
 */
void kernel_take_name(struct l2tp_session *session, const struct debugfs_session *entry);

/*
 * Add the data of debugfs, or of /proc, to the COUNT sessions of LIST. What debugfs lacks, even when it is read again,
 * stays unknown.
 */
void kernel_describe(struct l2tp_session *list, size_t count);

/*
 * Add the data of debugfs to SESSION, cached for one second. Accurate enough for a batch of deletes, which uses the
 * name only to wait for the interface.
 */
void kernel_describe_roughly(struct kernel *kernel, struct l2tp_session *session);

/* All tunnels and interfaces, read once to look up those of any number of sessions. */
struct lookup {
	struct l2tp_tunnel *tunnels;
	size_t tunnel_count;
	struct link_state *links; /* sorted by name */
	size_t link_count;
	size_t lost; /* interfaces that were renamed or moved, if names at creation were looked up */
};

/*
 * Dump the tunnels, the interfaces and their addresses. The caller frees *LOOKUP with lookup_free(), also on failure.
 * Returns 0, or a negative errno and err set.
 */
int lookup_gather(struct kernel *kernel, struct lookup *lookup, struct error *err);

/*
 * Add only the tunnel TUNNEL_ID, if it exists, or only the interfaces of COUNT SESSIONS to *LOOKUP, which has none yet.
 * Each returns 0, or a negative errno and err set.
 */
int lookup_add_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct lookup *lookup,
		      struct error *err);
int lookup_add_links(struct kernel *kernel, const struct l2tp_session *sessions, size_t count,
		     struct lookup *lookup, struct error *err);

/*
 * Find out which interfaces of *LOOKUP belong to the COUNT SESSIONS; before it, lookup_link() finds those of PPP
 * sessions only. Returns 0, or a negative errno and err set.
 */
int lookup_identify(struct kernel *kernel, const struct l2tp_session *sessions, size_t count,
		    struct lookup *lookup, struct error *err);

void lookup_free(struct lookup *lookup);

/* Find the tunnel or the interface of SESSION. Returns NULL if there is none, or if it is not certain. */
const struct l2tp_tunnel *lookup_tunnel(const struct lookup *lookup,
					const struct l2tp_session *session);
const struct link_state *lookup_link(const struct lookup *lookup,
				     const struct l2tp_session *session);

/* Find the interface with this INDEX. Returns NULL if there is none. */
const struct link_state *lookup_link_index(const struct lookup *lookup, unsigned int index);

#endif
