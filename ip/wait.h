/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * wait.h - what the commands share that run until they are stopped
 */
#ifndef IP_WAIT_H
#define IP_WAIT_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "ip/signals.h"

/* Have the memory of a long list go back to the system when the list is freed. */
void wait_return_memory(void);

/*
 * Hold back SIGINT and SIGTERM except while the command waits with MASK, so that none is missed between two waits, and let
 * all others through, in a batch as well. A closed pipe becomes an error of writing.
 */
void wait_hold_signals(struct signals *signals, sigset_t *mask);

/* Undo wait_hold_signals() for the command that follows. A signal that ended the wait is used up. */
void wait_release_signals(struct signals *signals);

/* Whether SIGINT or SIGTERM is pending, or nobody reads standard output any more. */
bool wait_is_over(void);

/* Drop what standard output could not take, since nobody reads it: that is no failure. */
void wait_discard_output(void);

/* Wait. Returns false where a signal ended the wait, or nobody reads standard output any more. */
bool wait_seconds(uint64_t seconds, const sigset_t *mask);

#endif
