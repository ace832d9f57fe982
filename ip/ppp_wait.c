// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ppp_wait.c - wait for the end of what runs on PPPoX sockets
 */
#include "ip/ppp_wait.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

#include "ip/ppp_sockets.h"
#include "ip/report.h"
#include "ip/wait.h"

/* Those that our caller ignores (nohup, a shell's background) stay ignored. */
static void waited_for(sigset_t *signals)
{
	const int ends[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction now;
	size_t i;

	sigemptyset(signals);
	sigaddset(signals, SIGCHLD);
	sigaddset(signals, SIGUSR1);
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (sigaction(ends[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
			sigaddset(signals, ends[i]);
}

void ppp_hold_signals(struct ppp_signals *before)
{
	sigset_t signals;

	waited_for(&signals);
	sigprocmask(SIG_BLOCK, &signals, &before->mask);
	before->child =
		signal(SIGCHLD, SIG_DFL); /* ignored, no child would be there to be waited for */
	before->pipe = signal(SIGPIPE, SIG_IGN);
}

void ppp_release_signals(const struct ppp_signals *before)
{
	signal(SIGCHLD, before->child);
	signal(SIGPIPE, before->pipe);
	sigprocmask(SIG_SETMASK, &before->mask, NULL);
}

/* Nobody need read them; that a session was deleted meanwhile is told. */
static void print_counters(struct context *ctx, struct ppp_sockets *const *sockets, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct error err = { 0 };
		int status = ppp_show(ctx, sockets[i], true, &err);

		if (status == -EPIPE) {
			error_clear(&err);
			wait_discard_output();
		} else if (status < 0) {
			error_context(&err, "ppp: session %u in tunnel %u",
				      sockets[i]->about.session_id, sockets[i]->about.tunnel_id);
		}
		report(&err, "");
	}
	fflush(stdout);
}

static bool has_ended(pid_t child, int *status)
{
	pid_t ended = child > 0 ? waitpid(child, status, WNOHANG) : 0;

	return ended == child || (ended < 0 && errno == ECHILD);
}

int ppp_wait(struct context *ctx, struct ppp_sockets *const *sockets, size_t count, pid_t child,
	     int *status)
{
	int number, told_to_end = 0;
	sigset_t signals;
	siginfo_t info;

	waited_for(&signals);
	*status = 0;
	for (;;) {
		number = sigwaitinfo(&signals, &info);
		if (number < 0 && errno != EINTR)
			break;
		if (number == SIGUSR1)
			print_counters(ctx, sockets, count);
		if (number == SIGCHLD && has_ended(child, status))
			break;
		if (number == SIGINT || number == SIGTERM || (number == SIGHUP && child < 0))
			told_to_end = number;
		if (told_to_end && child < 0)
			break;
		/* from the terminal it has it already */
		if ((number == SIGINT || number == SIGTERM || number == SIGHUP) &&
		    info.si_code != SI_KERNEL)
			kill(child, number);
	}
	if (ctx->options.show.stats)
		print_counters(ctx, sockets, count);
	return told_to_end;
}
