/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mirror.h - what is to be at the peer where this is here; of what is mirrored the mirror is the first again
 */
#ifndef LIB_MODEL_MIRROR_H
#define LIB_MODEL_MIRROR_H

#include <stdbool.h>

#include "lib/model/session.h"

/* IDs, addresses, ports, and the checksums that are sent and required. */
void l2tp_tunnel_mirror(struct l2tp_tunnel *tunnel);

/* IDs, cookies, and the sequence numbers that are sent and required. */
void l2tp_session_mirror(struct l2tp_session *session);

/*
 * The ends of an address with a peer, or the other host of a network of two. Returns false, with ADDRESS as it was,
 * where that does not say what the peer's is.
 */
bool link_address_mirror(struct link_address *address);

#endif
