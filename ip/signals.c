// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * signals.c - what would end the program, held back while something is half made
 *
 * Held, not handled: a signal stays with the kernel until all is done, or taken back and told, and then
 * has the effect that it would have had.
 */
#include "ip/signals.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <unistd.h>

static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE };

/* Those that a caller ignores (nohup, a shell's background) stay ignored. */
static void that_end(sigset_t *ends)
{
	struct sigaction action;
	size_t i;

	sigemptyset(ends);
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
			sigaddset(ends, numbers[i]);
}

void signals_hold(struct signals *signals)
{
	sigset_t ends;

	if (signals->held)
		return;
	that_end(&ends);
	sigprocmask(SIG_BLOCK, &ends, &signals->before);
	signals->held = true;
}

bool signals_came(const struct signals *signals)
{
	sigset_t pending;
	size_t i;

	if (!signals->held)
		return false;
	sigpending(&pending);
	if (sigisemptyset(&pending)) /* as it is between most lines of a batch */
		return false;
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (sigismember(&pending, numbers[i]) == 1 &&
		    sigismember(&signals->before, numbers[i]) == 0)
			return true;
	return false;
}

void signals_release(struct signals *signals)
{
	if (!signals->held)
		return;
	if (signals_came(signals))
		fflush(stdout); /* what was done is told */
	sigprocmask(SIG_SETMASK, &signals->before, NULL);
	signals->held = false;
}

bool signals_wait_for_input(const struct signals *signals, int fd)
{
	struct pollfd either[2] = { { .fd = fd, .events = POLLIN },
				    { .fd = -1, .events = POLLIN } };
	sigset_t ends;

	that_end(&ends);
	/* without it a signal is seen after the next line */
	either[1].fd = signalfd(-1, &ends, SFD_CLOEXEC);
	poll(either, 2, -1);
	if (either[1].fd >= 0)
		close(either[1].fd);
	return !signals_came(signals);
}
