// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * plan.c - the minimal steps from the existing to the desired configuration
 */
#include "lib/config/plan.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/array.h"
#include "lib/base/clock.h"
#include "lib/config/conflict.h"
#include "lib/config/in_use.h"
#include "lib/config/loss.h"
#include "lib/kernel/debugfs.h"
#include "lib/text/value.h"

void plan_free(struct plan *plan)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		link_settings_free(&plan->steps[i].link);
	free(plan->steps);
	free(plan->notes);
	holders_free(&plan->holders);
	attached_free(&plan->attached);
	*plan = (struct plan){ 0 };
}

static int add_step(struct plan *plan, struct plan_step step, struct error *err)
{
	struct plan_step *grown =
		array_grow(plan->steps, plan->count, &plan->room, sizeof(*plan->steps));

	if (!grown) {
		link_settings_free(&step.link);
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	}
	plan->steps = grown;
	plan->steps[plan->count++] = step;
	return 0;
}

static int plan_to_delete(struct plan *plan, const struct config_session *session,
			  struct error *err)
{
	return add_step(plan,
			(struct plan_step){
				.kind = PLAN_DELETE_SESSION, .session = session, .was = session },
			err);
}

/* Returns SESSION's name or, unless another session requires it, that of WAS. Returns NULL if there is neither. */
static const char *name_to_add(const struct plan *plan, const struct config_session *session,
			       const struct config_session *was)
{
	size_t i;

	if (session->session.pwtype != L2TP_PWTYPE_ETH)
		return NULL;
	if (session->session.fields & L2TP_SESSION_NAME)
		return session->session.name;
	if (!was || !was->ifindex)
		return NULL;
	for (i = 0; i < plan->want->session_count; i++)
		if (strcmp(plan->want->sessions[i].session.name, was->session.name) == 0)
			return NULL;
	return was->session.name;
}

/* Let the addresses of LINK have the attributes that they had, and add those with a lifetime. */
static int keep_addresses(struct link_settings *link, const struct config_session *was,
			  struct error *err)
{
	const struct link_address *had;
	size_t i;

	for (i = 0; i < link->addresses.count; i++) {
		had = link_addresses_find(&was->link.addresses, &link->addresses.list[i]);
		if (had)
			link->addresses.list[i] = *had;
	}
	for (i = 0; i < was->automatic.count; i++) {
		had = &was->automatic.list[i];
		if (!had->by_kernel && !link_addresses_find(&link->addresses, had) &&
		    link_addresses_add(&link->addresses, had, err) < 0)
			return err->code;
	}
	if (link->addresses.count)
		link->fields |= LINK_ADDRESSES;
	return 0;
}

/* Add SESSION in place of WAS, which may be NULL. A re-created session keeps its Ethernet address by default. */
static int plan_to_add(struct plan *plan, const struct config_session *session,
		       const struct config_session *was, struct error *err)
{
	struct plan_step step = { .kind = PLAN_ADD_SESSION, .session = session, .was = was };
	const struct config_tunnel *tunnel = config_tunnel(plan->want, session->session.tunnel_id);
	bool keep = was && was->ifindex && session->session.pwtype == L2TP_PWTYPE_ETH &&
		    !(session->link.fields & LINK_LLADDR);

	step.name = name_to_add(plan, session, was);
	/* the tunnel of an unchanged session changes to version 2, which has no sublayer */
	if (tunnel && tunnel->tunnel.version == 2 && session->session.pwtype == L2TP_PWTYPE_PPP)
		step.without = L2TP_SESSION_L2SPEC_TYPE;
	if (link_settings_copy(&step.link, &session->link, err) < 0) {
		link_settings_free(&step.link);
		return err->code;
	}
	if (keep) {
		step.link.lladdr = was->link.lladdr;
		step.link.fields |= LINK_LLADDR;
	}
	if (was && was->ifindex && keep_addresses(&step.link, was, err) < 0) {
		link_settings_free(&step.link);
		return err->code;
	}
	return add_step(plan, step, err);
}

/* Add to MISSING the addresses of FROM that OTHER and MORE lack. */
static int add_missing_addresses(const struct link_addresses *from,
				 const struct link_addresses *other,
				 const struct link_addresses *more, struct link_addresses *missing,
				 struct error *err)
{
	size_t i;

	for (i = 0; i < from->count; i++)
		if (!link_addresses_find(other, &from->list[i]) &&
		    !link_addresses_find(more, &from->list[i]) &&
		    link_addresses_add(missing, &from->list[i], err) < 0)
			return err->code;
	return 0;
}

/*
 * Compute *CHANGE, the settings to change on HAVE's interface; settings that WANT omits have their defaults. The caller
 * frees *CHANGE, also on failure.
 */
static int compare_links(const struct link_settings *want, const struct config_session *have,
			 struct link_settings *change, struct error *err)
{
	const struct link_settings *has = &have->link;
	const struct link_addresses none = { 0 };
	/* leave an MTU alone that no field can express */
	uint32_t mtu = want->fields & LINK_MTU	  ? want->mtu
		       : has->mtu < value_mtu.min ? has->mtu
						  : have->default_mtu;

