// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * select.c - select tunnels or sessions by a filter
 */
#include "lib/kernel/select.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/kernel/debugfs.h"
#include "lib/kernel/find.h"
#include "lib/kernel/list.h"
#include "lib/kernel/request.h"
#include "lib/text/object_keywords.h"

const struct object_type tunnel_type = {
	.table = &tunnel_keywords,
	.size = sizeof(struct l2tp_tunnel),
	.key = L2TP_TUNNEL_ID,
	.compare = l2tp_tunnel_compare,
};

const struct object_type session_type = {
	.table = &session_keywords,
	.size = sizeof(struct l2tp_session),
	.key = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID | L2TP_SESSION_NAME,
	.compare = l2tp_session_compare,
};

const struct object_type *object_type_of(const struct keyword_table *table)
{
	return table == tunnel_type.table ? &tunnel_type : &session_type;
}

bool select_is_named(const struct object_type *type, const void *filter)
{
	const struct l2tp_tunnel *tunnel = filter;

	return type == &tunnel_type ? tunnel->fields & L2TP_TUNNEL_ID
				    : l2tp_session_is_named(filter);
}

int select_get(struct kernel *kernel, const struct object_type *type, const void *key, void *object,
	       struct error *err)
{
	const struct l2tp_tunnel *tunnel = key;

	return type == &tunnel_type ? kernel_get_tunnel(kernel, tunnel->tunnel_id, object, err)
				    : kernel_get_session(kernel, key, object, err);
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

static int select_one(struct kernel *kernel, const struct object_type *type, const void *key,
		      struct sorted *found, struct error *err)
{
	found->list = malloc(type->size);
	if (!found->list)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	found->count = 1;
	return select_get(kernel, type, key, found->list, err);
}

static int select_all(struct kernel *kernel, const struct object_type *type, struct sorted *found,
		      struct error *err)
{
	struct l2tp_tunnel *tunnels = NULL;
	struct l2tp_session *sessions = NULL;
	int status = type == &tunnel_type
			     ? kernel_list_tunnels(kernel, &tunnels, &found->count, err)
			     : kernel_list_sessions(kernel, &sessions, &found->count, err);

	found->list = tunnels ? (char *)tunnels : (char *)sessions;
	return status;
}

/* Keep the objects of FOUND that match FILTER. */
static void select_keep(const struct object_type *type, const void *filter, struct sorted *found)
{
	size_t all = found->count, i;

	for (i = 0, found->count = 0; i < all; i++) {
		const void *object = sorted_at(found, i);

		if (type == &tunnel_type ? !keywords_match(type->table, filter, object)
					 : !select_passes(object, filter))
			continue;
		if (found->count < i)
			memcpy(sorted_at(found, found->count), object, type->size);
		found->count++;
	}
}

int select_objects(struct kernel *kernel, const struct object_type *type, const void *filter,
		   struct sorted *found, struct error *err)
{
	bool named = select_is_named(type, filter);
	const struct l2tp_session *session;

	*found = (struct sorted){ .size = type->size, .compare = type->compare };
	if ((named ? select_one(kernel, type, filter, found, err)
		   : select_all(kernel, type, found, err)) < 0)
		return err->code;
	session = (const void *)found->list;
	if (type == &session_type && select_check_sublayer(filter, session, found->count, err) < 0)
		return err->code;
	select_keep(type, filter, found);
	if (!named || found->count)
		return 0;
	return type == &session_type
		       ? explain_session_differs(session, err)
		       : error_set(err, -ENODEV, "tunnel %u does not match the other fields",
				   ((const struct l2tp_tunnel *)filter)->tunnel_id);
}
