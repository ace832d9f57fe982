/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * show.h - a record as `show` prints it
 *
 * Text is that of `ip l2tp show`, byte for byte and with its odd line breaks, since scripts read it:
 * the one layout that is written by hand. What `ip l2tp` leaves out comes behind it, on request.
 */
#ifndef LIB_TEXT_SHOW_H
#define LIB_TEXT_SHOW_H

#include <stdbool.h>

#include "lib/model/session.h"
#include "lib/text/output.h"

/* What a record is shown for; NULL members say nothing. */
struct show_event {
	const char *word;  /* JSON: added, changed, deleted */
	const char *title; /* text before the record: "Deleted " */
	const char *time;  /* text before the title */
	const char *stamp; /* JSON: the time */
};

struct show_options {
	bool stats;			/* the counters too */
	const struct show_event *event; /* of monitor; NULL: none */
	bool details;			/* the fields too that `ip l2tp show` has no line for */
};

/* What is known of a session from elsewhere; NULL where nothing is. */
struct session_lookup {
	const struct l2tp_tunnel *tunnel;
	const struct link_state *link;
};

/* One record of OUT. */
void l2tp_tunnel_show(const struct l2tp_tunnel *tunnel, const struct show_options *options,
		      struct output *out);
void l2tp_session_show(const struct l2tp_session *session, const struct session_lookup *lookup,
		       const struct show_options *options, struct output *out);

#endif
