/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * signals.h - the signals that would end the program, held back while something is half done
 */
#ifndef IP_SIGNALS_H
#define IP_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

/* Zeroed at the beginning. */
struct signals {
	bool held;
	sigset_t before; /* the mask */
};

/* Hold them back until signals_release(). Nothing changes where they are held already. */
void signals_hold(struct signals *signals);

/* Let them through: one that came meanwhile ends the program now. A child that becomes another program calls it, too. */
void signals_release(struct signals *signals);

/* Whether a signal that is held back has come. */
bool signals_came(const struct signals *signals);

/* Wait until FD can be read, or until a signal comes that is held back. Returns whether FD can be read. */
bool signals_wait_for_input(const struct signals *signals, int fd);

#endif
