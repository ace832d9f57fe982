/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * queue.h - add the tunnels and sessions of a batch, many per message
 */
#ifndef LIB_KERNEL_QUEUE_H
#define LIB_KERNEL_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/kernel/kernel.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"

/*
 * After kernel_queue_open(), kernel_queue_tunnel() and kernel_queue_session() add objects in order, by the next
 * kernel_queue_run() at the latest; kernel_close() closes the queue. DONE is called for each object that was not added
 * at once: ERR is its result, OBJECT is "tunnel" or "session", LINE is the number that the caller gave. If one fails
 * and GO_ON is false, the objects sent after it are rolled back, and all further calls return -ECANCELED.
 *
 * No other request may use KERNEL before kernel_queue_run().
 */
typedef void kernel_queue_callback(void *data, unsigned long line, const char *object,
				   struct error *err);
int kernel_queue_open(struct kernel *kernel, bool go_on, kernel_queue_callback *done, void *data,
		      struct error *err);
int kernel_queue_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel, unsigned long line,
			struct error *err);
int kernel_queue_session(struct kernel *kernel, struct l2tp_session *session, unsigned long line,
			 struct error *err);
int kernel_queue_run(struct kernel *kernel, struct error *err);
/*
 * Before a pause in which other processes may add and delete objects: run the queue, wait for all deletions as
 * kernel_settle() does, and forget which tunnels and sessions exist. Returns 0, or a negative errno and err set.
 */
int kernel_queue_pause(struct kernel *kernel, struct error *err);
/* Returns the number of queued objects. */
size_t kernel_queue_count(const struct kernel *kernel);

/* Free the queue, if any; for kernel_close(). */
void kernel_queue_close(struct kernel *kernel);

#endif
