/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * config.h - tunnels, sessions and their interfaces as a whole: what the kernel has, or what it is to have
 */
#ifndef LIB_CONFIG_CONFIG_H
#define LIB_CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/model/session.h"

/* A comment is what cannot be said in words of the object: lines without their #, or NULL. */
struct config_tunnel {
	struct l2tp_tunnel tunnel; /* first, for l2tp_tunnel_compare() */
	char *comment;
	bool left_out;	    /* it cannot be made again, for a reason that the comment tells */
	bool is_part;	    /* the same of some of its sessions, which are not in the list */
	unsigned long line; /* of the file that it was read from */
};

/* How the kernel finds the session of a packet, by its tunnel; see conflict.h. */
enum config_demux {
	DEMUX_TUNNEL,  /* version 2: by tunnel and session ID */
	DEMUX_SOCKET,  /* over UDP: by the socket and the session ID */
	DEMUX_SESSION, /* over IP: by the session ID alone */
};

struct config_session {
	struct l2tp_session session;	 /* first, for l2tp_session_compare() */
	struct link_settings link;	 /* of its interface; no fields where none is set */
	struct link_addresses automatic; /* that it has too, and that nobody configured */
	char *comment;
	unsigned long line;
	uint32_t default_mtu; /* that the kernel would choose, 0 where it is not known */
	unsigned int ifindex; /* of its interface, whose state LINK has; 0 where it was not seen */
	enum config_demux demux;
};

/* Both lists are sorted by their ids. */
struct config {
	struct config_tunnel *tunnels;
	size_t tunnel_count;
	struct config_session *sessions;
	size_t session_count;
	size_t tunnel_room, session_room; /* for array_grow() */
};

void config_free(struct config *config);

/* Add an object of zeros at the end of its list. It stays CONFIG's; NULL with err set where there is no memory. */
struct config_tunnel *config_append_tunnel(struct config *config, struct error *err);
struct config_session *config_append_session(struct config *config, struct error *err);

/* Add a line, as printf, to *COMMENT, which is the caller's to free. Returns 0, or -ENOMEM and err set. */
int config_comment(char **comment, struct error *err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* How the kernel finds the sessions of TUNNEL (net/l2tp/l2tp_core.c, l2tp_session_register). */
enum config_demux config_demux(const struct l2tp_tunnel *tunnel);

/* The object of these ids, which stays CONFIG's; NULL if there is none. */
const struct config_tunnel *config_tunnel(const struct config *config, uint32_t tunnel_id);
const struct config_session *config_session(const struct config *config, uint32_t tunnel_id,
					    uint32_t session_id);

/*
 * Make CONFIG the peer's. What cannot be told is left out, with a comment. Returns 0, -EEXIST where two peers have a tunnel
 * of one id, or -ENOMEM, and err set.
 */
int config_mirror(struct config *config, struct error *err);

#endif
