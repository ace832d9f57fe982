/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * config.h - tunnels, sessions and their interfaces as a whole: what the kernel has, or what it is to have
 */
#ifndef LIB_CONFIG_CONFIG_H
#define LIB_CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/base/error.h"
#include "lib/config/config_internal.h"
#include "lib/kernel/kernel.h"
#include "lib/model/link.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/text/output.h"

/* A comment is what cannot be said in words of the object: lines without their #, or NULL. */
struct config_tunnel {
	struct l2tp_tunnel tunnel; /* first, for l2tp_tunnel_compare() */
	char *comment;
	bool left_out;	    /* it cannot be made again, for a reason that the comment tells */
	bool is_part;	    /* the same of some of its sessions, which are not in the list */
	bool stays;	    /* for config_conflict(): it is there, whatever it conflicts with */
	unsigned long line; /* of the file that it was read from */
};

/* How the kernel finds the session of a packet, by its tunnel; see config_conflict(). */
enum config_demux {
	DEMUX_TUNNEL,  /* version 2: by tunnel and session ID */
	DEMUX_SOCKET,  /* over UDP: by the socket and the session ID */
	DEMUX_SESSION, /* over IP: by the session ID alone */
};

struct config_session {
	struct l2tp_session session; /* first, for l2tp_session_compare() */
	struct link_settings link;   /* of its interface; no fields where none is set */
	char *comment;
	unsigned long line;
	uint32_t default_mtu; /* that the kernel would choose, 0 where it is not known */
	unsigned int
		ifindex; /* of its interface, whose state LINK has then; 0 where it was not seen */
	enum config_demux demux;
	bool stays; /* as above */
};

/* Both lists are sorted. */
struct config {
	struct config_tunnel *tunnels;
	size_t tunnel_count;
	struct config_session *sessions;
	size_t session_count;
};

void config_free(struct config *config);

/*
 * What KERNEL has of those that pass both filters; of the interfaces the `fields` are what the words of add would have
 * to say. A tunnel is there for its sessions, too. Returns 0 or negative errno; freed by config_free(), also on
 * failure.
 */
int config_gather(struct kernel *kernel, const struct l2tp_tunnel *tunnels,
		  const struct l2tp_session *sessions, struct config *config, struct error *err);

/* Drop the fields that have their defaults, and what is state and not configuration. Returns 0 or -ENOMEM. */
int config_reduce(struct config *config, struct error *err);

/*
 * One line of a batch that adds it, without what is the default; VERSION is that of the session's tunnel, PREFIX
 * comes before each line.
 */
void config_write_tunnel(const struct l2tp_tunnel *tunnel, const char *prefix, FILE *file);
void config_write_session(const struct l2tp_setup *setup, uint8_t version, const char *prefix,
			  FILE *file);

/* Make it the peer's. Returns 0, -EEXIST where two peers have a tunnel of one id, or -ENOMEM. */
int config_mirror(struct config *config, struct error *err);

/*
 * Read from FILE, NAME in messages, what config_write() or config_json() wrote or somebody like them: all that add takes,
 * with its defaults filled in. Everything is held against everything else: an object twice, two that want one
 * port or name, a session without its tunnel. Returns 0 or negative errno: ERROR_USAGE with the line where it
 * is. Freed by config_free(), also on failure.
 */
int config_read(FILE *file, const char *name, struct config *config, struct error *err);

/* The same from the file of that PATH, or, for "-", from standard input. */
int config_open(const char *path, struct config *config, struct error *err);

/*
 * Whether two of its objects, one of which does not stay, want what only one can have: a local port, an interface's
 * name, a session ID that demultiplexes. Returns 0, or -EINVAL with ERROR_USAGE and *LINE set to the later of the two.
 */
int config_conflict(const struct config *config, unsigned long *line, struct error *err);

/* The object of these ids, NULL if there is none. */
const struct config_tunnel *config_tunnel(const struct config *config, uint32_t tunnel_id);
const struct config_session *config_session(const struct config *config, uint32_t tunnel_id,
					    uint32_t session_id);

/* As lines of a batch, PREFIX before each. */
void config_write(const struct config *config, const char *prefix, FILE *file);

/* The same as one JSON document. */
void config_json(const struct config *config, struct output *out);

#endif
