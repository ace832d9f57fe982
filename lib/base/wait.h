/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * wait.h - wait until something is so
 */
#ifndef LIB_BASE_WAIT_H
#define LIB_BASE_WAIT_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/error.h"

/* What is waited for: 1 where it is so, 0 where it is not yet so, or a negative errno with err set. */
typedef int wait_condition(void *data, struct error *err);

/*
 * Ask CONDITION, with DATA, until it is so, for at most MILLISECONDS. Between two questions is a pause, half a millisecond
 * at first and then twice as long each time, up to 32. INTERRUPTED, NULL for none, is asked with DATA before each pause:
 * where it returns true the wait ends. Returns 1 where it is so, 0 when the time is up, -EINTR without a sentence in err
 * where it was interrupted, or CONDITION's negative errno. ERR stays as CONDITION left it last.
 */
int wait_until(wait_condition *condition, void *data, int64_t milliseconds,
	       bool (*interrupted)(void *data), struct error *err);

#endif
