/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * as_ip.h - called as `ip`: what is the system's `ip` to serve
 */
#ifndef IP_AS_IP_H
#define IP_AS_IP_H

#include <stdbool.h>

#include "ip/context.h"

/* Whether WORD is what `ip` takes for its object l2tp. */
bool as_ip_is_l2tp(const char *word);

/* Whether the batch PATH has a line of ours; true where that cannot be told before it is read. */
bool as_ip_batch_has_l2tp(const char *path);

/* Run the system's `ip` with ARGV, unchanged. Returns an exit status, and only on failure, which is printed. */
int as_ip_exec(const char *const *argv);

/* The system's `ip`, which is handed those lines of a batch that are not l2tp's. */
struct as_ip_child;

/*
 * Hand it the line TEXT, which has that NUMBER, and start it where *CHILD is NULL. Returns 1, 0 where it has ended before
 * this line, or a negative errno and err set where it could not be started.
 */
int as_ip_feed(struct context *ctx, struct as_ip_child **child, unsigned long number,
	       const char *text, struct error *err);

/* Wait for its end; *CHILD is freed and NULL then. Returns its exit status; it has printed its errors itself. */
int as_ip_finish(struct as_ip_child **child);

#endif
