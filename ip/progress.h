/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * progress.h - on a terminal, how far long work has come
 */
#ifndef IP_PROGRESS_H
#define IP_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool on, shown;
	uint64_t total;	      /* 0 where that is not known */
	int64_t begun, drawn; /* by clock.h */
};

/* Begin work of TOTAL steps, 0 where their number is not known. */
void progress_begin(struct progress *progress, uint64_t total);

/* DONE steps are done: draw that, if it is time to. */
void progress_at(struct progress *progress, uint64_t done);

/* Take the line off the terminal, before something else is written to stderr, and at the end. */
void progress_hide(struct progress *progress);

#endif
