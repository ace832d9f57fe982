/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * take_back.h - delete what this handle has added
 */
#ifndef LIB_KERNEL_TAKE_BACK_H
#define LIB_KERNEL_TAKE_BACK_H

#include "lib/kernel/kernel.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"

/*
 * Delete the tunnel or session that this handle has added or may have added, unless it no longer exists or another one
 * has its place. Returns 0, or a negative errno and err set.
 */
int take_back_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel, struct error *err);
int take_back_session(struct kernel *kernel, const struct l2tp_session *session, struct error *err);

#endif
