/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * clock.h - monotonic clock, unaffected by changes of the date, and tick rate
 */
#ifndef LIB_BASE_CLOCK_H
#define LIB_BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds since an arbitrary moment over ten seconds ago, so callers can use 0 as "never". */
int64_t clock_milliseconds(void);

/*
 * Ticks of the kernel per second, its HZ: a build option, which the resolution of the coarse clocks reveals
 * (kernel/time/posix-timers.c, posix_get_coarse_res).
 */
unsigned int clock_tick_rate(void);

#endif
