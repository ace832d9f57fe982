/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * list.h - lists of all sessions, and what is known of them from elsewhere: debugfs, /proc, tunnels, interfaces
 *
 * The kernel knows an Ethernet session by the name its interface was created with and is never told of a new one. Debugfs
 * tells the present names, so it decides wherever it can be read; else the first name is taken for the present one.
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
 * All sessions, sorted by their ids, with l2spec_type and their interfaces' present names where debugfs can be read; *LIST
 * is the caller's to free. Returns 0, or a negative errno and err set, with nothing to free.
 */
int kernel_list_sessions(struct kernel *kernel, struct l2tp_session **list, size_t *count,
			 struct error *err);

/* A tunnel with a session SESSION_ID, 0 for none, or 0 with err set where the kernel does not tell. */
uint32_t kernel_owner_of_session(struct kernel *kernel, uint32_t session_id, struct error *err);

/*
 * Without debugfs, a name that two interfaces had, one after the other, names two sessions. Returns -ENOTUNIQ where
 * SESSION's is such a one, else 0 or another negative errno, and err set.
 */
int kernel_refuse_ambiguous(struct kernel *kernel, const struct l2tp_session *session,
			    struct error *err);

/*
 * Add what ENTRY, NULL for nothing, tells of SESSION. The name that the kernel has goes into `kernel_name`, `name` becomes
 * the present one.
 */
void kernel_take_name(struct l2tp_session *session, const struct debugfs_session *entry);

/* Add to the COUNT sessions of LIST what debugfs or /proc tells. */
void kernel_describe(struct l2tp_session *list, size_t count);

/*
 * Add to SESSION what debugfs told within the last second: enough for one of many that a batch deletes, whose interface's
 * name only says what to wait for.
 */
void kernel_describe_roughly(struct kernel *kernel, struct l2tp_session *session);

/* What the kernel does not tell of a session: its tunnel and its interface, gathered once for any number of sessions. */
struct lookup {
	struct l2tp_tunnel *tunnels;
	size_t tunnel_count;
	struct link_state *links;
	size_t link_count;
};

/*
 * Dump the tunnels, the interfaces and their addresses into *LOOKUP, to be freed with lookup_free(), also on failure.
 * Returns 0, or a negative errno and err set.
 */
int lookup_gather(struct kernel *kernel, struct lookup *lookup, struct error *err);

/*
 * Ask for the tunnel TUNNEL_ID alone, which need not exist, or for the interfaces of COUNT SESSIONS alone, into *LOOKUP, in
 * which there is none. Each returns 0, or a negative errno and err set.
 */
int lookup_add_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct lookup *lookup,
		      struct error *err);
int lookup_add_links(struct kernel *kernel, const struct l2tp_session *sessions, size_t count,
		     struct lookup *lookup, struct error *err);

void lookup_free(struct lookup *lookup);

/* The tunnel, and the interface, of SESSION; NULL where there is none. */
const struct l2tp_tunnel *lookup_tunnel(const struct lookup *lookup,
					const struct l2tp_session *session);
const struct link_state *lookup_link(const struct lookup *lookup,
				     const struct l2tp_session *session);

/* The interface of that INDEX; NULL where there is none. */
const struct link_state *lookup_link_index(const struct lookup *lookup, unsigned int index);

#endif
