/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * findings.h - the findings of a check
 */
#ifndef LIB_CHECK_FINDINGS_H
#define LIB_CHECK_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/text/output.h"

enum severity {
	SEVERITY_ERROR,	  /* no packet passes */
	SEVERITY_WARNING, /* some packets are lost or slow */
	SEVERITY_NOTE,	  /* packets pass; something else is wrong */
};

struct finding {
	size_t place; /* position in the order of finding; set by findings_add() */
	enum severity severity;
	const char *code;		/* a stable name for programs; static */
	uint32_t tunnel_id, session_id; /* 0 for none */
	char text[384];			/* the problem, escaped */
	char advice[256];		/* the remedy, a command where it can be; "" for unknown */
};

struct findings {
	struct finding *list;
	size_t count, room;
	bool no_memory; /* at least one finding was lost */
};

/* Add a copy of FINDING. Without memory, set `no_memory`. */
void findings_add(struct findings *findings, const struct finding *finding);

/*
 * Set the text of the problem and of the remedy, as printf(3). Control characters of the problem are escaped; the caller
 * quotes names in the remedy with escape_shell().
 */
void finding_say(struct finding *finding, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void finding_advise(struct finding *finding, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Sort by severity, worst first, then by IDs, then in the order of finding. */
void findings_sort(struct findings *findings);

/* Write each finding as a record; one line each in text. */
void findings_write(const struct findings *findings, struct output *out);

/* Free the list and leave FINDINGS empty. */
void findings_free(struct findings *findings);

#endif
