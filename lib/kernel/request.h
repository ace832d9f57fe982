/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * request.h - requests of the l2tp family, what the kernel's errno means for one, and the socket for interfaces
 */
#ifndef LIB_KERNEL_REQUEST_H
#define LIB_KERNEL_REQUEST_H

#include <linux/netlink.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/kernel/kernel.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/netlink/attributes.h"
#include "lib/netlink/links.h"

/*
 * Send COMMAND with what OBJECT, of TABLE (l2tp_tunnel_attributes, l2tp_session_attributes), has and wait for the
 * acknowledgement. Returns 0, or the kernel's errno with its own text in err or an empty one (explain_other() and
 * those below it make it a sentence).
 */
int kernel_request(struct kernel *kernel, uint8_t command, const struct attribute_table *table,
		   const void *object, struct error *err);

/* Queue COMMAND (batch.h) with what OBJECT has. Returns 0, or a negative errno and err set. */
int kernel_queue_request(struct kernel *kernel, uint8_t command,
			 const struct attribute_table *table, const void *object,
			 struct error *err);

/* The tunnel TUNNEL_ID into *TUNNEL. Returns as kernel_request(); -ENODEV if it does not exist. */
int kernel_fetch_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct l2tp_tunnel *tunnel,
			struct error *err);

/*
 * The session that KEY names by its ids, or by the name that its interface was created with, into *SESSION. Linux 6.12
 * finds a version 3 session by session_id alone, whatever tunnel the request names (l2tp_core.c, l2tp_v3_session_get): an
 * answer about another session counts as -ENODEV. Returns as kernel_request().
 */
int kernel_fetch_session(struct kernel *kernel, const struct l2tp_session *key,
			 struct l2tp_session *session, struct error *err);

/*
 * Whether there is such a session now, or, where SESSION_ID is 0, such a tunnel: 0, 1, or a negative errno and err set where
 * the kernel does not tell.
 */
int kernel_has_object(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id,
		      struct error *err);

/* Whether MESSAGE answers COMMAND: other objects have attributes of the same numbers. Returns 0, or -EBADMSG and err set. */
int kernel_expect(uint8_t command, const struct nlmsghdr *message, struct error *err);

/*
 * All tunnels, or sessions, sorted by their ids, each once; *LIST is the caller's to free. Sessions have what the l2tp
 * family tells of them and no more. A dump that the kernel calls inconsistent is taken again. Returns 0, or a negative
 * errno and err set, with nothing to free.
 */
int kernel_list_tunnels(struct kernel *kernel, struct l2tp_tunnel **list, size_t *count,
			struct error *err);
int kernel_list_raw_sessions(struct kernel *kernel, struct l2tp_session **list, size_t *count,
			     struct error *err);

/*
 * What an errno means. A function takes the errno, and perhaps the kernel's own text, that ERR holds, makes it a sentence
 * that says what to do where that is known, and returns the errno.
 *
 * Where the request does not matter: the kernel's own words, or those of the errno.
 */
int explain_other(struct error *err);

/* Of a request about the tunnel TUNNEL_ID: -ENODEV says that it does not exist. */
int explain_tunnel(uint32_t tunnel_id, struct error *err);

/* Of a request about the session that KEY names by its ids or its interface: -ENODEV says that it does not exist. */
int explain_session(const struct l2tp_session *key, struct error *err);

/* SESSION has other fields than it was asked for with. Returns -ENODEV and err set. */
int explain_session_differs(const struct l2tp_session *session, struct error *err);

/*
 * Whether an object exists, by the STATUS of fetching it, whose error ERR holds: 1, 0 with err cleared, or a negative errno
 * where the kernel did not tell.
 */
int explain_exists(int status, struct error *err);

/* The socket for interfaces, which is the handle's. NULL with err set on failure. */
struct links *kernel_links(struct kernel *kernel, struct error *err);

#endif
