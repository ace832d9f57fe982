/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * debugfs.h - read L2TP state from debugfs and /proc
 *
 * Only debugfs reports an interface's current name and the L2-specific sublayer. Its format is meant for people and may
 * change: unknown lines are ignored (net/l2tp/l2tp_debugfs.c).
 */
#ifndef LIB_KERNEL_DEBUGFS_H
#define LIB_KERNEL_DEBUGFS_H

#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/base/error.h"

struct debugfs_session {
	uint32_t tunnel_id, session_id;
	char name[IF_NAMESIZE]; /* "" without an interface */
	bool name_is_shared;	/* with a session whose interface is in another network namespace */
	int l2spec_type;	/* enum l2tp_l2spec_type, or -1 if unknown */
};

/*
 * Read the sessions of this network namespace, sorted by ID. The caller frees *LIST. Returns 0, or a negative errno and
 * err set: the text says how to make the file readable.
 */
int debugfs_load(struct debugfs_session **list, size_t *count, struct error *err);

/*
 * Read the PPP sessions of version 2 tunnels from /proc/net/pppol2tp, which requires only the module l2tp_ppp
 * (net/l2tp/l2tp_ppp.c, pppol2tp_seq_show). The list is empty if no PPP interface exists. Returns as debugfs_load().
 */
int debugfs_load_ppp(struct debugfs_session **list, size_t *count, struct error *err);

/* Open the file; the caller closes it. Returns NULL with err set as by debugfs_load() on failure. */
FILE *debugfs_open(struct error *err);

/* Check that the file can be opened. Returns as debugfs_load(). */
int debugfs_check(struct error *err);

/*
 * Explain that debugfs does not tell of a session: how to make it readable or, if it is, that it left the session out
 * (Linux 6.1 does if others are deleted while it is read). Returns ERR, set to a negative errno.
 */
struct error *debugfs_explain_missing(struct error *err);

/* Parse FILE, in the format of debugfs or /proc. The caller frees *LIST. Returns 0, or -ENOMEM and err set. */
int debugfs_parse(FILE *file, struct debugfs_session **list, size_t *count, struct error *err);

/* Find a session in LIST, sorted by ID. Returns NULL if LIST has no such session. */
const struct debugfs_session *debugfs_find(const struct debugfs_session *list, size_t count,
					   uint32_t tunnel_id, uint32_t session_id);

#endif
