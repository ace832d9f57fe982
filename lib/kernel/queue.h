/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * queue.h - what a batch adds, many in one message
 */
#ifndef LIB_KERNEL_QUEUE_H
#define LIB_KERNEL_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/kernel/kernel.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"

/*
 * Adds that a batch makes, sent many together. Between kernel_queue_open() and kernel_close() what is given to the
 * next two is done by the next kernel_queue_run() at the latest, in their order. DONE is told of each that was not
 * done at once: ERR says how it ended, OBJECT is "tunnel" or "session", and LINE, the caller's, says which it was.
 * Where one fails and GO_ON is false, those sent after it are taken back, nothing more is done, and all further
 * calls return -ECANCELED.
 *
 * Nothing else may be asked of KERNEL before kernel_queue_run().
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
/* How many wait for it. */
size_t kernel_queue_count(const struct kernel *kernel);

/* Free what kernel_queue_open() made; for kernel_close(). */
void kernel_queue_close(struct kernel *kernel);

#endif
