/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * show.h - print records for `show`
 *
 * Text equals that of `ip l2tp show` byte for byte, including its line breaks, because scripts parse it. Additional
 * fields follow on request.
 */
#ifndef LIB_TEXT_SHOW_H
#define LIB_TEXT_SHOW_H

#include <stdbool.h>

#include "lib/model/session.h"
#include "lib/text/output.h"

/* The event a record is printed for; members may be NULL. */
struct show_event {
	const char *word;  /* JSON: added, changed, deleted */
	const char *title; /* text before the record: "Deleted " */
	const char *time;  /* text before the title */
	const char *stamp; /* JSON: the time */
};

struct show_options {
	bool stats;			/* print counters */
	const struct show_event *event; /* for monitor; else NULL */
	bool details;			/* print fields that `ip l2tp show` omits */
};

/* Data about a session from other sources; NULL if unknown. */
struct session_lookup {
	const struct l2tp_tunnel *tunnel;
	const struct link_state *link;
};

/* Print a record to OUT. */
void l2tp_tunnel_show(const struct l2tp_tunnel *tunnel, const struct show_options *options,
		      struct output *out);
void l2tp_session_show(const struct l2tp_session *session, const struct session_lookup *lookup,
		       const struct show_options *options, struct output *out);

#endif
