// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * wait.c - poll a condition until it is true
 */
#include "lib/base/wait.h"

#include <errno.h>
#include <time.h>

#include "lib/base/clock.h"

#define FIRST_PAUSE_NS 500000
#define LAST_PAUSE_NS 32000000

int wait_until(wait_condition *condition, void *data, int64_t milliseconds,
	       bool (*interrupted)(void *data), struct error *err)
{
	int64_t end = clock_milliseconds() + milliseconds;
	struct timespec pause = { .tv_nsec = FIRST_PAUSE_NS };
	int status;

	while ((status = condition(data, err)) == 0) {
		if (clock_milliseconds() > end)
			return 0;
		if (interrupted && interrupted(data))
			return -EINTR;
		nanosleep(&pause, NULL);
		if (pause.tv_nsec < LAST_PAUSE_NS)
			pause.tv_nsec *= 2;
	}
	return status;
}
