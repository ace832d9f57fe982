/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * overhead.h - what a tunnel and a session add to a packet, and the MTU that is left
 */
#ifndef LIB_MODEL_OVERHEAD_H
#define LIB_MODEL_OVERHEAD_H

#include <stdint.h>

#include "lib/model/session.h"

/* Bytes of IP, UDP and L2TP before what SESSION carries (net/l2tp/l2tp_core.c, l2tp_session_set_header_len). */
uint32_t l2tp_overhead(const struct l2tp_tunnel *tunnel, const struct l2tp_session *session);

/*
 * The MTU that the kernel gives the interface of an Ethernet session where PATH is that of the way to the peer
 * (net/l2tp/l2tp_eth.c, l2tp_eth_adjust_mtu). The session's l2spec_type has to be known.
 */
uint32_t l2tp_default_mtu(const struct l2tp_tunnel *tunnel, const struct l2tp_session *session,
			  uint32_t path);

#endif
