// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * plan.c - the fewest steps from what the kernel has to what it is to have
 */
#include "lib/plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/array.h"
#include "lib/session_keywords.h"

void plan_free(struct plan *plan)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		free(plan->steps[i].link);
	free(plan->steps);
	*plan = (struct plan){ 0 };
}

static int add_step(struct plan *plan, struct plan_step step, struct error *err)
{
	struct plan_step *grown =
		array_grow(plan->steps, plan->count, &plan->room, sizeof(*plan->steps));

	if (!grown) {
		free(step.link);
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	}
	plan->steps = grown;
	plan->steps[plan->count++] = step;
	return 0;
}

/* Room for settings that start as LINK's, or as none. */
static struct link_settings *copy_link(const struct link_settings *link)
{
	struct link_settings *copy = calloc(1, sizeof(*copy));

	if (copy && link)
		*copy = *link;
	return copy;
}

static int delete_tunnel(struct plan *plan, const struct config_tunnel *tunnel, struct error *err)
{
	return add_step(plan, (struct plan_step){ .kind = PLAN_DELETE_TUNNEL, .tunnel = tunnel },
			err);
}

static int delete_session(struct plan *plan, const struct config_session *session,
			  struct error *err)
{
	return add_step(plan,
			(struct plan_step){
				.kind = PLAN_DELETE_SESSION, .session = session, .was = session },
			err);
}

/* SESSION is to be, where WAS is now: one that is made again keeps an Ethernet address that it is not told. */
static int add_session(struct plan *plan, const struct config_session *session,
		       const struct config_session *was, struct error *err)
{
	struct plan_step step = { .kind = PLAN_ADD_SESSION, .session = session, .was = was };
	bool keep = was && was->link && session->session.pwtype == L2TP_PWTYPE_ETH &&
		    !(session->link && session->link->fields & LINK_LLADDR);

	if (session->link || keep) {
		step.link = copy_link(session->link);
		if (!step.link)
			return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	}
	if (keep) {
		step.link->lladdr = was->link->lladdr;
		step.link->fields |= LINK_LLADDR;
	}
	return add_step(plan, step, err);
}

static bool same_settings(const struct l2tp_session *want, const struct l2tp_session *have)
{
	struct l2tp_session followed = *have;

	if (config_follows_peer(have))
		followed.seq = want->seq == L2TP_SEQ_NONE ? L2TP_SEQ_NONE : have->seq;
	return l2tp_session_is_set_as(want, &followed);
}

static void compare_addresses(const struct link_settings *want, const struct link_settings *have,
			      struct link_settings *change)
{
	size_t i;

	for (i = 0; i < want->addresses.count; i++)
		if (!link_addresses_find(&have->addresses, &want->addresses.list[i]))
			change->addresses.list[change->addresses.count++] = want->addresses.list[i];
	for (i = 0; i < have->addresses.count; i++)
		if (!link_addresses_find(&want->addresses, &have->addresses.list[i]))
			change->no_addresses.list[change->no_addresses.count++] =
				have->addresses.list[i];
	change->fields |= (change->addresses.count ? LINK_ADDRESSES : 0) |
			  (change->no_addresses.count ? LINK_NO_ADDRESSES : 0);
}

/* What WANT, where a setting that is not there has its default, makes of HAVE's interface. */
static struct link_settings *compare_links(const struct link_settings *want,
					   const struct config_session *have)
{
	const struct link_settings none = { 0 }, *has = have->link;
	struct link_settings *change = copy_link(NULL);
	uint32_t mtu;

	if (!change)
		return NULL;
	if (!want)
		want = &none;
	mtu = want->fields & LINK_MTU ? want->mtu : have->default_mtu;
	change->up = want->fields & LINK_UP && want->up;
	change->mtu = mtu;
	memcpy(change->master, want->master, sizeof(change->master));
	change->lladdr = want->lladdr;
	change->fields = (change->up != has->up ? LINK_UP : 0) |
			 (mtu && mtu != has->mtu ? LINK_MTU : 0) |
			 (strcmp(change->master, has->master) != 0 ? LINK_MASTER : 0);
	if (want->fields & LINK_LLADDR &&
	    memcmp(&want->lladdr, &has->lladdr, sizeof(has->lladdr)) != 0)
		change->fields |= LINK_LLADDR;
	compare_addresses(want, has, change);
	return change;
}

