/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kernel_internal.h - the handle's members, private to lib/kernel
 */
#ifndef LIB_KERNEL_KERNEL_INTERNAL_H
#define LIB_KERNEL_KERNEL_INTERNAL_H

#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/kernel/debugfs.h"
#include "lib/kernel/kernel.h"
#include "lib/kernel/namespace.h"
#include "lib/kernel/session_list.h"
#include "lib/netlink/interface.h"
#include "lib/netlink/links.h"

/* An object that this handle has deleted; the deletion may be pending. */
struct pending_delete {
	uint32_t tunnel_id;
	uint32_t session_id;	/* 0 for a tunnel */
	uint32_t peer_id;	/* the peer's ID of it, to detect another object in its place */
	uint16_t udp_sport;	/* a tunnel's, or 0 */
	unsigned int ifindex;	/* a session's, or 0 */
	char name[IF_NAMESIZE]; /* a session's interface, or "" */
	char kernel_name[IF_NAMESIZE];
	bool added_again; /* re-created by this handle */
};

struct pending_deletes {
	struct pending_delete *list;
	size_t count, room;
};

struct kernel {
	struct netlink *netlink;
	struct links *links; /* opened on first use by kernel_links() */
	struct interface_lookup interfaces;
	int sysfs; /* from sysfs_open() on first use by owner.c; 0 before */
	struct namespaces namespaces;
	struct pending_deletes pending;
	struct pending_deletes settled; /* last waited for, sorted by ID */
	struct kernel_counts deleted;
	struct l2tp_tunnel last_tunnel; /* cache of kernel_tunnel_of(); no fields if empty */
	struct debugfs_session *names;	/* cache of kernel_describe_roughly() */
	size_t name_count;
	int64_t names_read;	      /* in ms (clock.h), or 0 */
	struct session_list sessions; /* dumped before the first deletion of a tunnel */
	struct kernel_queue *queue;   /* NULL unless open (queue.h) */
};

#endif
