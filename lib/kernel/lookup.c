// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * lookup.c - what is known of sessions from elsewhere: their tunnels and their interfaces
 */
#include "lib/kernel/lookup.h"

#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/kernel/kernel_internal.h"

static int compare_names(const void *a, const void *b)
{
	const struct link_state *left = a, *right = b;

	return strcmp(left->name, right->name);
}

int company_gather(struct kernel *kernel, struct company *company, struct error *err)
{
	struct links *links = kernel_links(kernel, err);

	*company = (struct company){ 0 };
	if (!links ||
	    kernel_list_tunnels(kernel, &company->tunnels, &company->tunnel_count, err) < 0 ||
	    links_list(links, &company->links, &company->link_count, err) < 0)
		return err->code;
	if (company->link_count)
		qsort(company->links, company->link_count, sizeof(*company->links), compare_names);
	return 0;
}

void company_free(struct company *company)
{
	free(company->tunnels);
	free(company->links);
	*company = (struct company){ 0 };
}

const struct l2tp_tunnel *company_tunnel(const struct company *company,
					 const struct l2tp_session *session)
{
	const struct l2tp_tunnel key = { .tunnel_id = session->tunnel_id };

	return company->tunnel_count ? bsearch(&key, company->tunnels, company->tunnel_count,
					       sizeof(key), l2tp_tunnel_compare)
				     : NULL;
}

/* Another interface may have taken the name of one that was renamed; a PPP session's is the present one. */
static bool is_of(const struct link_state *link, const struct l2tp_session *session)
{
	return !link->foreign || session->pwtype == L2TP_PWTYPE_PPP;
}

const struct link_state *company_link(const struct company *company,
				      const struct l2tp_session *session)
{
	size_t low = 0, high = company->link_count;

	if (!(session->fields & L2TP_SESSION_NAME))
		return NULL;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(company->links[middle].name, session->name);

		if (order == 0)
			return is_of(&company->links[middle], session) ? &company->links[middle]
								       : NULL;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}
