// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ppp_wait.c - show the sockets of a PPP session and wait for the program that uses them
 */
#include "ip/ppp_wait.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

#include "ip/report.h"

static void ppp_signals_waited_for(sigset_t *signals)
{
	signals_that_end(signals);
	sigdelset(signals, SIGQUIT);
	sigdelset(signals, SIGPIPE);
	sigaddset(signals, SIGCHLD);
	sigaddset(signals, SIGUSR1);
}

void ppp_hold_signals(struct ppp_signals *before)
{
	sigset_t signals;

	ppp_signals_waited_for(&signals);
	sigprocmask(SIG_BLOCK, &signals, &before->mask);
	signals_begin_child(&before->dispositions);
}

void ppp_release_signals(const struct ppp_signals *before)
{
	signals_end_child(&before->dispositions);
	sigprocmask(SIG_SETMASK, &before->mask, NULL);
}

int ppp_show(struct context *ctx, struct ppp_sockets *sockets, bool stats, struct error *err)
{
	const struct session_lookup alone = { 0 };
	struct output_options options = ctx->options.output;
	struct show_options show = ctx->options.show;
	struct output *out;

	options.lines = true;
	options.pretty = false;
	show.stats = stats;
	if (ppp_read(sockets, err) < 0 || output_open(&out, stdout, &options, err) < 0)
		return err->code;
	if (stats && sockets->tunnel.fields & L2TP_TUNNEL_STATS)
		l2tp_tunnel_show(&sockets->tunnel, &show, out);
	l2tp_session_show(&sockets->about, &alone, &show, out);
	return output_close(out, err);
}

/* Output errors are ignored; a session deleted meanwhile is reported. */
static void ppp_show_counters(struct context *ctx, struct ppp_sockets *const *sockets, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct error err = { 0 };

		ppp_show(ctx, sockets[i], true, &err);
		report_forgive_pipe(&err);
		if (err.code)
			error_context(&err, "ppp: session %u in tunnel %u",
				      sockets[i]->about.session_id, sockets[i]->about.tunnel_id);
		report(&err, "");
	}
	fflush(stdout);
}

static bool ppp_child_has_ended(pid_t child, int *status)
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

	ppp_signals_waited_for(&signals);
	*status = 0;
	for (;;) {
		number = sigwaitinfo(&signals, &info);
		if (number < 0 && errno != EINTR)
			break;
		if (number == SIGUSR1)
			ppp_show_counters(ctx, sockets, count);
		if (number == SIGCHLD && ppp_child_has_ended(child, status))
			break;
		if (number == SIGINT || number == SIGTERM || (number == SIGHUP && child < 0))
			told_to_end = number;
		if (told_to_end && child < 0)
			break;
		/* the terminal has sent it to the child too */
		if ((number == SIGINT || number == SIGTERM || number == SIGHUP) &&
		    info.si_code != SI_KERNEL)
			kill(child, number);
	}
	if (ctx->options.show.stats)
		ppp_show_counters(ctx, sockets, count);
	return told_to_end;
}