	*change = (struct link_settings){ .up = want->fields & LINK_UP && want->up,
					  .mtu = mtu,
					  .lladdr = want->lladdr };
	memcpy(change->master, want->master, sizeof(change->master));
	/* a desired address may exist without having been configured */
	if (add_missing_addresses(&want->addresses, &has->addresses, &have->automatic,
				  &change->addresses, err) < 0 ||
	    add_missing_addresses(&has->addresses, &want->addresses, &none, &change->no_addresses,
				  err) < 0)
		return err->code;
	change->fields = (change->up != has->up ? LINK_UP : 0) |
			 (mtu && mtu != has->mtu ? LINK_MTU : 0) |
			 (strcmp(change->master, has->master) != 0 ? LINK_MASTER : 0) |
			 (change->addresses.count ? LINK_ADDRESSES : 0) |
			 (change->no_addresses.count ? LINK_NO_ADDRESSES : 0);
	if (want->fields & LINK_LLADDR &&
	    memcmp(&want->lladdr, &has->lladdr, sizeof(has->lladdr)) != 0)
		change->fields |= LINK_LLADDR;
	return 0;
}

/* Set the differences of an existing session. Its interface is required only if WANT has settings for it. */
static int plan_to_set(struct plan *plan, const struct config_session *want,
		       const struct config_session *have, struct error *err)
{
	struct plan_step step = { .kind = PLAN_SET_SESSION, .session = want, .was = have };
	bool seen = have->ifindex;
	char user[IN_USE_TEXT_SIZE];

	step.changes = l2tp_session_changes(&want->session, &have->session, clock_tick_rate());
	/* pppd and others set the session's options themselves */
	if (step.changes && in_use_session(plan, have, user))
		return 0;
	if ((seen && compare_links(&want->link, have, &step.link, err) < 0) ||
	    loss_of_settings(plan, have, &step.link, want->link.fields, err) < 0) {
		link_settings_free(&step.link);
		return err->code;
	}
	/* a change without fields owns no memory */
	return step.changes || step.link.fields ? add_step(plan, step, err) : 0;
}

/* Re-create HAVE unchanged, because its tunnel is re-created. */
static int add_unchanged(struct plan *plan, const struct config_session *have, struct error *err)
{
	if (loss_of_session(plan, have, err) < 0)
		return err->code;
	if (have->demux != DEMUX_TUNNEL && !(have->session.fields & L2TP_SESSION_L2SPEC_TYPE))
		return error_context(
			debugfs_explain_missing(err),
			"session %u in tunnel %u would be re-created with its tunnel, and "
			"its l2spec_type is unknown",
			have->session.session_id, have->session.tunnel_id);
	return plan_to_add(plan, have, have, err);
}

/* Whether the tunnel is to be re-created. */
static bool is_remade(const struct plan *plan, uint32_t tunnel_id)
{
	const struct config_tunnel *want = config_tunnel(plan->want, tunnel_id);
	const struct config_tunnel *have = config_tunnel(plan->have, tunnel_id);

	return want && have && !l2tp_tunnel_is_as(&want->tunnel, &have->tunnel);
}

static int plan_tunnels(struct plan *plan, struct error *err)
{
	struct plan_step step = { .kind = PLAN_DELETE_TUNNEL };
	size_t i;

	for (i = 0; i < plan->have->tunnel_count && !err->code; i++) {
		struct config_tunnel *have = &plan->have->tunnels[i];
		bool named = config_tunnel(plan->want, have->tunnel.tunnel_id) != NULL;

		step.tunnel = have;
		if ((named ? is_remade(plan, have->tunnel.tunnel_id) : plan->options.prune) &&
		    loss_of_tunnel(plan, have, named, err) == 0 && !have->is_spared)
			add_step(plan, step, err);
	}
	step.kind = PLAN_ADD_TUNNEL;
	for (i = 0; i < plan->want->tunnel_count && !err->code; i++) {
		step.tunnel = &plan->want->tunnels[i];
		if (!config_tunnel(plan->have, step.tunnel->tunnel.tunnel_id) ||
		    is_remade(plan, step.tunnel->tunnel.tunnel_id))
			add_step(plan, step, err);
	}
	return err->code;
}

/* Prune the existing session HAVE, unless a program uses it. */
static int plan_to_prune(struct plan *plan, struct config_session *have, struct error *err)
{
	char user[IN_USE_TEXT_SIZE];

	if (plan->options.force || !in_use_session(plan, have, user))
		return plan_to_delete(plan, have, err);
	have->is_spared = true;
	return config_comment(&plan->notes, err,
			      "session %u in tunnel %u is left: %s uses it; -force deletes it",
			      have->session.session_id, have->session.tunnel_id, user);
}

