/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * peer.h - compare this host with the saved lines of its peer
 */
#ifndef LIB_CHECK_PEER_H
#define LIB_CHECK_PEER_H

#include "lib/check/findings.h"
#include "lib/config/config.h"
#include "lib/kernel/kernel.h"

/*
 * Compare what KERNEL has with PEER, the lines of the other host as config_read() gave them, and add to FINDINGS what does
 * not fit. Objects that PEER does not name are left out. Returns 0 with FINDINGS sorted, or a negative errno and err set.
 */
int check_peer(struct kernel *kernel, const struct config *peer, struct findings *findings,
	       struct error *err);

#endif
