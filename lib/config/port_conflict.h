/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * port_conflict.h - find tunnels whose UDP sockets cannot coexist; private to conflict.c
 */
#ifndef LIB_CONFIG_PORT_CONFLICT_H
#define LIB_CONFIG_PORT_CONFLICT_H

#include "lib/config/config.h"

/* A tunnel over UDP. */
struct port_user {
	const struct l2tp_tunnel *tunnel;
	bool kept;	    /* exists and remains: its socket is bound already */
	bool named;	    /* the file mentions it */
	unsigned long line; /* in the file, or 0 */
};

/*
 * Find two of the COUNT tunnels in LIST, which it sorts, whose sockets the kernel refuses to bind one after the other,
 * tunnels with a wildcard as local address first. IPV6_ONLY: an IPv6 wildcard leaves the port to IPv4. Returns false if
 * there are none.
 */
bool port_conflict_find(struct port_user *list, size_t count, bool ipv6_only,
			const struct port_user **one, const struct port_user **other);

#endif
