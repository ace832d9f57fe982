// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * find_interface.c - find the interface of a session
 */
#include "lib/kernel/find_interface.h"

#include <errno.h>
#include <string.h>

#include "lib/base/wait.h"
#include "lib/kernel/find.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/kernel/owner.h"
#include "lib/kernel/request.h"

/* Timeout for an interface that is being renamed. */
#define RENAME_MS 200

/* Explain that the interface of SESSION is not in this namespace. */
static int explain_elsewhere(struct kernel *kernel, const struct l2tp_session *session,
			     struct error *err)
{
	char where[OWNER_TEXT_SIZE];

	owner_say_where(kernel, session, where, sizeof(where));
	return session->name_is == NAME_AT_CREATION
		       ? error_set(err, -ENODEV, "%s; %s", where, owner_find_present())
		       : error_set(err, -ENODEV, "%s", where);
}

/* A session's interface to poll for: udev may be renaming it. */
struct search {
	struct kernel *kernel;
	struct l2tp_session session; /* as last read from the kernel */
	unsigned int index;	     /* 0 until found */
};

/* A wait_until() condition: the interface was found, or its session no longer exists. */
static int is_found(void *data, struct error *err)
{
	struct search *search = data;
	const struct l2tp_session key =
		l2tp_session_key(search->session.tunnel_id, search->session.session_id);
	struct error ignored = { 0 };

	search->index = interface_index(&search->kernel->interfaces, search->session.name);
	return search->index ||
	       kernel_get_session(search->kernel, &key, &search->session, &ignored) < 0;
}

int kernel_find_interface(struct kernel *kernel, const struct l2tp_session *session,
			  struct link_state *state, struct error *err)
{
	struct search search = { .kernel = kernel, .session = *session };
	struct links *links = kernel_links(kernel, err);
	struct error ignored = { 0 };

	if (!links || owner_refuse_ppp(session, err) < 0)
		return err->code;
	wait_until(is_found, &search, RENAME_MS, NULL, &ignored);
	if (search.index && links_read(links, search.index, state, err) < 0)
		return err->code;
	/* an index is found by an alternative name, too */
	if (search.index && strcmp(state->name, search.session.name) == 0 &&
	    owner_is_session(kernel, state)) {
		if (owner_refuse_ambiguous(kernel, &search.session, err) < 0)
			link_state_free(state);
		return err->code;
	}
	if (search.index)
		link_state_free(state);
	else if (kernel_has_object(kernel, session->tunnel_id, session->session_id, &ignored) == 0)
		return error_set(err, -ENODEV,
				 "session %u in tunnel %u was deleted by another process",
				 session->session_id, session->tunnel_id);
	return explain_elsewhere(kernel, &search.session, err);
}

bool kernel_has_interface(struct kernel *kernel, const char *name)
{
	return interface_index(&kernel->interfaces, name) != 0;
}
