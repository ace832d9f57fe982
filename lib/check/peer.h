/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * peer.h - this host held against the lines of its peer
 */
#ifndef LIB_CHECK_PEER_H
#define LIB_CHECK_PEER_H

#include "lib/check/findings.h"
#include "lib/config/config.h"
#include "lib/kernel/kernel.h"

/*
 * Hold what KERNEL has against PEER, the lines of the other host as config_read() gave them. Only what PEER names is
 * looked at. Returns 0, whatever was found, or a negative errno and err set.
 */
int check_peer(struct kernel *kernel, const struct config *peer, struct findings *findings,
	       struct error *err);

#endif
