// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * find.c - find one tunnel, session or interface
 */
#include "lib/kernel/find.h"

#include <errno.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/array.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/base/wait.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/kernel/list.h"
#include "lib/kernel/owner.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/request.h"

/* Timeout for a session that may belong to a deleted tunnel. */
#define LIVE_MS 3000

int kernel_get_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct l2tp_tunnel *tunnel,
		      struct error *err)
{
	if (kernel_fetch_tunnel(kernel, tunnel_id, tunnel, err) < 0)
		return explain_tunnel(tunnel_id, err);
	return 0;
}

bool kernel_lists_session(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id)
{
	CLEANUP(memory_freep) struct l2tp_session *list = NULL;
	const struct l2tp_session key = { .tunnel_id = tunnel_id, .session_id = session_id };
	struct error ignored = { 0 };
	size_t count;

	return kernel_list_raw_sessions(kernel, &list, &count, &ignored) < 0 ||
	       array_find(list, count, sizeof(key), &key, l2tp_session_compare);
}

/* A session to poll for. */
struct sighting {
	struct kernel *kernel;
	uint32_t tunnel_id, session_id;
	bool exists; /* at the last poll */
};

/* A wait_until() condition: it is certain whether the session exists. */
static int is_certain(void *data, struct error *err)
{
	struct sighting *sighting = data;
	int exists =
		kernel_has_object(sighting->kernel, sighting->tunnel_id, sighting->session_id, err);

	sighting->exists = exists > 0;
	if (exists <= 0)
		return exists < 0 ? exists : 1;
	return !pending_delete_may_be(sighting->kernel, sighting->tunnel_id,
				      sighting->session_id) &&
	       kernel_lists_session(sighting->kernel, sighting->tunnel_id, sighting->session_id);
}

int kernel_has_live_session(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id,
			    struct error *err)
{
	struct sighting sighting = { kernel, tunnel_id, session_id, false };
	int status = wait_until(is_certain, &sighting, LIVE_MS, NULL, err);

	return status < 0 ? status : sighting.exists;
}

int kernel_get_raw_session(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id,
			   struct l2tp_session *session, struct error *err)
{
	const struct l2tp_session key = l2tp_session_key(tunnel_id, session_id);

	return kernel_fetch_session(kernel, &key, session, err) < 0 ? explain_session(&key, err)
								    : 0;
}

/* Explain that no session was found by the interface name in KEY. */
static int explain_name(struct kernel *kernel, const struct l2tp_session *key, bool debugfs,
			struct error *err)
{
	char quoted[TEXT_SIZE];

	if (err->code != -ENODEV || !interface_index(&kernel->interfaces, key->name))
		return explain_session(key, err);
	escape_text(key->name, quoted, sizeof(quoted));
	if (debugfs)
		return error_set(err, -ENODEV,
				 "interface %s belongs to no session of this network namespace",
				 quoted);
	/* other than -ENODEV: a session may have a renamed interface */
	return error_set(err, -ENXIO,
			 "no session was created with the interface %s; modprobe "
			 "l2tp_debugfs to find renamed ones",
			 quoted);
}

static int refuse_shared(const char *name, struct error *err)
{
	char quoted[TEXT_SIZE];

	escape_text(name, quoted, sizeof(quoted));
	return error_set(err, -ENOTUNIQ,
			 "several sessions have an interface %s, in different network namespaces; "
			 "select one by tunnel_id and session_id",
			 quoted);
}

/* Find a session by its current interface name (debugfs), else by the name at creation (l2tp family). */
static int get_by_name(struct kernel *kernel, const char *name, struct l2tp_session *session,
		       struct error *err)
{
	CLEANUP(memory_freep) struct debugfs_session *entries = NULL;
	struct l2tp_session first = { .fields = L2TP_SESSION_NAME };
	struct error ignored = { 0 };
	size_t count = 0, i;
	bool debugfs = debugfs_load(&entries, &count, &ignored) == 0;

	memcpy(first.name, name, sizeof(first.name));
	/* without debugfs one request is usually enough: only PPP sessions' names are elsewhere, in /proc */
	if (!debugfs && kernel_fetch_session(kernel, &first, session, err) == 0)
		return 0;
	error_clear(err);
	if (!debugfs)
		debugfs_load_ppp(&entries, &count, &ignored);
	for (i = 0; i < count; i++)
		if (strcmp(entries[i].name, name) == 0 && entries[i].name_is_shared)
			return refuse_shared(name, err);
		else if (strcmp(entries[i].name, name) == 0)
			return kernel_get_raw_session(kernel, entries[i].tunnel_id,
						      entries[i].session_id, session, err);
	/* debugfs has all current names: an interface with this one belongs to no session */
	if (debugfs && interface_index(&kernel->interfaces, name))
		error_set(err, -ENODEV, "%s", "");
	else
		kernel_fetch_session(kernel, &first, session, err);
	return err->code ? explain_name(kernel, &first, debugfs, err) : 0;
}

int kernel_get_session(struct kernel *kernel, const struct l2tp_session *key,
		       struct l2tp_session *session, struct error *err)
{
	const uint32_t ids = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID;

	if (((key->fields & ids) == ids
		     ? kernel_get_raw_session(kernel, key->tunnel_id, key->session_id, session, err)
		     : get_by_name(kernel, key->name, session, err)) < 0)
		return err->code;
	kernel_describe(session, 1);
	return l2tp_session_has_key(session, key) ? 0 : explain_session_differs(session, err);
}

const struct l2tp_tunnel *kernel_tunnel_of(struct kernel *kernel,
					   const struct l2tp_session *session, struct error *err)
{
	struct l2tp_tunnel *last = &kernel->last_tunnel;

	if (last->fields && last->tunnel_id == session->tunnel_id)
		return last;
	if (kernel_get_tunnel(kernel, session->tunnel_id, last, err) == 0)
		return last;
	last->fields = 0;
	return NULL;
}

int kernel_find_to_set(struct kernel *kernel, const struct l2tp_setup *setup,
		       struct l2tp_session *session, struct error *err)
{
	const struct l2tp_session *key = &setup->session;

	if (!setup->link.fields && !(key->fields & L2TP_SESSION_NAME))
		return kernel_get_raw_session(kernel, key->tunnel_id, key->session_id, session,
					      err);
	if (kernel_get_session(kernel, key, session, err) < 0 ||
	    owner_refuse_ambiguous(kernel, session, err) < 0)
		return err->code;
	return setup->link.fields ? owner_refuse_ppp(session, err) : 0;
}
