// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * find.c - find one tunnel, session or interface
 */
#include "lib/kernel/find.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/array.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/base/wait.h"
#include "lib/kernel/explain.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/kernel/list.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/request.h"

/* How long what may have been deleted with its tunnel is looked at. */
#define LIVE_MS 3000
/* How long an interface that is being renamed is looked for. */
#define RENAME_MS 200

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

/* A session that is looked for again and again. */
struct sighting {
	struct kernel *kernel;
	uint32_t tunnel_id, session_id;
	bool exists; /* as far as the kernel tells */
};

/* A condition of wait_until(): it is certain whether there is such a session. */
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

static int get_by_ids(struct kernel *kernel, const struct l2tp_session *key,
		      struct l2tp_session *session, struct error *err)
{
	const struct l2tp_session ids = l2tp_session_key(key->tunnel_id, key->session_id);

	return kernel_fetch_session(kernel, &ids, session, err) < 0 ? explain_session(&ids, err)
								    : 0;
}

/* The ids of the session whose interface has NAME now, as debugfs tells it. Returns whether it does. */
static bool present_ids(const struct debugfs_session *entries, size_t count, const char *name,
			struct l2tp_session *ids)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(entries[i].name, name) == 0) {
			*ids = (struct l2tp_session){ .tunnel_id = entries[i].tunnel_id,
						      .session_id = entries[i].session_id };
			return true;
		}
	return false;
}

/* There is no session with the interface that KEY names, or debugfs would have had to tell. */
static int explain_name(struct kernel *kernel, const struct l2tp_session *key, bool debugfs,
			struct error *err)
{
	char quoted[TEXT_SIZE];

	if (err->code != -ENODEV || !kernel_link_index(kernel, key->name))
		return explain_session(key, err);
	escape_text(key->name, quoted, sizeof(quoted));
	if (debugfs)
		return error_set(
			err, -ENODEV,
			"the interface %s is not that of a session of this network namespace",
			quoted);
	/* no -ENODEV: perhaps there is one */
	return error_set(err, -ENXIO,
			 "no session was created with the interface %s; to find one renamed since: "
			 "modprobe l2tp_debugfs",
			 quoted);
}

/*
 * By the present name, which debugfs knows; else by the first, which the kernel knows, unless another
 * session has that one now.
 */
static int get_by_name(struct kernel *kernel, const char *name, struct l2tp_session *session,
		       struct error *err)
{
	CLEANUP(memory_freep) struct debugfs_session *entries = NULL;
	struct l2tp_session first = { .fields = L2TP_SESSION_NAME }, ids;
	size_t count = 0;
	bool debugfs = kernel_load_names(false, &entries, &count);

	memcpy(first.name, name, sizeof(first.name));
	/* one request does, as a rule: without debugfs only a PPP session's name would be told elsewhere */
	if (!debugfs && kernel_fetch_session(kernel, &first, session, err) == 0)
		return 0;
	error_clear(err);
	if (!debugfs)
		kernel_load_names(true, &entries, &count);
	if (present_ids(entries, count, name, &ids))
		return get_by_ids(kernel, &ids, session, err);
	/* with debugfs, a name that is an interface's now is that of no other any more */
	if (debugfs && kernel_link_index(kernel, name))
		error_set(err, -ENODEV, "%s", "");
	else
		kernel_fetch_session(kernel, &first, session, err);
	return err->code ? explain_name(kernel, &first, debugfs, err) : 0;
}

int kernel_get_session(struct kernel *kernel, const struct l2tp_session *key,
		       struct l2tp_session *session, struct error *err)
{
	const uint32_t ids = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID;
	int status = (key->fields & ids) == ids ? get_by_ids(kernel, key, session, err)
						: get_by_name(kernel, key->name, session, err);

	if (status < 0)
		return status;
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

/* The interface of a session, which who renames interfaces (udev) may be at. */
struct search {
	struct kernel *kernel;
	struct l2tp_session session; /* as the kernel tells of it now */
	unsigned int index;	     /* 0 until it is found */
};

/* A condition of wait_until(): the interface is found, or its session is gone. */
static int is_found(void *data, struct error *err)
{
	struct search *search = data;
	const struct l2tp_session key =
		l2tp_session_key(search->session.tunnel_id, search->session.session_id);
	struct error ignored = { 0 };

	(void)err;
	search->index = kernel_link_index(search->kernel, search->session.name);
	return search->index ||
	       kernel_get_session(search->kernel, &key, &search->session, &ignored) < 0;
}

/* ERR says so where another process was faster and SESSION is not there any more. */
static bool is_deleted_meanwhile(struct kernel *kernel, const struct l2tp_session *session,
				 struct error *err)
{
	const struct l2tp_session key = l2tp_session_key(session->tunnel_id, session->session_id);
	struct l2tp_session now;
	struct error ignored = { 0 };

	if (kernel_fetch_session(kernel, &key, &now, &ignored) != -ENODEV)
		return false;
	explain_session_deleted(session, err);
	return true;
}

/* There may be an interface, but pppd made it, and no word of ours is for it. */
static int refuse_ppp_interface(const struct l2tp_session *session, struct error *err)
{
	if (session->pwtype == L2TP_PWTYPE_ETH)
		return 0;
	return error_usage(err, "session %u in tunnel %u is a PPP session: its interface is pppd's",
			   session->session_id, session->tunnel_id);
}

int kernel_interface_of(struct kernel *kernel, const struct l2tp_session *session,
			struct link_state *state, struct error *err)
{
	struct search search = { .kernel = kernel, .session = *session };
	struct links *links = kernel_links(kernel, err);
	struct error ignored = { 0 };
	char name[TEXT_SIZE];

	if (!links || refuse_ppp_interface(session, err) < 0)
		return err->code;
	wait_until(is_found, &search, RENAME_MS, NULL, &ignored);
	if (search.index && links_read(links, search.index, state, err) < 0)
		return err->code;
	if (search.index && !state->foreign)
		return 0;
	if (search.index)
		link_state_free(state);
	else if (is_deleted_meanwhile(kernel, session, err))
		return err->code;
	escape_text(session->name, name, sizeof(name));
	return error_set(err, -ENODEV,
			 "the interface %s was renamed or moved to another network namespace; "
			 "modprobe l2tp_debugfs, which tells its present name",
			 name);
}

int kernel_find_to_set(struct kernel *kernel, const struct l2tp_setup *setup,
		       struct l2tp_session *session, struct error *err)
{
	struct l2tp_session key = setup->session;

	if (setup->link.fields || key.fields & L2TP_SESSION_NAME) {
		if (kernel_get_session(kernel, &key, session, err) < 0 ||
		    kernel_refuse_ambiguous(kernel, session, err) < 0)
			return err->code;
		return setup->link.fields ? refuse_ppp_interface(session, err) : 0;
	}
	key.fields = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID;
	return kernel_fetch_session(kernel, &key, session, err) < 0 ? explain_session(&key, err)
								    : 0;
}
