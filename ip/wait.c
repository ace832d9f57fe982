// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * wait.c - what the commands that go on until they are stopped have in common
 */
#include "ip/wait.h"

#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "lib/base/clock.h"

void wait_return_memory(void)
{
#ifdef M_MMAP_THRESHOLD /* glibc's: else the first list that is freed has later ones kept in a heap that grows */
	mallopt(M_MMAP_THRESHOLD, 128 * 1024);
#endif
}

static void on_signal(int signal_number)
{
	(void)signal_number; /* it ends the wait */
}

void wait_hold_signals(struct signals *signals, sigset_t *mask)
{
	const struct sigaction action = { .sa_handler = on_signal };
	sigset_t ends;

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigprocmask(SIG_BLOCK, &ends, mask);
	if (signals->held) { /* by a batch */
		*mask = signals->before;
		sigorset(&ends, &ends, mask);
		sigprocmask(SIG_SETMASK, &ends, NULL);
	}
	sigdelset(mask, SIGINT);
	sigdelset(mask, SIGTERM);
}

bool wait_is_over(void)
{
	struct pollfd out = { .fd = STDOUT_FILENO };
	sigset_t pending;

	/* ppoll() lets no signal through as long as there is something to read */
	sigpending(&pending);
	return sigismember(&pending, SIGINT) || sigismember(&pending, SIGTERM) ||
	       (poll(&out, 1, 0) > 0 && out.revents & POLLERR);
}

bool wait_seconds(uint64_t seconds, const sigset_t *mask)
{
	int64_t end = clock_milliseconds() + (int64_t)seconds * 1000, left;

	while ((left = end - clock_milliseconds()) > 0) {
		/* whether anybody still reads is asked each second */
		const int64_t ms = left > 1000 ? 1000 : left;
		const struct timespec pause = { .tv_sec = ms / 1000,
						.tv_nsec = ms % 1000 * 1000000 };

		if (ppoll(NULL, 0, &pause, mask) < 0 || wait_is_over())
			return false;
	}
	return true;
}

void wait_release_signals(struct signals *signals)
{
	bool batch = signals->held;
	sigset_t ends, before = signals->before;

	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	/* one that wait_is_over() has seen is taken before it would end the program */
	sigprocmask(SIG_UNBLOCK, &ends, NULL);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	if (batch) {
		signals->held = false;
		signals_hold(signals);
		signals->before = before;
	}
}

void wait_discard_output(void)
{
	FILE *null = freopen("/dev/null", "w", stdout);

	(void)null; /* without /dev/null stdout stays closed, and what is left is lost all the same */
}
