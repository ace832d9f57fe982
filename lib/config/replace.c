// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * replace.c - make an object what it should be, with the least that does it (declared in kernel.h)
 *
 * The kernel has no such request: what cannot be set is deleted and added, and what hung on it is
 * remembered before and put back after.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/kernel/kernel.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/model/link.h"

/* What SESSION_CREATE takes of what a record tells. */
#define CREATABLE \
	(L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID | L2TP_SESSION_PEER_ID | L2TP_SESSION_PWTYPE | \
	 L2TP_SESSION_NAME | L2TP_SESSION_COOKIE | L2TP_SESSION_PEER_COOKIE | \
	 L2TP_SESSION_L2SPEC_TYPE | L2TP_SESSION_SEQ | L2TP_SESSION_LNS_MODE | \
	 L2TP_SESSION_REORDER_TIMEOUT)

/* A session and its interface as they are, so that they can be made again. */
static int remember_session(struct kernel *kernel, const struct l2tp_session *session,
			    struct l2tp_setup *setup, struct error *err)
{
	struct link_state state;
	char name[TEXT_SIZE];

	*setup = (struct l2tp_setup){ .session = *session };
	setup->session.fields &= CREATABLE;
	if (session->pwtype != L2TP_PWTYPE_ETH) {
		setup->session.fields &= ~(uint32_t)L2TP_SESSION_NAME;
		return 0;
	}
	if (kernel_refuse_ambiguous(kernel, session, err) < 0 ||
	    kernel_interface_of(kernel, session, &state, err) < 0)
		return err->code;
	escape_text(state.name, name, sizeof(name));
	if (state.addresses_left_out)
		return error_set(err, -E2BIG, "%s has more than %d addresses", name,
				 LINK_ADDRESSES_MAX);
	setup->link = state.now;
	return 0;
}

/* The settings that WANT does not name, as they were. */
static int keep(struct link_settings *want, const struct link_settings *was, struct error *err)
{
	uint32_t missing = was->fields & ~want->fields;
	size_t i;

	if (missing & LINK_UP)
		want->up = was->up;
	if (missing & LINK_MTU)
		want->mtu = was->mtu;
	if (missing & LINK_LLADDR)
		want->lladdr = was->lladdr;
	if (missing & LINK_MASTER)
		memcpy(want->master, was->master, sizeof(want->master));
	for (i = 0; i < was->addresses.count; i++) {
		if (was->addresses.list[i].automatic ||
		    link_addresses_find(&want->addresses, &was->addresses.list[i]))
			continue;
		if (want->addresses.count == LINK_ADDRESSES_MAX)
			return error_set(err, -E2BIG,
					 "with those that it has the interface would get more than "
					 "%d addresses",
					 LINK_ADDRESSES_MAX);
		want->addresses.list[want->addresses.count++] = was->addresses.list[i];
	}
	want->fields |= was->fields;
	return 0;
}

/* An address with more than `addr` has words for is made again as one without. */
static void warn_special(const struct l2tp_setup *was, struct error *err)
{
	const struct link_addresses *addresses = &was->link.addresses;
	char name[TEXT_SIZE], text[TEXT_SIZE];
	size_t i;

	escape_text(was->session.name, name, sizeof(name));
	for (i = 0; i < addresses->count; i++) {
		if (!addresses->list[i].special || addresses->list[i].automatic)
			continue;
		link_address_print(&addresses->list[i], text);
		error_warn(err,
			   "%s: addr %s has lost its label, scope, metric, broadcast address or "
			   "flag",
			   name, text);
	}
}

/* As it was, or, where its interface cannot be made so again, at least the session. */
static void put_back(struct kernel *kernel, const struct l2tp_setup *was, struct error *err)
{
	struct error undo_err = { 0 }, third = { 0 };
	struct l2tp_setup setup = *was;

	if (kernel_add_setup(kernel, &setup, &undo_err) == 0)
		return;
	setup = *was;
	setup.link.fields = 0;
	if (was->link.fields)
		kernel_add_setup(kernel, &setup, &third);
	error_warn(err, "session %u in tunnel %u could not be put back as it was: %s",
		   was->session.session_id, was->session.tunnel_id, undo_err.text);
}

