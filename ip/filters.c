// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * filters.c - words that tunnels, or sessions, are to pass
 */
#include "ip/filters.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/cleanup.h"
#include "lib/text/object_keywords.h"

/* The pairs of ARGV that TABLE has, and, with OWN, those that neither table has, which it will refuse. */
static int parse_for(const struct keyword_table *table, bool own, const char *const *argv,
		     void *filter, struct error *err)
{
	CLEANUP(memory_freep) const char **pairs = NULL;
	const char **end;
	size_t count = 0;

	while (argv[count])
		count++;
	pairs = end = calloc(count + 1, sizeof(*pairs));
	if (!pairs)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	for (; argv[0]; argv += argv[1] ? 2 : 1) {
		if (!keyword_find(table, argv[0]) && !(own && !keyword_find(table->other, argv[0])))
			continue;
		*end++ = argv[0];
		if (argv[1])
			*end++ = argv[1];
	}
	return keywords_parse(table, VERB_FILTER, pairs, filter, err);
}

int filters_parse(const char *const *argv, struct l2tp_tunnel *tunnels,
		  struct l2tp_session *sessions, struct error *err)
{
	return parse_for(&tunnel_keywords, false, argv, tunnels, err) < 0
		       ? err->code
		       : parse_for(&session_keywords, true, argv, sessions, err);
}