/* Re-create the existing session HAVE as WANT. */
static int plan_to_remake(struct plan *plan, const struct config_session *want,
			  const struct config_session *have, struct error *err)
{
	char user[IN_USE_TEXT_SIZE];

	if (in_use_session(plan, have, user) &&
	    plan_refuse(plan, err, "session %u in tunnel %u is in use by %s",
			have->session.session_id, have->session.tunnel_id, user) < 0)
		return err->code;
	if (loss_of_session(plan, have, err) < 0)
		return err->code;
	return plan_to_delete(plan, have, err) < 0 ? err->code : plan_to_add(plan, want, have, err);
}

/*
 * Plan a session from HAVE, NULL if it does not exist, to WANT, NULL if only its tunnel is named. A REMADE tunnel
 * deletes its sessions without a step; they are re-created unless pruned.
 */
static int plan_session(struct plan *plan, const struct config_session *want,
			struct config_session *have, bool remade, struct error *err)
{
	if (!have)
		return plan_to_add(plan, want, NULL, err);
	if (!want && !plan->options.prune)
		return remade ? add_unchanged(plan, have, err) : 0;
	if (!want)
		return remade ? 0 : plan_to_prune(plan, have, err);
	if (remade)
		return loss_of_session(plan, have, err) < 0 ? err->code
							    : plan_to_add(plan, want, have, err);
	if (l2tp_session_is_made_as(&want->session, &have->session))
		return plan_to_set(plan, want, have, err);
	return plan_to_remake(plan, want, have, err);
}

/* Merge both lists of sessions, which are sorted by ID. */
static int plan_sessions(struct plan *plan, struct error *err)
{
	bool named = false, remade = false;
	uint32_t tunnel_id = 0;
	size_t i = 0, j = 0;

	while (!err->code) {
		const struct config_session *want =
			i < plan->want->session_count ? &plan->want->sessions[i] : NULL;
		struct config_session *have =
			j < plan->have->session_count ? &plan->have->sessions[j] : NULL;
		int order = want && have ? l2tp_session_compare(want, have) : want ? -1 : 1;
		uint32_t id;

		if (!want && !have)
			break;
		id = order <= 0 ? want->session.tunnel_id : have->session.tunnel_id;
		if (id != tunnel_id) {
			tunnel_id = id;
			named = config_tunnel(plan->want, id);
			remade = is_remade(plan, id);
		}
		/* sessions of an unnamed tunnel are kept or deleted with it */
		if (named)
			plan_session(plan, order <= 0 ? want : NULL, order >= 0 ? have : NULL,
				     remade, err);
		i += order <= 0;
		j += order >= 0;
	}
	return err->code;
}

static bool is_from_any(const struct plan_step *step)
{
	return l2tp_address_is_any(&step->tunnel->tunnel.local);
}

/*
 * Sort named sessions before unnamed ones: an unnamed one gets the first free name, which a named one may require. Sort
 * tunnels to add from a wildcard address first; see port_conflict.c.
 */
static int compare_steps(const void *a, const void *b)
{
	const struct plan_step *left = a, *right = b;

	if (left->kind != right->kind)
		return left->kind < right->kind ? -1 : 1;
	if (left->kind == PLAN_ADD_TUNNEL && is_from_any(left) != is_from_any(right))
		return is_from_any(left) ? -1 : 1;
	if (left->tunnel)
		return l2tp_tunnel_compare(left->tunnel, right->tunnel);
	if (left->kind == PLAN_ADD_SESSION && !left->name != !right->name)
		return left->name ? -1 : 1;
	return l2tp_session_compare(left->session, right->session);
}

int plan_make(struct plan *plan, const struct config *want, struct config *have,
	      const struct plan_options *options, struct error *err)
{
	*plan = (struct plan){ .want = want, .have = have, .options = *options };
	if (plan_tunnels(plan, err) < 0 || plan_sessions(plan, err) < 0 ||
	    (plan->count && plan_check(want, have, options->prune, &plan->line, err) < 0))
		return err->code;
	if (plan->count)
		qsort(plan->steps, plan->count, sizeof(*plan->steps), compare_steps);
	return 0;
}

/* The fields that are copied to an add request. */
#define ADDABLE \
	(~(uint32_t)(L2TP_SESSION_PEER_TUNNEL_ID | L2TP_SESSION_KERNEL_NAME | L2TP_SESSION_STATS | \
		     L2TP_SESSION_USING_IPSEC | L2TP_SESSION_NAME))

struct l2tp_setup plan_setup(const struct plan_step *step)
{
	struct l2tp_setup setup = { .session = step->session->session };

	if (step->kind == PLAN_SET_SESSION) {
		setup.session.fields = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID | step->changes;
	} else {
		setup.session.fields &= ADDABLE & ~step->without;
		if (step->name) {
			snprintf(setup.session.name, sizeof(setup.session.name), "%s", step->name);
			setup.session.fields |= L2TP_SESSION_NAME;
		}
	}
	setup.link = step->link;
	return setup;
}
