// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * clock.c - monotonic clock
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
