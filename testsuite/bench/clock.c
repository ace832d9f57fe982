// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * clock.c - how long a command takes: clock [-n NETNS] [-r TIMES] COMMAND ARG...
 *
 * In C, since on an emulated processor a shell spends as long on a fork as a short command runs. Enters the
 * network namespace before it looks at the clock. Its output goes to /dev/null. With -r the command is
 * run that often and the means are told.
 *
 * Prints "wall user system memory": microseconds, and the peak of memory in KiB. Exit status: 0, or 1
 * where the command failed, once or always.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct cost {
	double wall, user, system; /* seconds */
	long memory;
};

static void die(const char *what)
{
	fprintf(stderr, "clock: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void enter(const char *netns)
{
	int fd = open(netns, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || setns(fd, CLONE_NEWNET) < 0)
		die(netns);
	close(fd);
}

static double seconds(const struct timeval *time)
{
	return (double)time->tv_sec + (double)time->tv_usec / 1e6;
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* What failed, in full: a row is of many commands. */
static void fail(char *const *argv, int status)
{
	fprintf(stderr, "clock: failed with status %x:", (unsigned int)status);
	for (; *argv; argv++)
		fprintf(stderr, " %s", *argv);
	fputc('\n', stderr);
	exit(1);
}

static void run_once(char *const *argv, int null, struct cost *cost)
{
	struct rusage usage;
	double start = now();
	pid_t child = vfork();
	int status;

	if (child == 0) {
		dup2(null, STDOUT_FILENO);
		execvp(argv[0], argv);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) < 0)
		die(argv[0]);
	cost->wall += now() - start;
	cost->user += seconds(&usage.ru_utime);
	cost->system += seconds(&usage.ru_stime);
	if (usage.ru_maxrss > cost->memory)
		cost->memory = usage.ru_maxrss;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail(argv, status);
}

int main(int argc, char *argv[])
{
	struct cost cost = { 0 };
	int option, i, times = 1, null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	while ((option = getopt(argc, argv, "+n:r:")) != -1) {
		if (option == 'n')
			enter(optarg);
		else if (option == 'r' && atoi(optarg) > 0)
			times = atoi(optarg);
		else
			return 1;
	}
	if (optind == argc || null < 0)
		return 1;
	for (i = 0; i < times; i++)
		run_once(argv + optind, null, &cost);
	printf("%.0f %.0f %.0f %ld\n", cost.wall / times * 1e6, cost.user / times * 1e6,
	       cost.system / times * 1e6, cost.memory);
	return 0;
}
