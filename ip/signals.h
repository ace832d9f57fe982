/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * signals.h - the signals that end the program or a command
 *
 * They are held back while something is half done. A command that runs until it is stopped lets them through only while it
 * waits, and stops also when nobody reads standard output any more.
 */
#ifndef IP_SIGNALS_H
#define IP_SIGNALS_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

/* Zeroed at the beginning. */
struct signals {
	bool held;
	sigset_t before; /* the mask */
};

/* The signals that end the program, without those that its caller ignores (nohup, a shell's background). */
void signals_that_end(sigset_t *ends);

/* Hold them back until signals_release(). Nothing changes where they are held already. */
void signals_hold(struct signals *signals);

/* Let them through: one that came meanwhile ends the program now. A child that becomes another program calls it, too. */
void signals_release(struct signals *signals);

/* Whether a signal that is held back has come. */
bool signals_came(const struct signals *signals);

/* Wait until FD can be read, or until a signal comes that is held back. Returns whether FD can be read. */
bool signals_wait_for_input(const struct signals *signals, int fd);

/*
 * Hold back SIGINT and SIGTERM except while the command waits with MASK, so that none is missed between two waits, and let
 * all others through, in a batch as well. A closed pipe becomes an error of writing.
 */
void signals_begin_waits(struct signals *signals, sigset_t *mask);

/* Undo signals_begin_waits() for the command that follows. A signal that ended the wait is used up. */
void signals_end_waits(struct signals *signals);

/* Whether SIGINT or SIGTERM is pending, or nobody reads standard output any more. */
bool signals_stop(void);

/* Wait. Returns false where a signal ended the wait, or nobody reads standard output any more. */
bool signals_wait_seconds(uint64_t seconds, const sigset_t *mask);

#endif
