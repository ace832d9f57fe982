/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * findings.h - what a check has found: a list, worst first
 */
#ifndef LIB_CHECK_FINDINGS_H
#define LIB_CHECK_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/text/output.h"

enum severity {
	SEVERITY_ERROR,	  /* no packet passes */
	SEVERITY_WARNING, /* some packets are lost, or slow */
	SEVERITY_NOTE,	  /* packets pass; something else is wrong */
};

struct finding {
	size_t place; /* in the order of finding; findings_add() sets it */
	enum severity severity;
	const char *code;		/* for programs; static */
	uint32_t tunnel_id, session_id; /* 0 for none */
	char text[384];			/* what is wrong, escaped */
	char advice[256];		/* what to do about it, "" for unknown */
};

struct findings {
	struct finding *list;
	size_t count, room;
	bool no_memory; /* one was lost */
};

/* Add a copy of FINDING. Without memory it is lost, and `no_memory` set. */
void findings_add(struct findings *findings, const struct finding *finding);

/* Say what is wrong, and what to do about it, as printf(3). What would harm a terminal is escaped. */
void finding_say(struct finding *finding, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void finding_advise(struct finding *finding, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Sort: the worst first, then in the order of ids, then as they were found. */
void findings_sort(struct findings *findings);

/* Write each as a record, a line in text. */
void findings_write(const struct findings *findings, struct output *out);

/* Free the list; FINDINGS is empty then. */
void findings_free(struct findings *findings);

#endif
