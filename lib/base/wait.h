/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * wait.h - poll a condition until it is true
 */
#ifndef LIB_BASE_WAIT_H
#define LIB_BASE_WAIT_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/error.h"

/* Returns 1 if the condition is true, 0 if it is false, or a negative errno and err set. */
typedef int wait_condition(void *data, struct error *err);

/*
 * Poll CONDITION with DATA until it is true, for at most MILLISECONDS. The pause between two polls doubles from 0.5 to
 * 32 milliseconds. INTERRUPTED, which may be NULL, is called with DATA before each pause; true ends the wait. Returns 1
 * if CONDITION is true, 0 on timeout, -EINTR without setting err if interrupted, or CONDITION's negative errno. ERR
 * keeps what the last call of CONDITION left in it.
 */
int wait_until(wait_condition *condition, void *data, int64_t milliseconds,
	       bool (*interrupted)(void *data), struct error *err);

#endif
