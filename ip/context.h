/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * context.h - the context of a command: options, kernel, batch
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
	const char *const *ip_argv;	       /* the arguments when called as `ip`; else NULL */
	const struct command *const *commands; /* all, in the order of help; ends with NULL */
	struct kernel *kernel;		       /* opened on first use */
	bool found;			       /* -dry-run has changes, or check has findings */
	struct signals signals;
	int output_error; /* errno of a write to stdout that timed out; 0: none */
	/* set by a batch */
	unsigned long line;		    /* number of the current line; 0 outside of a batch */
	kernel_queue_callback *queued_done; /* for kernel_queue_open(); NULL outside of a batch */
	void *queued_data;
};

/*
 * The kernel, opened on first use, after the queued lines of the batch are done. Returns NULL and err set on failure:
 * -ECANCELED if a queued line failed and ends the batch.
 */
struct kernel *context_kernel(struct context *ctx, struct error *err);

/* The kernel, opened on first use, without waiting for the queue (queue.h). Returns NULL and err set on failure. */
struct kernel *context_queue(struct context *ctx, struct error *err);

/* Return freed memory to the system, for commands that fetch long lists repeatedly. */
void context_return_memory(void);

/*
 * Whether -force takes what programs use and what cannot be put back. In a batch it only means to go on, since it applies
 * to all lines.
 */
bool context_takes(const struct context *ctx);

/* The start of a command line in messages: "l2tp " when called as `ip`, else "". */
const char *context_prefix(const struct context *ctx);

/*
 * Read the files PATHS, at least one, which end with NULL, into CONFIG as config_open() does. The caller frees CONFIG,
 * also on failure. Standard input is refused if the batch itself is read from it. Returns 0, or a negative errno and
 * err set.
 */
int context_open_config(const struct context *ctx, const char *const *paths, bool strict,
			struct config *config, struct error *err);

#endif
