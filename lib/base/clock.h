/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * clock.h - time that passes, which no change of the date touches
 */
#ifndef LIB_BASE_CLOCK_H
#define LIB_BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds since some moment more than ten seconds ago: 0 is free to mean "never". */
int64_t clock_milliseconds(void);

#endif
