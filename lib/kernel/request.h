/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * request.h - requests of the l2tp family, explanations of the kernel's errno, and the interface socket
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
 * Send COMMAND with the fields of OBJECT, encoded by TABLE (l2tp_tunnel_attributes, l2tp_session_attributes), and wait
 * for the acknowledgement. Returns 0; ERROR_UNKNOWN and err set if the answer was lost (outcome.h finds what became of
 * the request); or a negative errno and err set to the kernel's text, which may be empty: explain_other() and the
 * functions below it make it a sentence.
 */
int kernel_request(struct kernel *kernel, uint8_t command, const struct attribute_table *table,
		   const void *object, struct error *err);

/* Queue COMMAND with the fields of OBJECT (batch.h). Returns 0, or a negative errno and err set. */
int kernel_queue_request(struct kernel *kernel, uint8_t command,
			 const struct attribute_table *table, const void *object,
			 struct error *err);

/* Get the tunnel TUNNEL_ID. Returns as kernel_request(); -ENODEV if it does not exist. */
int kernel_fetch_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct l2tp_tunnel *tunnel,
			struct error *err);

/*
 * Get the session that KEY identifies by IDs or by interface name at creation. Linux 6.12 finds a version 3 session by
 * session_id alone and ignores the tunnel (l2tp_core.c, l2tp_v3_session_get): an answer with another session counts as
 * -ENODEV. Returns as kernel_request().
 */
int kernel_fetch_session(struct kernel *kernel, const struct l2tp_session *key,
			 struct l2tp_session *session, struct error *err);

/* Whether the session exists or, if SESSION_ID is 0, the tunnel. Returns 0, 1, or a negative errno and err set. */
int kernel_has_object(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id,
		      struct error *err);

/* Check that MESSAGE answers COMMAND: attribute numbers depend on the object. Returns 0, or -EBADMSG and err set. */
int kernel_expect(uint8_t command, const struct nlmsghdr *message, struct error *err);

/*
 * List all tunnels or sessions, sorted by ID, without duplicates. Sessions have the attributes of the l2tp family only.
 * An inconsistent dump is repeated. The caller frees *LIST. Returns 0, or a negative errno and err set, with nothing to
 * free.
 */
int kernel_list_tunnels(struct kernel *kernel, struct l2tp_tunnel **list, size_t *count,
			struct error *err);
int kernel_list_raw_sessions(struct kernel *kernel, struct l2tp_session **list, size_t *count,
			     struct error *err);

/*
 * The explain functions replace the errno in ERR, and any kernel text, by a sentence with a remedy if known, and return
 * the errno.
 *
 * Explain an error independent of the request, by the kernel's text or that of the errno.
 */
int explain_other(struct error *err);

/* Explain an error of a request for the tunnel TUNNEL_ID: -ENODEV means that it does not exist. */
int explain_tunnel(uint32_t tunnel_id, struct error *err);

/* Explain an error of a request for the session of KEY, by IDs or interface: -ENODEV means that it does not exist. */
int explain_session(const struct l2tp_session *key, struct error *err);

/* Report that SESSION does not match all requested fields. Returns -ENODEV and err set. */
int explain_session_differs(const struct l2tp_session *session, struct error *err);

/*
 * Convert the STATUS of fetching an object, whose error ERR holds. Returns 1 if the object exists, 0 with err cleared
 * on -ENODEV, or another negative errno and err set.
 */
int explain_exists(int status, struct error *err);

/* Returns the interface socket, which the handle owns, or NULL with err set. */
struct links *kernel_links(struct kernel *kernel, struct error *err);

#endif
