/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * apply_lock.h - run one apply at a time in a network namespace
 */
#ifndef IP_APPLY_LOCK_H
#define IP_APPLY_LOCK_H

#include "ip/signals.h"
#include "lib/base/error.h"

struct apply_lock;

/*
 * Take the lock of this network namespace; it ends with the process or apply_lock_release(). Waits up to 60 seconds
 * while another process holds it, or until one of SIGNALS, which are held. Returns 0, or -EBUSY, -EINTR or another
 * negative errno and err set. The caller releases *LOCK, also on failure.
 */
int apply_lock_take(struct apply_lock **lock, const struct signals *signals, struct error *err);

/* Release LOCK, which may be NULL, and remove its file. */
void apply_lock_release(struct apply_lock *lock);

#endif
