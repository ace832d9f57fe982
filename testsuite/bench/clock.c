// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * clock.c - time a command: clock [-n NETNS] [-r TIMES] COMMAND ARG...
 *
 * In C: on an emulated processor, the fork of a shell takes as long as a short command. Enters the network namespace
 * before it starts the clock. The command's output goes to /dev/null. With -r, runs the command TIMES times and
 * prints the means.
 *
 * Prints "wall user system memory": microseconds, and the peak memory in KiB. Exit status 1 if the command failed in
 * any run.
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

/* Print the full command: a row has many. */
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
