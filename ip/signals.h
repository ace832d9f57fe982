/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * signals.h - the signals that end the program or a command
 *
 * They are blocked during work that must not stop halfway. A command that runs until interrupted unblocks them only
 * while it waits; it also stops when nobody reads standard output any more.
 */
#ifndef IP_SIGNALS_H
#define IP_SIGNALS_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

/* Zero-initialised. */
struct signals {
	bool held;
	sigset_t before;	   /* the mask before */
	struct sigaction waits[3]; /* the dispositions before signals_begin_waits() */
};

/* The state before signals_begin_child(). */
struct signals_of_child {
	struct sigaction child, pipe; /* the dispositions of SIGCHLD and SIGPIPE */
};

/* The signals that end the program, except those that its caller ignores (nohup, a shell's background). */
void signals_that_end(sigset_t *ends);

/* Block them until signals_release(). No effect if they are blocked already. */
void signals_hold(struct signals *signals);

/* Unblock them: a pending one ends the program now. Also called in a child before it executes another program. */
void signals_release(struct signals *signals);

/* Whether a blocked signal is pending. */
bool signals_came(const struct signals *signals);

/* Wait until FD is readable or a blocked signal arrives. Returns whether FD is readable. */
bool signals_wait_for_input(const struct signals *signals, int fd);

/*
 * Block SIGINT and SIGTERM except while the command waits with MASK, so that none is missed between two waits.
 * Unblock all others, in a batch too. Writing to a closed pipe becomes an error.
 */
void signals_begin_waits(struct signals *signals, sigset_t *mask);

/* Undo signals_begin_waits() for the next command. A signal that ended the wait is consumed. */
void signals_end_waits(struct signals *signals);

/*
 * Before a child is started: give SIGCHLD its default disposition, since no child remains to wait for if it is ignored,
 * and ignore SIGPIPE.
 */
void signals_begin_child(struct signals_of_child *before);

/* Undo signals_begin_child(), in the child before exec and in the parent after the wait. */
void signals_end_child(const struct signals_of_child *before);

/* Whether SIGINT or SIGTERM is pending, or nobody reads standard output any more. */
bool signals_stop(void);

/* Wait. Returns false if a signal ended the wait, or nobody reads standard output any more. */
bool signals_wait_seconds(uint64_t seconds, const sigset_t *mask);

#endif
