/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * rates.h - how fast counters move between two samples, as a table or JSON lines
 */
#ifndef LIB_TEXT_RATES_H
#define LIB_TEXT_RATES_H

#include <time.h>

#include "lib/base/array.h"
#include "lib/text/output.h"

/* The objects that existed at one time, with their counters. */
struct rates_sample {
	struct timespec time; /* CLOCK_MONOTONIC */
	struct sorted tunnels, sessions;
};

/* Free what SAMPLE has. */
void rates_sample_free(struct rates_sample *sample);

/* Where and how a report is written. */
struct rates_output {
	struct output *out;
	double seconds;	   /* from the sample before to this one; 0: totals are shown, not rates */
	unsigned int base; /* of units: 1000 or 1024 */
};

/* Seconds from BEFORE to NOW. */
double rates_between(const struct timespec *before, const struct timespec *now);

/*
 * Write a report of NOW: what each object has counted since BEFORE, or, where that is NULL, since it was added. An object
 * that BEFORE does not have counts in full. A line has 77 columns.
 */
void rates_write(const struct rates_output *rates, const struct rates_sample *before,
		 const struct rates_sample *now);

#endif
