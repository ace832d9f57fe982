/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * clock.h - monotonic clock, unaffected by changes of the date
 */
#ifndef LIB_BASE_CLOCK_H
#define LIB_BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds since an arbitrary moment over ten seconds ago, so callers can use 0 as "never". */
int64_t clock_milliseconds(void);

#endif
