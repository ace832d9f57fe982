/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ppp_wait.h - show the sockets of a PPP session and wait for the program that uses them
 */
#ifndef IP_PPP_WAIT_H
#define IP_PPP_WAIT_H

#include <signal.h>
#include <stddef.h>
#include <sys/types.h>

#include "ip/context.h"
#include "lib/ppp/ppp.h"

/* The state before ppp_hold_signals(). */
struct ppp_signals {
	sigset_t mask;
	struct signals_of_child dispositions;
};

/* Print the session as `show` does, with counters if STATS. Returns 0, or a negative errno and err set. */
int ppp_show(struct context *ctx, struct ppp_sockets *sockets, bool stats, struct error *err);

/* Block the signals that ppp_wait() waits for, and ignore SIGPIPE. */
void ppp_hold_signals(struct ppp_signals *before);

/* Undo ppp_hold_signals(). */
void ppp_release_signals(const struct ppp_signals *before);

/*
 * Wait until CHILD ends or, with -1, until a signal. Print the counters of the COUNT SOCKETS on SIGUSR1 and, with
 * -statistics, at the end. Pass SIGINT, SIGTERM and SIGHUP on to CHILD. *STATUS is its wait status. Returns the
 * signal that ended the wait, 0 for none.
 */
int ppp_wait(struct context *ctx, struct ppp_sockets *const *sockets, size_t count, pid_t child,
	     int *status);

#endif
