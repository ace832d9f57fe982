// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * monitor.c - print events of tunnels and sessions until a signal
 */
#include "ip/monitor.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include "ip/report.h"
#include "lib/base/cleanup.h"
#include "lib/base/clock.h"
#include "lib/base/escape.h"
#include "lib/kernel/watch.h"

/* Interval of the poll for changes without a notification. */
#define POLL_SECONDS 10
/* Interval of the checks of pending deletions. */
#define PENDING_MS 20
/* Interval of the checks for a reader of standard output. */
#define READER_MS 1000

struct monitor {
	struct context *ctx;
	struct output *out;
	bool tunnels, sessions;
	uint64_t poll; /* seconds */
};

static void closep_events(struct events **events)
{
	events_close(*events);
}

static void closep_watch(struct watch **watch)
{
	watch_close(*watch);
}

struct times {
	char text[96];	/* as `ip -t monitor` and `ip -ts monitor` print it; "" without either */
	char stamp[48]; /* for JSON */
};

static void times_now(const struct options *options, struct times *times)
{
	struct timeval now;
	struct tm local;
	char date[32];

	gettimeofday(&now, NULL);
	localtime_r(&now.tv_sec, &local);
	strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%S", &local);
	/* cppcheck-suppress ctuuninitvar ; it is written here, not read */
	snprintf(times->stamp, sizeof(times->stamp), "%s.%06u", date, (unsigned int)now.tv_usec);
	times->text[0] = '\0';
	if (options->timestamp_short) {
		snprintf(times->text, sizeof(times->text), "[%s] ", times->stamp);
	} else if (options->timestamp) {
		strftime(date, sizeof(date), "%a %b %e %H:%M:%S %Y", &local);
		snprintf(times->text, sizeof(times->text), "Timestamp: %s %u usec\n", date,
			 (unsigned int)now.tv_usec);
	}
}

static int print_event(void *data, enum watch_event event, const struct l2tp_tunnel *tunnel,
		       const struct l2tp_session *session, struct error *err)
{
	static const char *const words[] = { "added", "changed", "deleted" };
	static const char *const titles[] = { "", "Changed ", "Deleted " };
	struct monitor *monitor = data;
	const struct options *options = &monitor->ctx->options;
	const struct session_lookup alone = { 0 };
	struct show_options show = options->show;
	bool timed = options->timestamp || options->timestamp_short;
	struct times times;
	const struct show_event shown = {
		.word = words[event],
		.title = titles[event],
		.time = times.text,
		.stamp = timed ? times.stamp : NULL,
	};

	if (tunnel ? !monitor->tunnels : !monitor->sessions)
		return 0;
	times_now(options, &times);
	show.event = &shown;
	if (tunnel)
		l2tp_tunnel_show(tunnel, &show, monitor->out);
	else
		l2tp_session_show(session, &alone, &show, monitor->out);
	return output_flush(monitor->out, err);
}

static int monitor_lost(struct watch *watch, struct error *err)
{
	const struct error said = {
		.code = -ENOBUFS,
		.text = "monitor: the kernel dropped notifications; polling for changes"
	};

	report(&said, "");
	error_clear(err);
	return watch_resync(watch, err);
}

/* The time to wait for notifications when the next poll is due at NEXT, by clock.h. */
static int milliseconds_to(int64_t next, bool pending)
{
	int64_t left = next - clock_milliseconds();
	int most = pending ? PENDING_MS : READER_MS;

	return left < 0 ? 0 : left > most ? most : (int)left;
}

static int monitor_follow(struct monitor *monitor, struct events *events, struct watch *watch,
			  struct error *err)
{
	int64_t period = (int64_t)monitor->poll * 1000, next = clock_milliseconds() + period;
	bool pending = false;
	sigset_t mask;
	int status;

	signals_begin_waits(&monitor->ctx->signals, &mask);
	while (!signals_stop()) {
		if (clock_milliseconds() >= next) {
			if (watch_resync(watch, err) < 0)
				return err->code;
			next = clock_milliseconds() + period;
		}
		status = events_wait(events, milliseconds_to(next, pending), &mask,
				     watch_handler(watch), err);
		if (status == -EINTR) {
			error_clear(err);
			return 0;
		}
		if (status == -ENOBUFS)
			status = monitor_lost(watch, err);
		if (status < 0 || watch_check(watch, &pending, err) < 0)
			return err->code;
	}
	return 0;
}

static const struct command_word monitor_words[] = {
	{ .word = "tunnel",
	  .help = "tunnels only",
	  .offset = offsetof(struct monitor, tunnels),
	  .or_next = true },
	{ .word = "session",
	  .help = "sessions only",
	  .offset = offsetof(struct monitor, sessions) },
	{ .word = "poll",
	  .value = "SECONDS",
	  .help = "time between two polls, default: 10",
	  .offset = offsetof(struct monitor, poll) },
	{ .word = NULL },
};

static int monitor_parse(const struct command *command, const char *const *argv,
			 struct monitor *monitor, struct error *err)
{
	int taken;

	for (; *argv; argv += taken) {
		taken = command_take_word(command, argv, monitor, err);
		if (taken == 0)
			return command_refuse_word(command, *argv, err);
		if (taken < 0)
			return taken;
	}
	if (!monitor->tunnels && !monitor->sessions)
		monitor->tunnels = monitor->sessions = true;
	return 0;
}

static int monitor_run(struct context *ctx, const struct command *command, const char *const *argv,
		       struct error *err)
{
	CLEANUP(closep_events) struct events *events = NULL;
	CLEANUP(closep_watch) struct watch *watch = NULL;
	struct monitor monitor = { .ctx = ctx, .poll = POLL_SECONDS };
	struct output_options options = ctx->options.output;
	struct error closing = { 0 };
	struct kernel *kernel;

	if (monitor_parse(command, argv, &monitor, err) < 0)
		return err->code;
	options.lines = true;
	options.pretty = false;
	context_return_memory();
	kernel = context_kernel(ctx, err);
	/* subscribe first, so that no event is missed while the table is built */
	if (!kernel || events_open(&events, err) < 0 ||
	    output_open(&monitor.out, stdout, &options, err) < 0)
		return err->code;
	if (watch_open(&watch, kernel, print_event, &monitor, err) == 0)
		monitor_follow(&monitor, events, watch, err);
	signals_end_waits(&ctx->signals);
	output_close(monitor.out, &closing);
	report_forgive_pipe(err);
	return err->code;
}

const struct command monitor_command = {
	.word = "monitor",
	.words = monitor_words,
	.summary = "print events as they happen",
	.group = "diagnosis",
	.manual = "l2tp-monitor(8)",
	.run = monitor_run,
};
