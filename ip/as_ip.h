/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * as_ip.h - called as `ip`: run the system's `ip`
 */
#ifndef IP_AS_IP_H
#define IP_AS_IP_H

#include <stdbool.h>

#include "ip/context.h"

/* Whether `ip` accepts WORD as its object l2tp. */
bool as_ip_is_l2tp(const char *word);

/* Whether the batch PATH has an l2tp line; true if this is unknown before it is read. */
bool as_ip_batch_has_l2tp(const char *path);

/* Run the system's `ip` with ARGV, unchanged. Returns only on failure, with the exit status, and prints the error. */
int as_ip_exec(const char *const *argv);

/* A system's `ip` that runs the other lines of a batch. */
struct as_ip_child;

/*
 * Write the line TEXT, number NUMBER of the batch, to *CHILD; start it if *CHILD is NULL. Returns 1, or 0 if it ended
 * before this line, or a negative errno and err set if it could not be started.
 */
int as_ip_feed(struct context *ctx, struct as_ip_child **child, unsigned long number,
	       const char *text, struct error *err);

/* Wait for the child to end, free *CHILD and set it to NULL. Returns its exit status; it printed its errors itself. */
int as_ip_finish(struct as_ip_child **child);

#endif
