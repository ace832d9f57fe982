// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * signals.c - the signals that end the program or a command
 *
 * Signals are blocked, not handled: one stays pending until the work is done, or rolled back and reported, and then
 * takes effect. Only commands that run until interrupted handle SIGINT and SIGTERM.
 */
#include "ip/signals.h"

#include <poll.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "lib/base/clock.h"

static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE };

void signals_that_end(sigset_t *ends)
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
	signals_that_end(&ends);
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
	if (sigisemptyset(&pending)) /* the usual case between two lines of a batch */
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
		fflush(stdout); /* print the results so far */
	sigprocmask(SIG_SETMASK, &signals->before, NULL);
	signals->held = false;
}

bool signals_wait_for_input(const struct signals *signals, int fd)
{
	struct pollfd either[2] = { { .fd = fd, .events = POLLIN },
				    { .fd = -1, .events = POLLIN } };
	sigset_t ends;

	signals_that_end(&ends);
	/* without a signalfd, a signal is noticed after the next line */
	either[1].fd = signalfd(-1, &ends, SFD_CLOEXEC);
	poll(either, 2, -1);
	if (either[1].fd >= 0)
		close(either[1].fd);
	return !signals_came(signals);
}

static void signals_ignore(int number)
{
	(void)number; /* it interrupts the wait */
}

/* The signals that change their disposition during waits. */
static const int waited[] = { SIGINT, SIGTERM, SIGPIPE };
enum { WAITED_COUNT = sizeof(waited) / sizeof(waited[0]) };

/* The signals that stop a command which runs until interrupted, except those that its caller ignores. */
static sigset_t signals_of_stop(const struct signals *signals)
{
	sigset_t stops;
	size_t i;

	sigemptyset(&stops);
	for (i = 0; i < WAITED_COUNT; i++)
		if (waited[i] != SIGPIPE && signals->waits[i].sa_handler != SIG_IGN)
			sigaddset(&stops, waited[i]);
	return stops;
}

void signals_begin_waits(struct signals *signals, sigset_t *mask)
{
	const struct sigaction stop = { .sa_handler = signals_ignore };
	const struct sigaction ignore = { .sa_handler = SIG_IGN };
	sigset_t stops;
	size_t i;

	for (i = 0; i < WAITED_COUNT; i++) {
		sigaction(waited[i], NULL, &signals->waits[i]);
		if (signals->waits[i].sa_handler != SIG_IGN)
			sigaction(waited[i], waited[i] == SIGPIPE ? &ignore : &stop, NULL);
	}
	stops = signals_of_stop(signals);
	sigprocmask(SIG_BLOCK, &stops, mask);
	if (signals->held) { /* by a batch */
		*mask = signals->before;
		sigorset(&stops, &stops, mask);
		sigprocmask(SIG_SETMASK, &stops, NULL);
	}
	sigdelset(mask, SIGINT);
	sigdelset(mask, SIGTERM);
}

void signals_end_waits(struct signals *signals)
{
	sigset_t stops = signals_of_stop(signals), before = signals->before;
	size_t i;

	/* consume a signal that signals_stop() saw before its default action ends the program */
	sigprocmask(SIG_UNBLOCK, &stops, NULL);
	for (i = 0; i < WAITED_COUNT; i++)
		sigaction(waited[i], &signals->waits[i], NULL);
	if (signals->held) { /* by a batch */
		signals->held = false;
		signals_hold(signals);
		signals->before = before;
	}
}

void signals_begin_child(struct signals_of_child *before)
{
	const struct sigaction wait = { .sa_handler = SIG_DFL }, ignore = { .sa_handler = SIG_IGN };

	sigaction(SIGCHLD, &wait, &before->child);
	sigaction(SIGPIPE, &ignore, &before->pipe);
}

void signals_end_child(const struct signals_of_child *before)
{
	sigaction(SIGCHLD, &before->child, NULL);
	sigaction(SIGPIPE, &before->pipe, NULL);
}

bool signals_stop(void)
{
	struct pollfd out = { .fd = STDOUT_FILENO };
	sigset_t pending;

	/* while there is input, ppoll() delivers no signal */
	sigpending(&pending);
	return sigismember(&pending, SIGINT) || sigismember(&pending, SIGTERM) ||
	       (poll(&out, 1, 0) > 0 && out.revents & POLLERR);
}

bool signals_wait_seconds(uint64_t seconds, const sigset_t *mask)
{
	int64_t end = clock_milliseconds() + (int64_t)seconds * 1000, left;

	while ((left = end - clock_milliseconds()) > 0) {
		/* check each second for a reader of standard output */
		const int64_t ms = left > 1000 ? 1000 : left;
		const struct timespec pause = { .tv_sec = ms / 1000,
						.tv_nsec = ms % 1000 * 1000000 };

		if (ppoll(NULL, 0, &pause, mask) < 0 || signals_stop())
			return false;
	}
	return true;
}