/* A session that need not be made again. */
static int set_session(struct plan *plan, const struct config_session *want,
		       const struct config_session *have, struct error *err)
{
	struct plan_step step = { .kind = PLAN_SET_SESSION, .session = want, .was = have };
	bool same = same_settings(&want->session, &have->session);

	if (have->session.pwtype == L2TP_PWTYPE_ETH) {
		if (!have->link)
			return error_set(
				err, -ENODEV, "session %u in tunnel %u: %s",
				have->session.session_id, have->session.tunnel_id,
				"its interface was renamed or moved; modprobe l2tp_debugfs, "
				"which tells its present name");
		step.link = compare_links(want->link, have);
		if (!step.link)
			return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
		same = same && !step.link->fields;
	}
	if (!same)
		return add_step(plan, step, err);
	free(step.link);
	return 0;
}

static int plan_session(struct plan *plan, const struct config_session *want,
			const struct config_session *have, struct error *err)
{
	if (!have)
		return add_session(plan, want, NULL, err);
	if (l2tp_session_is_made_as(&want->session, &have->session))
		return set_session(plan, want, have, err);
	return delete_session(plan, have, err) < 0 ? err->code : add_session(plan, want, have, err);
}

/* What WANT does not name: of a tunnel that is made again it is made again, else it stays, or is pruned. */
static int plan_unnamed(struct plan *plan, const struct config_session *have, bool remade,
			bool prune, struct error *err)
{
	if (remade)
		return prune ? 0 : add_session(plan, have, have, err);
	return prune ? delete_session(plan, have, err) : 0;
}

/* Whether the tunnel is to be made again. */
static bool is_remade(const struct plan *plan, uint32_t tunnel_id)
{
	const struct config_tunnel *want = config_tunnel(plan->want, tunnel_id);
	const struct config_tunnel *have = config_tunnel(plan->have, tunnel_id);

	return want && have && !l2tp_tunnel_is_as(&want->tunnel, &have->tunnel);
}

static int plan_tunnels(struct plan *plan, bool prune, struct error *err)
{
	size_t i;

	for (i = 0; i < plan->have->tunnel_count; i++) {
		const struct config_tunnel *have = &plan->have->tunnels[i];
		bool named = config_tunnel(plan->want, have->tunnel.tunnel_id) != NULL;

		if ((named ? is_remade(plan, have->tunnel.tunnel_id) : prune && !have->left_out) &&
		    delete_tunnel(plan, have, err) < 0)
			return err->code;
	}
	for (i = 0; i < plan->want->tunnel_count; i++) {
		const struct config_tunnel *want = &plan->want->tunnels[i];
		uint32_t id = want->tunnel.tunnel_id;

		if ((!config_tunnel(plan->have, id) || is_remade(plan, id)) &&
		    add_step(plan, (struct plan_step){ .kind = PLAN_ADD_TUNNEL, .tunnel = want },
			     err) < 0)
			return err->code;
	}
	return 0;
}

static int plan_sessions(struct plan *plan, bool prune, struct error *err)
{
	size_t i;

	for (i = 0; i < plan->want->session_count; i++) {
		const struct config_session *want = &plan->want->sessions[i];
		uint32_t tunnel_id = want->session.tunnel_id;
		const struct config_session *have =
			config_session(plan->have, tunnel_id, want->session.session_id);
		int status = is_remade(plan, tunnel_id) ? add_session(plan, want, have, err)
							: plan_session(plan, want, have, err);

		if (status < 0)
			return status;
	}
	for (i = 0; i < plan->have->session_count; i++) {
		const struct config_session *have = &plan->have->sessions[i];
		uint32_t tunnel_id = have->session.tunnel_id;

		/* those of a tunnel that is not named stay or go with it */
		if (config_tunnel(plan->want, tunnel_id) &&
		    !config_session(plan->want, tunnel_id, have->session.session_id) &&
		    plan_unnamed(plan, have, is_remade(plan, tunnel_id), prune, err) < 0)
			return err->code;
	}
	return 0;
}

static int compare_kinds(const void *a, const void *b)
{
	const struct plan_step *left = a, *right = b;

	if (left->kind != right->kind)
		return left->kind < right->kind ? -1 : 1;
	if (left->tunnel)
		return l2tp_tunnel_compare(left->tunnel, right->tunnel);
	return l2tp_session_compare(left->session, right->session);
}

int plan_make(struct plan *plan, const struct config *want, const struct config *have, bool prune,
	      struct error *err)
{
	*plan = (struct plan){ .want = want, .have = have };
	if (plan_tunnels(plan, prune, err) < 0 || plan_sessions(plan, prune, err) < 0)
		return err->code;
	if (plan->count)
		qsort(plan->steps, plan->count, sizeof(*plan->steps), compare_kinds);
	return 0;
}
