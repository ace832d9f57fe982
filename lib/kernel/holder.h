/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * holder.h - the programs that hold the sockets of tunnels and sessions
 *
 * The kernel carries a tunnel over a socket of its own, or over that of a program such as xl2tpd; a PPP session's PPPoX
 * socket is pppd's. Deleting the object leaves the program without it. The kernel does not tell whose the socket is, and
 * /proc does.
 */
#ifndef LIB_KERNEL_HOLDER_H
#define LIB_KERNEL_HOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "lib/model/session.h"
#include "lib/model/tunnel.h"

struct holder {
	pid_t pid;
	char program[16]; /* the kernel's name of the process, unescaped */
	bool is_pppox;	  /* of a session or, with session_id 0, to manage a tunnel */
	/* of an L2TP/IP or PPPoX socket */
	uint32_t tunnel_id, session_id;
	/* of a UDP socket, which has no tunnel_id */
	bool is_udp;
	struct l2tp_address local, remote;
	uint16_t udp_sport, udp_dport; /* host byte order */
};

struct holders {
	struct holder *list; /* owned */
	size_t count, room;
};

/*
 * Find the sockets of L2TP of this network namespace that processes hold. Needs CAP_SYS_PTRACE for those of others
 * (pidfd_getfd(2)); processes of other PID namespaces are not visible. What cannot be read is left out. The caller frees
 * HOLDERS with holders_free().
 */
void holders_read(struct holders *holders);
void holders_free(struct holders *holders);

/*
 * Returns a process that holds the socket that carries TUNNEL, from the kernel; one that holds a PPPoX socket to manage
 * it; one that holds the socket of SESSION; or NULL. HOLDERS owns it.
 */
const struct holder *holders_of_socket(const struct holders *holders,
				       const struct l2tp_tunnel *tunnel);
const struct holder *holders_of_tunnel(const struct holders *holders,
				       const struct l2tp_tunnel *tunnel);
const struct holder *holders_of_session(const struct holders *holders,
					const struct l2tp_session *session);

#endif
