// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * select.c - the tunnels, or sessions, that have the fields of a filter
 */
#include "lib/kernel/select.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/kernel/find.h"
#include "lib/kernel/list.h"
#include "lib/kernel/request.h"
#include "lib/text/object_keywords.h"

static int one_tunnel(struct kernel *kernel, const struct l2tp_tunnel *filter,
		      struct l2tp_tunnel **list, struct error *err)
{
	*list = malloc(sizeof(**list));
	if (!*list)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	if (kernel_get_tunnel(kernel, filter->tunnel_id, *list, err) < 0)
		return err->code;
	if (!keywords_match(&tunnel_keywords, filter, *list))
		return error_set(err, -ENODEV, "tunnel %u differs in what else was given",
				 filter->tunnel_id);
	return 0;
}

int select_tunnels(struct kernel *kernel, const struct l2tp_tunnel *filter,
		   struct l2tp_tunnel **list, size_t *count, struct error *err)
{
	size_t all = 0, i;

	*list = NULL;
	*count = 1;
	if (filter->fields & L2TP_TUNNEL_ID)
		return one_tunnel(kernel, filter, list, err);
	*count = 0;
	if (kernel_list_tunnels(kernel, list, &all, err) < 0)
		return err->code;
	for (i = 0; i < all; i++)
		if (keywords_match(&tunnel_keywords, filter, &(*list)[i]))
			(*list)[(*count)++] = (*list)[i];
	return 0;
}

int select_check_sublayer(const struct l2tp_session *filter, const struct l2tp_session *list,
			  size_t count, struct error *err)
{
	size_t i;

	for (i = 0; filter->fields & L2TP_SESSION_L2SPEC_TYPE && i < count; i++)
		if (!(list[i].fields & L2TP_SESSION_L2SPEC_TYPE) && debugfs_check(err) < 0)
			return error_context(err, "l2spec_type");
	return 0;
}

bool select_passes(const struct l2tp_session *session, const struct l2tp_session *filter)
{
	struct l2tp_session others;

	if (!(filter->fields & L2TP_SESSION_NAME) ||
	    strcmp(filter->name, session->kernel_name) != 0)
		return keywords_match(&session_keywords, filter, session);
	others = *filter;
	others.fields &= ~(uint32_t)L2TP_SESSION_NAME;
	return keywords_match(&session_keywords, &others, session);
}

static int one_session(struct kernel *kernel, const struct l2tp_session *filter,
		       struct l2tp_session **list, struct error *err)
{
	*list = malloc(sizeof(**list));
	if (!*list)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	return kernel_get_session(kernel, filter, *list, err);
}

static int gather(struct kernel *kernel, const struct l2tp_session *filter,
		  struct l2tp_session **list, size_t *count, struct error *err)
{
	*list = NULL;
	*count = l2tp_session_is_named(filter) ? 1 : 0;
	if (*count ? one_session(kernel, filter, list, err) < 0
		   : kernel_list_sessions(kernel, list, count, err) < 0)
		return err->code;
	return select_check_sublayer(filter, *list, *count, err);
}

int select_sessions(struct kernel *kernel, const struct l2tp_session *filter,
		    struct l2tp_session **list, size_t *count, struct error *err)
{
	size_t all, i;

	if (gather(kernel, filter, list, &all, err) < 0)
		return err->code;
	for (i = 0, *count = 0; i < all; i++)
		if (select_passes(&(*list)[i], filter)) {
			if (*count < i)
				(*list)[*count] = (*list)[i];
			(*count)++;
		}
	if (*count == 0 && l2tp_session_is_named(filter))
		return error_set(err, -ENODEV,
				 "session %u in tunnel %u differs in what else was given",
				 (*list)->session_id, (*list)->tunnel_id);
	return 0;
}
