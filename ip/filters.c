// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * filters.c - words that tunnels, or sessions, are to pass
 */
#include "ip/filters.h"

#include "lib/base/cleanup.h"
#include "lib/text/object_keywords.h"
#include "lib/text/split.h"

static bool filters_are_tunnels(const struct keyword_table *table, const char *word)
{
	return keyword_find(table, word);
}

/* What neither table has is for the sessions', which will refuse it. */
static bool filters_are_sessions(const struct keyword_table *table, const char *word)
{
	return keyword_find(table, word) || !keyword_find(table->other, word);
}

int filters_parse(const char *const *argv, struct l2tp_tunnel *tunnels,
		  struct l2tp_session *sessions, struct error *err)
{
	CLEANUP(memory_freep)
	const char **of_tunnels = keywords_split(&tunnel_keywords, argv, filters_are_tunnels, err);
	CLEANUP(memory_freep)
	const char **of_sessions =
		keywords_split(&session_keywords, argv, filters_are_sessions, err);

	if (!of_tunnels || !of_sessions ||
	    keywords_parse(&tunnel_keywords, VERB_FILTER, of_tunnels, tunnels, err) < 0)
		return err->code;
	return keywords_parse(&session_keywords, VERB_FILTER, of_sessions, sessions, err);
}
