/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kernel_internal.h - what the files of kernel.h share: the handle, raw requests, explanations
 */
#ifndef LIB_KERNEL_KERNEL_INTERNAL_H
#define LIB_KERNEL_KERNEL_INTERNAL_H

#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/error.h"
#include "lib/kernel/debugfs.h"
#include "lib/kernel/kernel.h"
#include "lib/kernel/session_list.h"
#include "lib/model/link.h"
#include "lib/netlink/interface.h"
#include "lib/netlink/links.h"
#include "lib/netlink/socket.h"

/* Something deleted that may still be there. */
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
	struct links *links; /* see link.h; NULL until it is needed */
	struct ifindex ifindex;
	struct pending_deletes pending;
	struct pending_deletes settled; /* those waited for last, sorted by ids */
	struct kernel_counts deleted;
	struct l2tp_tunnel last_tunnel; /* asked for last; no fields if none: see tunnel_of() */
	struct debugfs_session *names;	/* what debugfs told last; see describe_roughly() */
	size_t name_count;
	int64_t names_read;	      /* by clock.h; 0: never */
	struct session_list sessions; /* taken when a tunnel is first deleted */
	struct kernel_queue *queue;   /* see kernel_queue.c; NULL where nothing is queued */
};

/* Raw requests: 0, or the kernel's errno with its own text or none. GETs hold the ids to the key. */
int kernel_request_tunnel(struct kernel *kernel, uint8_t command, const struct l2tp_tunnel *tunnel,
			  struct error *err);
int kernel_request_session(struct kernel *kernel, uint8_t command,
			   const struct l2tp_session *session, struct error *err);
int kernel_fetch_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct l2tp_tunnel *tunnel,
			struct error *err);
int kernel_fetch_session(struct kernel *kernel, const struct l2tp_session *key,
			 struct l2tp_session *session, struct error *err);

/* Whether there is such a session now: 0, 1, or negative errno where the kernel does not tell. */
int kernel_has_session(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id,
		       struct error *err);

/*
 * The same, but for one whose tunnel is gone, see pending_delete_may_be(); that of another process the kernel's list does
 * not have, as a rule. Waits 3 seconds at most; costs a dump where there is one.
 */
int kernel_has_live_session(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id,
			    struct error *err);

/*
 * The same, but for one without the interface that it should have: Linux 6.12 leaves such a one for a moment
 * where the interface's name was not to be had (l2tp_eth.c, l2tp_eth_create).
 */
int kernel_has_whole_session(struct kernel *kernel, const struct l2tp_session *session,
			     struct error *err);

/* A tunnel with a session of this id, 0 for none, or with ERR set where the kernel does not tell. */
uint32_t kernel_owner_of_session(struct kernel *kernel, uint32_t session_id, struct error *err);

/* The tunnel that SESSION goes into; one request for a run of sessions in the same. NULL with ERR set on failure. */
const struct l2tp_tunnel *kernel_tunnel_of(struct kernel *kernel,
					   const struct l2tp_session *session, struct error *err);

/* As kernel_list_sessions(), with what the l2tp family tells of them alone. */
int kernel_list_raw_sessions(struct kernel *kernel, struct l2tp_session **list, size_t *count,
			     struct error *err);

/* kernel_names.c */
/* Add what ENTRY, NULL for nothing, tells of SESSION; the kernel's name is kept beside the present one. */
void kernel_take_name(struct l2tp_session *session, const struct debugfs_session *entry);
/*
 * What debugfs tells, or, with PPP and without debugfs, /proc of PPP sessions. Returns whether it was debugfs,
 * which tells of all; *LIST is freed by the caller, whatever is returned.
 */
bool kernel_load_names(bool ppp, struct debugfs_session **list, size_t *count);
/* Add to the sessions of a list what there is. */
void kernel_describe(struct l2tp_session *list, size_t count);
/*
 * The same for one of the many sessions that a batch deletes, whose interface's name only says what to wait
 * for: what debugfs told within the last second will do.
 */
void kernel_describe_roughly(struct kernel *kernel, struct l2tp_session *session);

void kernel_queue_close(struct kernel *kernel);

/* Whether MESSAGE answers COMMAND: other objects have attributes of the same numbers. Returns 0 or -EBADMSG. */
int kernel_expect(uint8_t command, const struct nlmsghdr *message, struct error *err);

/* What a dump is of. */
struct record_type {
	uint8_t command;
	size_t size;		  /* of a decoded record */
	netlink_callback *decode; /* a message into the record at its `data` */
	int (*compare)(const void *a, const void *b);
};

/* What a dump gave. */
struct records {
	const struct record_type *type;
	void *list; /* to be freed by the caller */
	size_t count, room;
};

/*
 * All records, sorted, each once; from the start again where the dump was interrupted. Returns 0, or
 * negative errno with nothing to free.
 */
int kernel_dump(struct kernel *kernel, const struct record_type *type, struct records *records,
		struct error *err);

/* The index of the interface NAME, 0 for none. */
unsigned int kernel_link_index(struct kernel *kernel, const char *name);

/* The socket for interfaces, opened if it was not; NULL with ERR set on failure. */
struct links *kernel_links(struct kernel *kernel, struct error *err);

/*
 * The interface of SESSION, which may just be being renamed. -ENODEV where it cannot be found, or where
 * another has taken the only name that is known.
 */
int kernel_interface_of(struct kernel *kernel, const struct l2tp_session *session,
			struct link_state *state, struct error *err);

/*
 * gone.c: remember what goes, wait for what could collide.
 *
 * Linux 6.12 may come to a tunnel's sessions after the tunnel itself, and then tells of them, for a moment, as of
 * another tunnel of that id (l2tp_core.c, l2tp_tunnel_del_work, l2tp_v3_session_get). Nothing shows them without such
 * a tunnel, so waiting for them is no good, and what is told is held against what has settled.
 */
/* Whether a session that is told of again may be one that this handle has deleted. */
bool pending_delete_may_be(const struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id);
/* This handle has added a session of these ids. */
void pending_delete_made_again(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id);
int pending_delete_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
			  struct error *err);
int pending_delete_session(struct kernel *kernel, const struct l2tp_session *session,
			   struct error *err);
/* A session that could not be made may be there for a moment. Returns the error that ERR holds. */
int pending_delete_half_made(struct kernel *kernel, const struct l2tp_session *session,
			     struct error *err);
/* Whether what has been deleted could collide; and the wait for it. */
bool pending_delete_is_before_tunnel(const struct kernel *kernel, const struct l2tp_tunnel *tunnel);
bool pending_delete_is_before_session(const struct kernel *kernel,
				      const struct l2tp_session *session);
int pending_delete_before_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
				 struct error *err);
int pending_delete_before_session(struct kernel *kernel, const struct l2tp_session *session,
				  struct error *err);

/* explain.c: ERR holds the errno and perhaps the kernel's text; make it a sentence. */
int explain_tunnel_add(struct kernel *kernel, const struct l2tp_tunnel *tunnel, struct error *err);
int explain_session_add(struct kernel *kernel, const struct l2tp_session *session,
			struct error *err);
int explain_tunnel(uint32_t tunnel_id, struct error *err);
int explain_session(const struct l2tp_session *key, struct error *err);
int explain_open(struct error *err);
int explain_other(struct error *err);

/* Whether an object is there, by the STATUS of fetching it: 0, 1, or negative errno where the kernel did not tell. */
int kernel_exists(int status, struct error *err);

#endif
