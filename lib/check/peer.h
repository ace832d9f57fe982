/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * peer.h - compare this host with the saved configuration of its peer
 */
#ifndef LIB_CHECK_PEER_H
#define LIB_CHECK_PEER_H

#include "lib/check/findings.h"
#include "lib/config/config.h"
#include "lib/kernel/kernel.h"

/*
 * Compare the objects of KERNEL with PEER, the peer's configuration from config_read(), and add each mismatch to
 * FINDINGS. Objects that PEER does not name are skipped. Returns 0 with FINDINGS sorted, or a negative errno and err
 * set.
 */
int check_peer(struct kernel *kernel, const struct config *peer, struct findings *findings,
	       struct error *err);

#endif