static int make_again(struct kernel *kernel, struct l2tp_setup *setup,
		      const struct l2tp_session *session, struct error *err)
{
	struct l2tp_setup was;

	if (remember_session(kernel, session, &was, err) < 0)
		return err->code;
	/* what the kernel did not tell is taken to be as it should, here too */
	if (!(was.session.fields & L2TP_SESSION_L2SPEC_TYPE)) {
		was.session.l2spec_type = setup->session.l2spec_type;
		was.session.fields |= setup->session.fields & L2TP_SESSION_L2SPEC_TYPE;
	}
	if (!(setup->session.fields & L2TP_SESSION_NAME) &&
	    was.session.fields & L2TP_SESSION_NAME && setup->session.pwtype == L2TP_PWTYPE_ETH) {
		memcpy(setup->session.name, was.session.name, sizeof(setup->session.name));
		setup->session.fields |= L2TP_SESSION_NAME;
	}
	if ((setup->session.pwtype == L2TP_PWTYPE_ETH && keep(&setup->link, &was.link, err) < 0) ||
	    kernel_delete_session(kernel, session, err) < 0)
		return err->code;
	warn_special(&was, err);
	if (kernel_add_setup(kernel, setup, err) == 0)
		return 0;
	put_back(kernel, &was, err);
	return err->code;
}

/* Whether the interface of SESSION is to be changed. */
static int interface_differs(struct kernel *kernel, const struct l2tp_session *session,
			     const struct link_settings *settings, bool *differs, struct error *err)
{
	struct link_state state;

	*differs = false;
	if (!settings->fields)
		return 0;
	if (kernel_refuse_ambiguous(kernel, session, err) < 0 ||
	    kernel_interface_of(kernel, session, &state, err) < 0)
		return err->code;
	*differs = link_differs(&state, settings);
	return 0;
}

static int set_what_differs(struct kernel *kernel, struct l2tp_setup *setup,
			    const struct l2tp_session *session, enum replaced *what,
			    struct error *err)
{
	struct l2tp_setup change;
	bool differs;

	if (interface_differs(kernel, session, &setup->link, &differs, err) < 0)
		return err->code;
	*what = REPLACED_NOTHING;
	change = *setup;
	/* what was not named is to have its default */
	change.session.fields = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID |
				l2tp_session_changes(&setup->session, session);
	if (change.session.fields == (L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID) && !differs)
		return 0;
	*what = REPLACED_SET;
	return kernel_set_setup(kernel, &change, err);
}

/* What this handle has deleted with its tunnel may be told of as if it were there still. */
static int has_session(struct kernel *kernel, const struct l2tp_session *session, struct error *err)
{
	return kernel->deleted.tunnels
		       ? kernel_has_live_session(kernel, session->tunnel_id, session->session_id,
						 err)
		       : kernel_has_session(kernel, session->tunnel_id, session->session_id, err);
}

int kernel_replace_setup(struct kernel *kernel, struct l2tp_setup *setup, enum replaced *what,
			 struct error *err)
{
	struct l2tp_session session, ids = { .fields = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID };
	struct l2tp_tunnel tunnel;
	int there;

	if (kernel_settle(kernel, err) < 0 ||
	    kernel_get_tunnel(kernel, setup->session.tunnel_id, &tunnel, err) < 0 ||
	    l2tp_setup_check(setup, &tunnel, err) < 0)
		return err->code;
	there = has_session(kernel, &setup->session, err);
	if (there < 0)
		return there;
	if (!there) {
		*what = REPLACED_ADDED;
		return kernel_add_setup(kernel, setup, err);
	}
	ids.tunnel_id = setup->session.tunnel_id;
	ids.session_id = setup->session.session_id;
	if (kernel_get_session(kernel, &ids, &session, err) < 0)
		return err->code;
	if (l2tp_session_is_made_as(&setup->session, &session))
		return set_what_differs(kernel, setup, &session, what, err);
	*what = REPLACED_MADE;
	return make_again(kernel, setup, &session, err);
}

/* The sessions of a tunnel, remembered; *LIST is freed by the caller. */
static int remember_sessions(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
			     struct l2tp_setup **list, size_t *count, struct error *err)
{
	CLEANUP(memory_freep) struct l2tp_session *all = NULL;
	size_t total = 0, i;

