/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * progress.h - show the progress of long work on a terminal
 */
#ifndef IP_PROGRESS_H
#define IP_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool on, shown;
	uint64_t total;	      /* 0 for unknown */
	int64_t begun, drawn; /* by clock.h */
};

/* Begin work of TOTAL steps; 0 for unknown. */
void progress_begin(struct progress *progress, uint64_t total);

/* Record that DONE steps are done, and redraw if due. */
void progress_at(struct progress *progress, uint64_t done);

/* Remove the line from the terminal, before other output to stderr and at the end. */
void progress_hide(struct progress *progress);

#endif
