/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * rates.h - counter rates between two samples, as a table or JSON lines
 */
#ifndef LIB_TEXT_RATES_H
#define LIB_TEXT_RATES_H

#include <time.h>

#include "lib/base/array.h"
#include "lib/text/output.h"

/* The objects and their counters at one time. */
struct rates_sample {
	struct timespec time; /* CLOCK_MONOTONIC */
	struct sorted tunnels, sessions;
};

/* Free the lists of SAMPLE. */
void rates_sample_free(struct rates_sample *sample);

/* Options of a report. */
struct rates_output {
	struct output *out;
	double seconds;	   /* since the previous sample; 0 prints totals */
	unsigned int base; /* of units: 1000 or 1024 */
};

double rates_between(const struct timespec *before, const struct timespec *now);

/*
 * Write a report of NOW: the counts since BEFORE or, if BEFORE is NULL, since each object was added. An object missing
 * from BEFORE counts in full. Lines have 77 columns.
 */
void rates_write(const struct rates_output *rates, const struct rates_sample *before,
		 const struct rates_sample *now);

#endif
