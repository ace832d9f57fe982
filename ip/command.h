/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * command.h - what the files of ip/ share: commands, options, the context they run in
 */
#ifndef IP_COMMAND_H
#define IP_COMMAND_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/config/config.h"
#include "lib/kernel/kernel.h"
#include "lib/text/keyword.h"
#include "lib/text/show.h"

#define L2TP_VERSION "0.1.0"

/* As ip(8) documents them. */
enum status {
	STATUS_DONE = 0,
	STATUS_NOT_UNDERSTOOD = 1, /* nothing was sent */
	STATUS_REFUSED = 2,	   /* by the kernel or the system */
	STATUS_FOUND = 3,	   /* -dry-run has something to do */
};

struct options {
	struct output_options output;
	struct show_options show;
	bool human, iec;
	bool force;
	bool dry_run;
	bool timestamp, timestamp_short;
	bool help, version;
	const char *netns;
	const char *batch;
};

struct batch;

/* Those signals that would end the program, while something is not to be left half made. */
struct signals {
	bool held;
	sigset_t before; /* the mask */
};

struct context {
	struct options options;
	const char *const *ip_argv; /* called as `ip`: how; else NULL */
	struct kernel *kernel;	    /* opened when it is first needed */
	bool found;		    /* something to do, under -dry-run */
	struct batch *batch;	    /* that the command line is of; NULL for none */
	struct signals signals;
};

struct command {
	const char *object; /* "tunnel", "session", or NULL */
	const char *word;
	const char *const *aliases; /* ends with NULL; NULL for none */
	enum verb verb;
	const struct keyword_table *table; /* NULL where there are no fields */
	const char *tail;		   /* in usage, what follows the fields; NULL for nothing */
	const char *summary;
	int (*run)(struct context *ctx, const char *const *argv, struct error *err);
};

/* command_list.c: every command in the order that help shows, ends with NULL. */
extern const struct command *const commands[];

/* Whether PREFIX, which is not empty, begins WORD. */
bool command_matches(const char *prefix, const char *word);

/* The command of OBJECT (NULL: of none) that WORD names or begins; NULL if none. */
const struct command *command_find(const char *object, const char *word);

/* Whether WORD names an object. */
bool command_is_object(const char *word);

/* Find what ARGV asks for, which ends with NULL, and do it. ERR says which command failed. */
int command_run(struct context *ctx, const char *const *argv, struct error *err);

/*
 * The kernel, opened if it was not, when it has done the lines before this one of a batch. NULL with ERR set on
 * failure: -ECANCELED where one of them failed and ends the batch.
 */
struct kernel *context_kernel(struct context *ctx, struct error *err);

/* The same for kernel_queue_tunnel() and kernel_queue_setup(), which do not wait for them. */
struct kernel *context_queue(struct context *ctx, struct error *err);

/* filters.c: the fields that ARGV gives, each to whichever object has it, or to both. */
int context_filters(const char *const *argv, struct l2tp_tunnel *tunnels,
		    struct l2tp_session *sessions, struct error *err);

/* What a line for the program that was called begins with: called as `ip`, the object. */
const char *context_prefix(const struct context *ctx);

/*
 * What the file of that PATH says, "-" for standard input, which is not to be what the batch's own lines come from.
 * Returns 0 or negative errno; freed by config_free(), also on failure.
 */
int context_open_config(const struct context *ctx, const char *path, struct config *config,
			struct error *err);

/* Under -dry-run: print what would be added or deleted as a line of a batch, and return true. */
bool context_dry_run(struct context *ctx, const struct command *command, const void *object);

/*
 * Under -details: say that the kernel has taken the mask ASKED and does nothing with it, where that is what
 * reading it back gives.
 */
void context_tell_debug(const struct context *ctx, uint32_t asked, uint32_t read_back,
			struct error *err);

/* Print ERR, its warnings first, as lines on stderr; WHERE is "" or "FILE:LINE: ". */
void report(const struct error *err, const char *where);

/* The exit status that ERR stands for. */
enum status report_status(const struct error *err);

