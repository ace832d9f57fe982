/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * config.h - tunnels, sessions and their interfaces as a whole: what the kernel has, or what it is to have
 */
#ifndef LIB_CONFIG_H
#define LIB_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/error.h"
#include "lib/kernel.h"
#include "lib/output.h"
#include "lib/session.h"
#include "lib/tunnel.h"

/* A comment is what cannot be said in words of the object: lines without their #, or NULL. */
struct config_tunnel {
	struct l2tp_tunnel tunnel; /* first, for l2tp_tunnel_compare() */
	char *comment;
	bool left_out;	    /* for a reason that the comment tells */
	unsigned long line; /* of the file that it was read from */
};

struct config_session {
	struct l2tp_session session; /* first, for l2tp_session_compare() */
	struct link_settings *link;  /* NULL for none */
	char *comment;
	unsigned long line;
	uint32_t default_mtu; /* that the kernel would choose, 0 where it is not known */
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
 * Whether SESSION, from the kernel, may send sequence numbers only since its peer does: a LAC does so (l2tp_core.c,
 * l2tp_recv_common). One that requires them too could not have come to it without.
 */
bool config_follows_peer(const struct l2tp_session *session);

/* One line of a batch that adds it, without what is the default; VERSION is that of the session's tunnel. */
void config_write_tunnel(const struct l2tp_tunnel *tunnel, FILE *file);
void config_write_session(const struct l2tp_setup *setup, uint8_t version, FILE *file);

/* Make it the peer's. Returns 0 or -ENOMEM. */
int config_mirror(struct config *config, struct error *err);

/*
 * Read from FILE, NAME in messages, what config_write() or config_json() wrote or somebody like them: all that add takes,
 * with its defaults filled in. Everything is held against everything else: an object twice, two that want one
 * port or name, a session without its tunnel. Returns 0 or negative errno: ERROR_USAGE with the line where it
 * is. Freed by config_free(), also on failure.
 */
int config_read(FILE *file, const char *name, struct config *config, struct error *err);

/* The object of these ids, NULL if there is none. */
const struct config_tunnel *config_tunnel(const struct config *config, uint32_t tunnel_id);
const struct config_session *config_session(const struct config *config, uint32_t tunnel_id,
					    uint32_t session_id);

/* As lines of a batch. */
void config_write(const struct config *config, FILE *file);

/* The same as one JSON document. */
void config_json(const struct config *config, struct output *out);

#endif
