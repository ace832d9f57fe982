// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * main.c - options, context, exit status
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ip/as_ip.h"
#include "ip/batch.h"
#include "ip/command_list.h"
#include "ip/dispatch.h"
#include "ip/help.h"
#include "ip/report.h"
#include "ip/version.h"
#include "lib/kernel/pending_delete.h"

/* Bytes: many records with each write(). */
#define OUTPUT_BUFFER 65536

/* As iproute2: dark unless COLORFGBG, "foreground;background", says otherwise; 0..6 and 8 are dark. */
static bool terminal_is_dark(void)
{
	const char *colors = getenv("COLORFGBG");
	const char *background = colors ? strrchr(colors, ';') : NULL;

	return !background ||
	       (background[1] && !background[2] && strchr("01234568", background[1]));
}

static bool called_as_ip(const char *argv0)
{
	const char *slash = argv0 ? strrchr(argv0, '/') : NULL;

	return argv0 && strcmp(slash ? slash + 1 : argv0, "ip") == 0;
}

/* Whether the system's ip serves the command line: everything except `ip ... l2tp ...`. */
static bool is_for_system_ip(const struct options *options, const char *const *words, int parsed)
{
	if (parsed < 0 || options->help || options->version)
		return true;
	if (options->batch)
		return !as_ip_batch_has_l2tp(options->batch);
	return !words[0] || !as_ip_is_l2tp(words[0]);
}

/* setvbuf() ignores the size without a buffer, so allocate one; it is in use until the program ends. */
static void widen_stdout(void)
{
	char *buffer = malloc(OUTPUT_BUFFER);

	if (buffer)
		setvbuf(stdout, buffer, _IOFBF, OUTPUT_BUFFER);
	/* cppcheck-suppress memleak; stdout owns it, and flushes it when the program ends */
}

static int run_words(struct context *ctx, const char *const *words, struct error *err)
{
	struct error settle_err = { 0 };
	int status = dispatch_run(ctx, words, err);

	/* deletions must be complete, including those of a command that failed and rolled back */
	if (ctx->kernel && kernel_settle(ctx->kernel, status == 0 ? err : &settle_err) < 0 &&
	    status < 0)
		error_warn(err, "%s", settle_err.text);
	report(err, "");
	signals_release(&ctx->signals);
	if (!err->code && ctx->found)
		return STATUS_FOUND;
	return report_status(err);
}

static int run_command_line(struct context *ctx, const char *const *words, struct error *err)
{
	if (options_enter_netns(&ctx->options, err) < 0) {
		report(err, "");
		return report_status(err);
	}
	if (ctx->options.batch)
		return batch_run(ctx, ctx->options.batch);
	if (!words[0]) {
		help_all(ctx, stderr);
		return STATUS_NOT_UNDERSTOOD;
	}
	return run_words(ctx, words, err);
}

/* Failed output is a failure, whatever else was done. */
static int close_stdout(const struct context *ctx, int status)
{
	struct error err = { 0 };

	errno = ctx->output_error ? ctx->output_error : EIO;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	if (status == STATUS_REFUSED)
		return status; /* already reported */
	error_set(&err, -errno, "output: %s", strerror(errno));
	report(&err, "");
	return STATUS_REFUSED;
}

/*
 * Open closed standard descriptors: the next socket would get their numbers, and output would be sent to the kernel.
 * Each is opened such that its use fails as before.
 */
static void hold_standard_descriptors(void)
{
	int fd;

	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv)
{
	const char *const *all = (const char *const *)argv, *const *words = all;
	struct context ctx = { .ip_argv = called_as_ip(argv[0]) ? all : NULL,
			       .commands = commands };
	struct error err = { 0 };
	int parsed, status;

	if (argc < 1)
		return STATUS_NOT_UNDERSTOOD;
	hold_standard_descriptors();
	parsed = options_parse(&ctx.options, all + 1, &words, &err);
	if (ctx.ip_argv && is_for_system_ip(&ctx.options, words, parsed))
		return as_ip_exec(all);
	if (parsed < 0) {
		report(&err, "");
		return report_status(&err);
	}
	if (ctx.ip_argv && words[0])
		words++; /* skip l2tp */
	ctx.options.output.dark = terminal_is_dark();
	ctx.options.output.human = ctx.options.iec ? 1024 : ctx.options.human ? 1000 : 0;
	widen_stdout();
	if (ctx.options.version)
		puts("l2tp " L2TP_VERSION);
	else if (ctx.options.help)
		help_all(&ctx, stdout);
	status = ctx.options.version || ctx.options.help ? STATUS_DONE
							 : run_command_line(&ctx, words, &err);
	kernel_close(ctx.kernel);
	return close_stdout(&ctx, status);
}
