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
	SEVERITY_WARNING, /* some do not, or not as they should */
	SEVERITY_NOTE,	  /* they pass; something else is wrong */
};

struct finding {
	size_t place; /* in the order of finding */
	enum severity severity;
	const char *code;		/* for programs; static */
	uint32_t tunnel_id, session_id; /* 0 for none */
	char text[384];			/* what is wrong, escaped */
	char advice[256];		/* what to do about it, "" where that is not known */
};

struct findings {
	struct finding *list;
	size_t count, room;
	bool no_memory;	      /* one was lost */
	struct finding spare; /* that is filled in then */
};

/* One more, whose text and advice the caller fills in before the next. */
struct finding *findings_add(struct findings *findings, enum severity severity, const char *code,
			     uint32_t tunnel_id, uint32_t session_id);

/* Say what is wrong, and what to do about it, as printf. What came from outside is escaped by the caller. */
void finding_say(struct finding *finding, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void finding_advise(struct finding *finding, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The worst first, then in the order of ids, then as they were found. */
void findings_sort(struct findings *findings);

/* A record each. */
void findings_write(const struct findings *findings, struct output *out);

void findings_free(struct findings *findings);

#endif
