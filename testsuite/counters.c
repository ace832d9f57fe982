// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * counters.c - in coverage builds, also write the counters when a signal or _exit() ends the program
 */
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

void __gcov_dump(void);
void __real__exit(int status) __attribute__((noreturn));
void __wrap__exit(int status) __attribute__((noreturn));

void __wrap__exit(int status)
{
	__gcov_dump();
	__real__exit(status);
}

/* Write the counters. The signal ends the program when this returns. */
static void write_counters(int number)
{
	__gcov_dump();
	signal(number, SIG_DFL);
	raise(number);
}

/* Catch the signals that are not ignored. */
static void __attribute__((constructor)) catch_signals(void)
{
	static const int numbers[] = { SIGHUP, SIGINT, SIGPIPE, SIGTERM };
	struct sigaction before;
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
			signal(numbers[i], write_counters);
}
