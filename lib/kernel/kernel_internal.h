/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kernel_internal.h - the handle, for the files of lib/kernel alone
 */
#ifndef LIB_KERNEL_KERNEL_INTERNAL_H
#define LIB_KERNEL_KERNEL_INTERNAL_H

#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/kernel/debugfs.h"
#include "lib/kernel/kernel.h"
#include "lib/kernel/session_list.h"
#include "lib/netlink/interface.h"
#include "lib/netlink/links.h"

/* Something that this handle has deleted and that the kernel may still have. */
struct pending_delete {
	uint32_t tunnel_id;
	uint32_t session_id;	  /* 0: a tunnel */
	uint32_t peer_session_id; /* a session's, to tell it from another of its ids */
	uint16_t udp_sport;	  /* a tunnel's, 0 for none */
	unsigned int ifindex;	  /* a session's, 0 for none */
	char name[IF_NAMESIZE];	  /* a session's interface, "" for none */
	char kernel_name[IF_NAMESIZE];
	bool added_again; /* added since by this handle */
};

struct pending_deletes {
	struct pending_delete *list;
	size_t count, room;
};

struct kernel {
	struct netlink *netlink;
	struct links *links; /* see kernel_links(); NULL until it is needed */
	struct interface_lookup interfaces;
	struct pending_deletes pending;
	struct pending_deletes settled; /* those waited for last, sorted by ids */
	struct kernel_counts deleted;
	struct l2tp_tunnel last_tunnel; /* of kernel_tunnel_of(); no fields if none */
	struct debugfs_session *names;	/* of kernel_describe_roughly() */
	size_t name_count;
	int64_t names_read;	      /* by clock.h; 0: never */
	struct session_list sessions; /* taken when a tunnel is first deleted */
	struct kernel_queue *queue;   /* see queue.h; NULL where nothing is queued */
};

#endif