/* options.c: read the options at the start of ARGV; *REST is what is left. */
int options_parse(struct options *options, const char *const *argv, const char *const **rest,
		  struct error *err);
void options_help(FILE *file);
/* The options, one a line, for completion. */
void options_list(FILE *file);
/* Whether the option WORD takes the next word as its value. */
bool options_take_value(const char *word);
/* Whether the option WORD is -netns. */
bool options_is_netns(const char *word);

/* help.c: usage of all (NULL), of an object, or of one command. */
void help_all(FILE *file);
void help_object(const char *object, FILE *file);
void help_command(const struct command *command, FILE *file);

/* help_next.c: what may follow ARGV, one a line; for completion. */
int help_next(struct context *ctx, const char *const *argv, struct error *err);

/* tunnel_and_session.c: `add tunnel session`, both in one command. */
int tunnel_and_session_add(struct context *ctx, const char *const *argv, struct error *err);

/* signals.c: until signals_release() none ends the program, and then that which came. Holding twice is holding. */
void signals_hold(struct signals *signals);
/* In a child that is to become another program too. */
void signals_release(struct signals *signals);
/* Whether one that is held has come. */
bool signals_came(const struct signals *signals);
/* Wait until FD can be read. Returns false where one that is held has come. */
bool signals_wait_for_input(const struct signals *signals, int fd);

/* wait.c: for commands that go on until they are stopped. */
/* Have what a long list took go back to the system when it is freed. */
void wait_return_memory(void);
/*
 * Hold SIGINT and SIGTERM back but for a wait with MASK, so that none is missed between two, and no others,
 * even in a batch; and let a closed pipe be an error of writing.
 */
void wait_hold_signals(struct signals *signals, sigset_t *mask);
/* Undo it, for the command after. What ended the wait has had its effect. */
void wait_release_signals(struct signals *signals);
/* Whether one of those signals waits to be taken, or nobody reads what we print any more. */
bool wait_is_over(void);
/* Forget what could not be written, since nobody reads it: it is no failure. */
void wait_discard_output(void);
/* Returns false where a signal ended the wait, or it is in vain. */
bool wait_seconds(uint64_t seconds, const sigset_t *mask);

/* progress.c: on a terminal, how far long work has come. */
struct progress {
	bool on, shown;
	uint64_t total;	      /* 0 where that is not known */
	int64_t begun, drawn; /* by clock.h */
};
void progress_begin(struct progress *progress, uint64_t total);
/* Draw it, if it is time to. */
void progress_at(struct progress *progress, uint64_t done);
/* Take it off the terminal, before something else is written to stderr, and at the end. */
void progress_hide(struct progress *progress);

/* netns.c: enter the network namespace that `ip netns` calls NAME. */
int netns_enter(const char *name, struct error *err);

/* batch.c: the lines of a file as command lines. Returns an exit status; errors are printed. */
int batch_run(struct context *ctx, const char *path);
/* The number of the line that is run, 0 where it is none of a batch. */
unsigned long batch_line(const struct batch *batch);
/* Have KERNEL, which was just opened, queue what the lines add. Returns 0 or negative errno. */
int batch_queue(struct batch *batch, struct kernel *kernel, struct error *err);

/* as_ip.c: called as `ip`. */
/* Whether WORD is what `ip` takes for its object l2tp. */
bool as_ip_is_l2tp(const char *word);
/* Whether the batch PATH has a line of ours; true where that cannot be told before it is read. */
bool as_ip_batch_has_l2tp(const char *path);
/* Run the system's `ip` with ARGV, unchanged. Returns only on failure. */
int as_ip_exec(const char *const *argv);
/* A batch in which only some lines are l2tp's: hand the others to the system's `ip`. */
struct as_ip_child;
/* Returns 1, 0 where it has ended before this line, or negative errno where it could not be started. */
int as_ip_feed(struct context *ctx, struct as_ip_child **child, unsigned long number,
	       const char *text, struct error *err);
/* Returns its exit status; it has printed its errors itself. */
int as_ip_finish(struct as_ip_child **child);

#endif
