// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * lookup.c - what is known of sessions from elsewhere: their tunnels and their interfaces
 */
#include "lib/kernel/lookup.h"

#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/array.h"
#include "lib/kernel/request.h"

static int compare_names(const void *a, const void *b)
{
	const struct link_state *left = a, *right = b;

	return strcmp(left->name, right->name);
}

int lookup_gather(struct kernel *kernel, struct lookup *lookup, struct error *err)
{
	struct links *links = kernel_links(kernel, err);

	*lookup = (struct lookup){ 0 };
	if (!links ||
	    kernel_list_tunnels(kernel, &lookup->tunnels, &lookup->tunnel_count, err) < 0 ||
	    links_list(links, &lookup->links, &lookup->link_count, err) < 0)
		return err->code;
	if (lookup->link_count)
		qsort(lookup->links, lookup->link_count, sizeof(*lookup->links), compare_names);
	return 0;
}

void lookup_free(struct lookup *lookup)
{
	free(lookup->tunnels);
	link_states_free(lookup->links, lookup->link_count);
	*lookup = (struct lookup){ 0 };
}

const struct l2tp_tunnel *lookup_tunnel(const struct lookup *lookup,
					const struct l2tp_session *session)
{
	const struct l2tp_tunnel key = { .tunnel_id = session->tunnel_id };

	return array_find(lookup->tunnels, lookup->tunnel_count, sizeof(key), &key,
			  l2tp_tunnel_compare);
}

static int compare_to_name(const void *link, const void *name)
{
	return strcmp(((const struct link_state *)link)->name, name);
}

const struct link_state *lookup_link(const struct lookup *lookup,
				     const struct l2tp_session *session)
{
	const struct link_state *link;

	if (!(session->fields & L2TP_SESSION_NAME))
		return NULL;
	link = array_find(lookup->links, lookup->link_count, sizeof(*link), session->name,
			  compare_to_name);
	/* another interface may have taken the name of one that was renamed; a PPP session's is the present one */
	return link && (!link->foreign || session->pwtype == L2TP_PWTYPE_PPP) ? link : NULL;
}
