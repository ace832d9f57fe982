/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * config.h - a configuration: tunnels, sessions and their interfaces
 */
#ifndef LIB_CONFIG_CONFIG_H
#define LIB_CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/model/session.h"

/* `comment` holds facts that no field can express: lines without their #, or NULL. */
struct config_tunnel {
	struct l2tp_tunnel tunnel; /* must be first: l2tp_tunnel_compare() */
	char *comment;
	bool left_out;	    /* cannot be re-created; the comment says why */
	bool is_part;	    /* some sessions cannot be re-created and are not in the list */
	bool is_spared;	    /* not deleted although a plan prunes */
	unsigned long line; /* in its files, counted through; see config_place() */
};

/* How the kernel finds the session of a received packet; see conflict.h. */
enum config_demux {
	DEMUX_TUNNEL,  /* version 2: by tunnel ID and session ID */
	DEMUX_SOCKET,  /* over UDP: by socket and session ID */
	DEMUX_SESSION, /* over IP: by session ID alone */
};

struct config_session {
	struct l2tp_session session;	 /* must be first: l2tp_session_compare() */
	struct link_settings link;	 /* of the interface; no fields if none is set */
	struct link_addresses automatic; /* other addresses, which nobody configured */
	char *comment;
	unsigned long line;
	uint32_t default_mtu; /* the kernel's default, or 0 if unknown */
	unsigned int ifindex; /* of the interface, whose state is in `link`; 0 if not found */
	bool is_spared;	      /* not deleted although a plan prunes */
	bool is_doubtful;     /* `name` is the one at creation, and other interfaces were renamed */
	bool is_elsewhere;    /* `name` is that of an interface in another network namespace */
	char *where; /* where an interface is that is not here, as a sentence; owned, or NULL */
	enum config_demux demux;
};

/* Both lists are sorted by ID. */
struct config {
	struct config_tunnel *tunnels;
	size_t tunnel_count;
	struct config_session *sessions;
	size_t session_count;
	size_t tunnel_room, session_room; /* for array_grow() */
	const char *const *paths; /* of its files, borrowed; NULL unless config_open() read them */
	unsigned long *first;	  /* one for each: the number of lines before it; owned */
	bool ipv6_only; /* of the kernel: an IPv6 wildcard socket leaves its port to IPv4 */
};

void config_free(struct config *config);

/* Append a zeroed object, which CONFIG owns. Returns NULL with err set if memory is short. */
struct config_tunnel *config_append_tunnel(struct config *config, struct error *err);
struct config_session *config_append_session(struct config *config, struct error *err);

/* Append a line, formatted as by printf(3), to *COMMENT, which the caller frees. Returns 0, or -ENOMEM and err set. */
int config_comment(char **comment, struct error *err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Returns how the kernel finds the sessions of TUNNEL (net/l2tp/l2tp_core.c, l2tp_session_register). */
enum config_demux config_demux(const struct l2tp_tunnel *tunnel);

/* Find an object by ID; CONFIG owns it. Returns NULL if there is none. */
const struct config_tunnel *config_tunnel(const struct config *config, uint32_t tunnel_id);
const struct config_session *config_session(const struct config *config, uint32_t tunnel_id,
					    uint32_t session_id);

/*
 * Convert CONFIG to the peer's configuration. Unknown fields are omitted, with a comment. Returns 0, -EEXIST if tunnels
 * to two peers get the same ID, or -ENOMEM, and err set.
 */
int config_mirror(struct config *config, struct error *err);

#endif