	if (kernel_list_sessions(kernel, &all, &total, err) < 0)
		return err->code;
	for (i = 0; i < total; i++)
		/* a session 0 is the kernel's own, of a management socket */
		if (all[i].tunnel_id == tunnel->tunnel_id && all[i].session_id)
			all[(*count)++] = all[i];
	if (!*count)
		return 0;
	if (tunnel->version != 2 && !(all[0].fields & L2TP_SESSION_L2SPEC_TYPE) &&
	    debugfs_check(err) < 0)
		return error_context(err,
				     "the tunnel's sessions are to be made again, and the kernel "
				     "does not tell their l2spec_type");
	*list = calloc(*count, sizeof(**list));
	if (!*list)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	for (i = 0; i < *count; i++)
		if (remember_session(kernel, &all[i], &(*list)[i], err) < 0)
			return err->code;
	return 0;
}

/* SESSION as TUNNEL, which may have another version than the one it was in, can have it. */
static struct l2tp_session as_in(const struct l2tp_tunnel *tunnel,
				 const struct l2tp_session *session)
{
	struct l2tp_session again = *session;

	if (tunnel->version == 2 && session->pwtype == L2TP_PWTYPE_PPP)
		again.fields &= ~(uint32_t)L2TP_SESSION_L2SPEC_TYPE;
	return again;
}

/* Before anything is deleted for TUNNEL: can it have these sessions? */
static int check_sessions(const struct l2tp_tunnel *tunnel, const struct l2tp_setup *list,
			  size_t count, struct error *err)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct l2tp_session again = as_in(tunnel, &list[i].session);

		if (l2tp_session_check(&again, tunnel, err) < 0)
			return error_context(err, "session %u", again.session_id);
	}
	return 0;
}

static int add_sessions(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
			const struct l2tp_setup *list, size_t count, struct error *err)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct l2tp_setup setup = list[i];

		setup.session = as_in(tunnel, &list[i].session);
		if (kernel_add_setup(kernel, &setup, err) < 0)
			return error_context(err, "session %u", list[i].session.session_id);
	}
	return 0;
}

static int make_tunnel_again(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
			     const struct l2tp_tunnel *was, struct error *err)
{
	CLEANUP(memory_freep) struct l2tp_setup *sessions = NULL;
	struct l2tp_tunnel old = *was;
	struct error undo_err = { 0 };
	size_t count = 0, i;

	if (remember_sessions(kernel, was, &sessions, &count, err) < 0 ||
	    check_sessions(tunnel, sessions, count, err) < 0 ||
	    kernel_delete_tunnel(kernel, tunnel->tunnel_id, err) < 0)
		return err->code;
	for (i = 0; i < count; i++)
		warn_special(&sessions[i], err);
	if (kernel_add_tunnel(kernel, tunnel, err) == 0 &&
	    add_sessions(kernel, tunnel, sessions, count, err) == 0)
		return 0;
	kernel_delete_tunnel(kernel, tunnel->tunnel_id, &undo_err);
	error_clear(&undo_err);
	old.fields &= ~(uint32_t)(L2TP_TUNNEL_DEBUG | L2TP_TUNNEL_STATS);
	if (kernel_add_tunnel(kernel, &old, &undo_err) < 0)
		error_warn(err, "tunnel %u could not be put back as it was: %s", tunnel->tunnel_id,
			   undo_err.text);
	else
		for (i = 0; i < count; i++)
			put_back(kernel, &sessions[i], err);
	return err->code;
}

int kernel_replace_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
			  enum replaced *what, struct error *err)
{
	struct l2tp_tunnel have;
	int status;

	if (kernel_settle(kernel, err) < 0)
		return err->code;
	status = kernel_fetch_tunnel(kernel, tunnel->tunnel_id, &have, err);
	if (status == -ENODEV) {
		error_clear(err);
		*what = REPLACED_ADDED;
		return kernel_add_tunnel(kernel, tunnel, err);
	}
	if (status < 0)
		return explain_tunnel(tunnel->tunnel_id, err);
	*what = REPLACED_NOTHING;
	if (l2tp_tunnel_is_as(tunnel, &have))
		return 0;
	*what = REPLACED_MADE;
	return make_tunnel_again(kernel, tunnel, &have, err);
}
