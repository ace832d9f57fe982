// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * clock.c - time that passes
 */
#include "lib/base/clock.h"

#include <time.h>

int64_t clock_milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	/* the system's begins with 0 when it boots */
	return (now.tv_sec + 11) * INT64_C(1000) + now.tv_nsec / 1000000;
}
