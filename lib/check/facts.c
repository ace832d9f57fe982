// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * facts.c - what is known of the host, a tunnel and a session when rules look at them
 */
#include "lib/check/facts.h"

const struct link_state *check_link(const struct check *check, unsigned int index)
{
	size_t i;

	for (i = 0; i < check->lookup.link_count; i++)
		if (check->lookup.links[i].index == index)
			return &check->lookup.links[i];
	return NULL;
}
