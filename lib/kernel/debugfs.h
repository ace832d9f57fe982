/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * debugfs.h - what the kernel's L2TP tells in debugfs and nowhere else
 *
 * An interface's present name and the L2-specific sublayer, for one. The file is for people and its form is not promised,
 * so what is not understood is passed over (net/l2tp/l2tp_debugfs.c).
 */
#ifndef LIB_KERNEL_DEBUGFS_H
#define LIB_KERNEL_DEBUGFS_H

#include <net/if.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/base/error.h"

struct output;

struct debugfs_session {
	uint32_t tunnel_id, session_id;
	char name[IF_NAMESIZE]; /* "" where there is no interface */
	int l2spec_type;	/* enum l2tp_l2spec_type, -1 where it is not told */
};

/*
 * The sessions in this network namespace, sorted by ids, *LIST to be freed by the caller. Returns 0, or negative
 * errno: the sentence says how to make the file readable.
 */
int debugfs_load(struct debugfs_session **list, size_t *count, struct error *err);

/*
 * The PPP sessions of version 2 tunnels, as debugfs_load(), from /proc/net/pppol2tp, which needs no more than the
 * module l2tp_ppp (net/l2tp/l2tp_ppp.c, pppol2tp_seq_show). None where none can have an interface.
 */
int debugfs_load_ppp(struct debugfs_session **list, size_t *count, struct error *err);

/* The file itself, to be closed by the caller; NULL with ERR set as by debugfs_load(). */
FILE *debugfs_open(struct error *err);

/* Whether the file can be read: 0, or as debugfs_load(). */
int debugfs_check(struct error *err);

/* debugfs_load() from FILE, which has either form. Returns 0 or -ENOMEM. */
int debugfs_parse(FILE *file, struct debugfs_session **list, size_t *count, struct error *err);

/* The session of these ids in LIST, which is sorted as debugfs_load() leaves it; NULL if none. */
const struct debugfs_session *debugfs_find(const struct debugfs_session *list, size_t count,
					   uint32_t tunnel_id, uint32_t session_id);

/*
 * The tunnels of this network namespace: in text the file's own lines, in JSON a record for each with its
 * sessions. Lines that are not understood are in the text alone. Returns 0, or as debugfs_load().
 */
int debugfs_show(struct output *out, struct error *err);

/* Show what FILE, of the form of that file, has. Returns 0, or a negative errno and err set. */
int debugfs_show_file(FILE *file, struct output *out, struct error *err);

#endif
