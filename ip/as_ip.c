// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * as_ip.c - when called as `ip`: serve `ip l2tp` and run the system's `ip` for everything else
 *
 * The system's `ip` is looked up in fixed folders only. PATH, in which our link comes first, could name a file of the
 * current folder.
 */
#include "ip/as_ip.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ip/command.h"
#include "ip/report.h"
#include "lib/base/cleanup.h"
#include "lib/text/words.h"

struct as_ip_child {
	pid_t pid;
	FILE *lines;	      /* standard input of the child */
	unsigned long number; /* of the last line written */
	struct signals_of_child before;
};

/* Matches as `ip` does: `l` alone is `link`. */
bool as_ip_is_l2tp(const char *word)
{
	return strlen(word) >= 2 && command_matches(word, "l2tp");
}

bool as_ip_batch_has_l2tp(const char *path)
{
	CLEANUP(file_closep) FILE *file = NULL;
	struct words_reader *reader = NULL;
	const char *const *words;
	struct error err = { 0 };
	struct stat status;
	bool found = false;
	int got = 1;

	if (strcmp(path, "-") == 0)
		return true; /* data read from a pipe cannot be read again */
	if (stat(path, &status) < 0 || S_ISDIR(status.st_mode))
		return false;
	if (!S_ISREG(status.st_mode))
		return true;
	file = fopen(path, "re");
	if (!file || words_open(&reader, file, &err) < 0)
		return false;
	while (!found && (got > 0 || err.kind == ERROR_USAGE) && got != 0) {
		got = words_next(reader, &words, &err);
		found = got > 0 && as_ip_is_l2tp(words[0]);
	}
	words_close(reader);
	return found;
}

/* Find the file of this program in /proc or, without it, in the auxiliary vector. */
static int self_stat(struct stat *self)
{
	/* NOLINTNEXTLINE(performance-no-int-to-ptr): the kernel passes the pointer as a number */
	const char *path = (const char *)getauxval(AT_EXECFN);

	if (stat("/proc/self/exe", self) == 0)
		return 0;
	return path ? stat(path, self) : -1;
}

/*
 * The first candidate, in a fixed order, that differs from this program. If this program is a candidate, start behind
 * it: two copies of it must not call each other for ever.
 */
static const char *system_ip(void)
{
	const char *const places[] = { "/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip", "/bin/ip" };
	const char *found = NULL;
	struct stat self, other;
	bool known = self_stat(&self) == 0;
	size_t i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		if (access(places[i], X_OK) < 0 || stat(places[i], &other) < 0)
			continue;
		if (known && self.st_dev == other.st_dev && self.st_ino == other.st_ino)
			found = NULL;
		else if (!found)
			found = places[i];
	}
	return found;
}

int as_ip_exec(const char *const *argv)
{
	const char *path = system_ip();
	struct error err = { 0 };

	if (path) {
		/* execv() leaves the words unchanged; its prototype predates const */
		execv(path, (char *const *)argv);
		error_set(&err, -errno, "%s: %s", path, strerror(errno));
	} else {
		error_set(&err, -ENOENT, "the system has no ip command; apt install iproute2");
	}
	report(&err, "");
	return STATUS_REFUSED;
}

/* The options of IP_ARGV, with `-batch FILE` replaced by `-batch -`; NULL without memory. */
static const char **child_argv(const char *const *ip_argv)
{
	const char *const *rest;
	const char **argv, **end;
	struct options options = { 0 };
	struct error err = { 0 };

	argv = end = calloc(words_count(ip_argv) + 2, sizeof(*argv));
	if (!argv || options_parse(&options, ip_argv + 1, &rest, &err) < 0)
		return argv;
	for (; ip_argv != rest; ip_argv++) {
		*end++ = *ip_argv;
		if (*ip_argv == options.batch)
			end[-1] = "-";
	}
	return argv;
}

/* In the child: use the pipe as standard input and run the system's `ip`. */
static void become_ip(struct context *ctx, const struct signals_of_child *before, int input)
{
	const char **argv = child_argv(ctx->ip_argv);

	signals_end_child(before);
	signals_release(&ctx->signals);
	if (argv && dup2(input, STDIN_FILENO) >= 0)
		_exit(as_ip_exec(argv));
	_exit(STATUS_REFUSED);
}

static int as_ip_start(struct context *ctx, struct as_ip_child **child, struct error *err)
{
	struct as_ip_child *started = calloc(1, sizeof(*started));
	int ends[2];

	if (!started || pipe2(ends, O_CLOEXEC) < 0) {
		free(started);
		return error_set(err, -errno, "the system's ip: %s", strerror(errno));
	}
	fflush(stdout); /* before the child's output */
	/* the child may end before it has read all lines: finish() reports it */
	signals_begin_child(&started->before);
	started->pid = fork();
	if (started->pid == 0)
		become_ip(ctx, &started->before, ends[0]);
	close(ends[0]);
	started->lines = started->pid < 0 ? NULL : fdopen(ends[1], "w");
	if (!started->lines) {
		error_set(err, -errno, "the system's ip: %s", strerror(errno));
		close(ends[1]);
		signals_end_child(&started->before);
		free(started);
		return err->code;
	}
	*child = started;
	return 0;
}

int as_ip_feed(struct context *ctx, struct as_ip_child **child, unsigned long number,
	       const char *text, struct error *err)
{
	if (!*child && as_ip_start(ctx, child, err) < 0)
		return err->code;
	/* empty lines keep the line numbers in its messages equal to those of the file */
	while ((*child)->number + 1 < number) {
		fputc('\n', (*child)->lines);
		(*child)->number++;
	}
	fprintf((*child)->lines, "%s\n", text);
	(*child)->number = number;
	return fflush((*child)->lines) == 0;
}

int as_ip_finish(struct as_ip_child **child)
{
	int status;
	pid_t pid;

	fclose((*child)->lines);
	pid = waitpid((*child)->pid, &status, 0);
	signals_end_child(&(*child)->before);
	free(*child);
	*child = NULL;
	return pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : STATUS_REFUSED;
}
