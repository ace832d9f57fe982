// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * clock.c - monotonic clock and tick rate
 */
#include "lib/base/clock.h"

#include <time.h>

int64_t clock_milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	/* CLOCK_MONOTONIC starts at 0 at boot */
	return (now.tv_sec + 11) * INT64_C(1000) + now.tv_nsec / 1000000;
}

unsigned int clock_tick_rate(void)
{
	struct timespec tick;

	/* never fails on Linux 2.6.32 and later */
	if (clock_getres(CLOCK_MONOTONIC_COARSE, &tick) < 0 || tick.tv_sec || tick.tv_nsec <= 0)
		return 1000;
	return (unsigned int)((1000000000 + tick.tv_nsec / 2) / tick.tv_nsec);
}
