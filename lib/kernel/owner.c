// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * owner.c - which interface belongs to which session
 */
#include "lib/kernel/owner.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/array.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/kernel/debugfs.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/kernel/request.h"
#include "lib/kernel/sysfs.h"

int owner_sysfs(struct kernel *kernel)
{
	if (!kernel->sysfs)
		kernel->sysfs = sysfs_open();
	return kernel->sysfs;
}

/* Whether the interface NAME has the device type of sessions' interfaces. Returns 1, 0, or a negative errno. */
static int is_l2tpeth(struct kernel *kernel, const char *name)
{
	int sysfs = owner_sysfs(kernel);

	return sysfs < 0 ? sysfs : sysfs_is_of_type(sysfs, name, SYSFS_L2TPETH);
}

bool owner_is_session(struct kernel *kernel, const struct link_state *link)
{
	int is = is_l2tpeth(kernel, link->name);

	return is >= 0 ? is : kernel->sysfs < 0 && link->is_ethernet && !link->kind[0];
}

/* Whether an interface NAME exists that can be a session's. */
static bool can_be_owned(struct kernel *kernel, const char *name)
{
	int is = is_l2tpeth(kernel, name);

	return is >= 0 ? is : kernel->sysfs < 0 && interface_index(&kernel->interfaces, name);
}

static int compare_kernel_names(const void *a, const void *b)
{
	const struct l2tp_session *left = a, *right = b;

	return strcmp(left->name, right->name);
}

static bool is_lost(struct kernel *kernel, const struct l2tp_session *session)
{
	return session->fields & L2TP_SESSION_NAME && session->pwtype == L2TP_PWTYPE_ETH &&
	       !can_be_owned(kernel, session->name);
}

/*
 * Count the sessions of LIST that have lost their interface. A session that was deleted since it was listed has not:
 * look at each twice, with the sessions listed again in between.
 */
static int count_lost(struct kernel *kernel, const struct l2tp_session *list, size_t count,
		      size_t *lost, struct error *err)
{
	CLEANUP(memory_freep) struct l2tp_session *now = NULL;
	size_t now_count = 0, i;

	*lost = 0;
	for (i = 0; i < count; i++) {
		if (!is_lost(kernel, &list[i]))
			continue;
		if (!now && kernel_list_raw_sessions(kernel, &now, &now_count, err) < 0)
			return err->code;
		*lost += array_find(now, now_count, sizeof(*now), &list[i], l2tp_session_compare) &&
			 is_lost(kernel, &list[i]);
	}
	return 0;
}

int owner_names_read(struct kernel *kernel, struct owner_names *names, struct error *err)
{
	struct l2tp_session *list;
	size_t all, i;

	*names = (struct owner_names){ 0 };
	if (kernel_list_raw_sessions(kernel, &list, &all, err) < 0)
		return err->code;
	names->list = list;
	for (i = 0; i < all; i++)
		if (list[i].fields & L2TP_SESSION_NAME && list[i].pwtype == L2TP_PWTYPE_ETH)
			list[names->count++] = list[i];
	if (count_lost(kernel, list, names->count, &names->lost, err) < 0) {
		free(list);
		names->list = NULL;
		return err->code;
	}
	array_sort(list, names->count, sizeof(*list), compare_kernel_names);
	return 0;
}

size_t owner_names_count(const struct owner_names *names, const char *name)
{
	struct l2tp_session key = { 0 };
	size_t first, at;

	snprintf(key.name, sizeof(key.name), "%s", name);
	first = at =
		array_place(names->list, names->count, sizeof(key), &key, compare_kernel_names);
	while (at < names->count && strcmp(names->list[at].name, name) == 0)
		at++;
	return at - first;
}

const char *owner_find_present(void)
{
	struct error ignored = { 0 };

	return debugfs_check(&ignored) < 0 ? "modprobe l2tp_debugfs to find the present one"
					   : "debugfs does not list the session; try again";
}

/* Refuse an Ethernet SESSION whose interface is elsewhere while one of another type has its NAME here. */
static int refuse_namesake(struct kernel *kernel, const struct l2tp_session *session,
			   const char *name, struct error *err)
{
	if (session->pwtype != L2TP_PWTYPE_ETH || is_l2tpeth(kernel, session->name) != 0)
		return 0;
	return error_set(err, -ENOTUNIQ,
			 "interface %s is not that of session %u in tunnel %u, which is in another "
			 "network namespace; select the session by tunnel_id and session_id",
			 name, session->session_id, session->tunnel_id);
}

int owner_refuse_ambiguous(struct kernel *kernel, const struct l2tp_session *session,
			   struct error *err)
{
	struct owner_names names;
	char name[TEXT_SIZE];
	size_t same;

	escape_text(session->name, name, sizeof(name));
	if (session->name_is == NAME_SHARED)
		return error_set(err, -ENOTUNIQ,
				 "several sessions have an interface %s, in different network "
				 "namespaces, and the kernel does not tell which is here; rename "
				 "one of them",
				 name);
	if (session->name_is == NAME_CURRENT)
		return refuse_namesake(kernel, session, name, err);
	if (!*session->kernel_name)
		return 0;
	if (owner_names_read(kernel, &names, err) < 0)
		return err->code;
	same = owner_names_count(&names, session->kernel_name);
	free(names.list);
	escape_text(session->kernel_name, name, sizeof(name));
	if (same > 1)
		return error_set(err, -ENOTUNIQ,
				 "%zu sessions were created with the interface %s; %s", same, name,
				 owner_find_present());
	if (names.lost && can_be_owned(kernel, session->kernel_name))
		return error_set(err, -ENOTUNIQ,
				 "interface %s may be that of another session: %zu of the "
				 "sessions' interfaces were renamed or moved; %s",
				 name, names.lost, owner_find_present());
	return 0;
}

int owner_refuse_ppp(const struct l2tp_session *session, struct error *err)
{
	if (session->pwtype == L2TP_PWTYPE_ETH)
		return 0;
	return error_usage(err, "session %u in tunnel %u is a PPP session: pppd owns its interface",
			   session->session_id, session->tunnel_id);
}

void owner_say_where(struct kernel *kernel, const struct l2tp_session *session, char *text,
		     size_t size)
{
	const char *found = namespaces_find(&kernel->namespaces, session->name);
	char name[TEXT_SIZE], namespace[TEXT_SIZE];

	escape_text(session->name, name, sizeof(name));
	escape_text(found ? found : "", namespace, sizeof(namespace));
	if (session->name_is == NAME_SHARED)
		snprintf(text, size,
			 "interface %s: several sessions have one, in different network "
			 "namespaces, and the kernel does not tell which is here",
			 name);
	else if (session->name_is == NAME_CURRENT && found)
		snprintf(text, size, "interface %s is in network namespace %s", name, namespace);
	else if (session->name_is == NAME_CURRENT)
		snprintf(text, size, "interface %s is in another network namespace", name);
	else if (found)
		snprintf(text, size,
			 "interface %s was renamed or moved to another network namespace; %s has "
			 "one of this name",
			 name, namespace);
	else
		snprintf(text, size,
			 "interface %s was renamed or moved to another network namespace", name);
}
