/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * context.h - what a command runs in: the options, the kernel, the batch that its line is of
 */
#ifndef IP_CONTEXT_H
#define IP_CONTEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "ip/options.h"
#include "ip/signals.h"
#include "lib/config/config.h"
#include "lib/kernel/queue.h"

struct command;

struct context {
	struct options options;
	const char *const *ip_argv;	       /* called as `ip`: how; else NULL */
	const struct command *const *commands; /* all, in the order of help; ends with NULL */
	struct kernel *kernel;		       /* opened when it is first needed */
	bool found;			       /* changes to make, under -dry-run; findings */
	struct signals signals;
	int output_error; /* errno of what stdout could not take in time; 0 for none */
	/* set by a batch */
	unsigned long line; /* the number of the line that runs; 0 outside of a batch */
	kernel_queue_callback *queued_done; /* for kernel_queue_open(); NULL outside of a batch */
	void *queued_data;
};

/*
 * The kernel, opened if it was not, when it has done the lines before this one of a batch. Returns NULL and err set on
 * failure: -ECANCELED where one of those lines failed and ends the batch.
 */
struct kernel *context_kernel(struct context *ctx, struct error *err);

/* The kernel, opened if it was not, for what is queued behind the lines before (queue.h). NULL and err set on failure. */
struct kernel *context_queue(struct context *ctx, struct error *err);

/* For a command that makes long lists again and again: have their memory go back to the system when they are freed. */
void context_return_memory(void);

/* What a line for the program begins with: "l2tp " where it was called as `ip`, else "". */
const char *context_prefix(const struct context *ctx);

/*
 * Read the file PATH, "-" for standard input, into CONFIG, which is the caller's to free, also on failure. Standard input
 * is refused where the batch's own lines come from it. Returns 0, or a negative errno and err set.
 */
int context_open_config(const struct context *ctx, const char *path, struct config *config,
			struct error *err);

#endif
