// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * loss.c - what a plan would lose, and therefore is refused
 */
#include "lib/config/loss.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/array.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/config/in_use.h"
#include "lib/kernel/debugfs.h"
#include "lib/kernel/find_interface.h"
#include "lib/kernel/owner.h"
#include "lib/kernel/request.h"

int plan_refuse(struct plan *plan, struct error *err, const char *format, ...)
{
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return plan->options.force ? config_comment(&plan->notes, err, "%s", text)
				   : error_set(err, -EBUSY, "%s; -force takes it", text);
}

/* Report that a step requires the interface of SESSION, which was not found. */
static int refuse_unseen(const struct config_session *session, struct error *err)
{
	struct error ignored = { 0 };

	return error_set(err, -ENODEV, "session %u in tunnel %u: %s%s", session->session.session_id,
			 session->session.tunnel_id, session->where,
			 debugfs_check(&ignored) < 0 ? "; modprobe l2tp_debugfs to find it" : "");
}

/* Leave the interface of SESSION alone, which is in another network namespace. */
static int note_elsewhere(struct plan *plan, const struct config_session *session,
			  struct error *err)
{
	return config_comment(&plan->notes, err, "session %u in tunnel %u: %s, and is left alone",
			      session->session.session_id, session->session.tunnel_id,
			      session->where);
}

/* Report that another session may have the interface that SESSION was created with. */
static int refuse_doubtful(const struct config_session *session, struct error *err)
{
	char name[TEXT_SIZE];

	escape_text(session->session.name, name, sizeof(name));
	return error_set(
		err, -ENOTUNIQ,
		"session %u in tunnel %u: interface %s may be that of another session, since "
		"interfaces were renamed or moved; modprobe l2tp_debugfs to find the present "
		"one",
		session->session.session_id, session->session.tunnel_id, name);
}

int loss_of_tunnel(struct plan *plan, struct config_tunnel *tunnel, bool named, struct error *err)
{
	bool restorable = !tunnel->left_out && !tunnel->is_part;
	uint32_t id = tunnel->tunnel.tunnel_id;
	char user[IN_USE_TEXT_SIZE];
	bool used = in_use_tunnel(plan, tunnel, user);

	if (named && !restorable)
		return error_set(err, -EEXIST,
				 "tunnel %u differs and cannot be re-created%s%s; l2tp save "
				 "tunnel_id %u shows the reason",
				 id, used ? ", and is in use by " : "", used ? user : "", id);
	/* the port stays taken */
	if (named && used && in_use_tunnel_socket(plan, tunnel))
		return error_set(err, -EBUSY, "tunnel %u is in use by %s; stop it first", id, user);
	if (named)
		return used ? plan_refuse(plan, err, "tunnel %u is in use by %s", id, user) : 0;
	if (plan->options.force || (!used && restorable))
		return 0;
	tunnel->is_spared = true;
	return used ? config_comment(&plan->notes, err,
				     "tunnel %u is left: %s uses it; -force deletes it", id, user)
		    : config_comment(
			      &plan->notes, err,
			      "tunnel %u is left: it could not be re-created; l2tp tunnel del "
			      "tunnel_id %u",
			      id, id);
}

int loss_of_session(struct plan *plan, const struct config_session *session, struct error *err)
{
	if (session->is_doubtful && session->ifindex)
		return refuse_doubtful(session, err);
	if (!session->where)
		return 0;
	return session->is_elsewhere
		       ? plan_refuse(
				 plan, err,
				 "session %u in tunnel %u: %s: to re-create the session loses it",
				 session->session.session_id, session->session.tunnel_id,
				 session->where)
		       : refuse_unseen(session, err);
}

int loss_of_settings(struct plan *plan, const struct config_session *session,
		     const struct link_settings *change, bool wanted, struct error *err)
{
	if (session->where && wanted)
		return session->is_elsewhere ? note_elsewhere(plan, session, err)
					     : refuse_unseen(session, err);
	return session->is_doubtful && change->fields ? refuse_doubtful(session, err) : 0;
}

/* IPv6 needs it of a link (RFC 8200, 5). */
#define IPV6_MIN_MTU 1280

/* Whether STEP re-creates a session with an interface that is here. */
static bool remakes(const struct plan_step *step)
{
	return step->kind == PLAN_ADD_SESSION && step->was && step->was->ifindex;
}

/* Whether STEP takes an interface down for a moment: its Ethernet address changes only then, and a VRF does it. */
static bool lets_fall(const struct plan_step *step)
{
	return step->kind == PLAN_SET_SESSION && step->was->ifindex && step->was->link.up &&
	       step->link.fields & (LINK_LLADDR | LINK_MASTER) &&
	       !(step->link.fields & LINK_UP && !step->link.up);
}

/* Refuse STEP if things hang on its interface that cannot be put back; ERR gets a warning for each. */
static int guard_step(struct plan *plan, const struct plan_step *step, struct error *err)
{
	const struct attached *thing = attached_of(&plan->attached, step->was->ifindex);
	const struct attached *end = plan->attached.list + plan->attached.count;
	const char *verb = remakes(step) ? "re-create" : "take down, for a moment,";
	const struct l2tp_session *session = &step->session->session;
	const struct attached *first = NULL;
	char name[TEXT_SIZE];
	size_t count = 0;

	escape_text(step->was->session.name, name, sizeof(name));
	for (; thing && thing < end && thing->index == step->was->ifindex; thing++) {
		if (thing->when != ATTACHED_NEVER || !(remakes(step) || thing->falls))
			continue;
		first = first ? first : thing;
		count++;
		if (!plan->options.force)
			error_warn(err, "interface %s has %s", name, thing->text);
		else if (config_comment(&plan->notes, err, "interface %s loses %s", name,
					thing->text) < 0)
			return err->code;
	}
	if (!count || plan->options.force)
		return 0;
	if (count == 1)
		return plan_refuse(
			plan, err, "session %u in tunnel %u: to %s interface %s loses %s",
			session->session_id, session->tunnel_id, verb, name, first->text);
	return plan_refuse(
		plan, err, "session %u in tunnel %u: to %s interface %s loses %s and %zu more",
		session->session_id, session->tunnel_id, verb, name, first->text, count - 1);
}

static int compare_numbers(const void *a, const void *b)
{
	const unsigned int *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

/* Append to INDEXES those of the interfaces that STEP deletes or takes down. Returns their number. */
static size_t take_indexes(const struct plan *plan, const struct plan_step *step,
			   unsigned int *indexes)
{
	const struct config *have = plan->have;
	struct config_session key = { 0 };
	size_t count = 0, i;

	if (step->falls)
		indexes[count++] = step->was->ifindex;
	if (step->kind == PLAN_DELETE_SESSION && step->session->ifindex)
		indexes[count++] = step->session->ifindex;
	if (step->kind != PLAN_DELETE_TUNNEL)
		return count;
	key.session.tunnel_id = step->tunnel->tunnel.tunnel_id;
	i = array_place(have->sessions, have->session_count, sizeof(key), &key,
			l2tp_session_compare);
	for (; i < have->session_count &&
	       have->sessions[i].session.tunnel_id == key.session.tunnel_id;
	     i++)
		if (have->sessions[i].ifindex)
			indexes[count++] = have->sessions[i].ifindex;
	return count;
}

/* Read what hangs on the interfaces that the steps delete, re-create or take down. */
static int read_attached(struct plan *plan, struct error *err)
{
	size_t room = plan->count + (plan->have ? plan->have->session_count : 0) + 1;
	CLEANUP(memory_freep) unsigned int *indexes = calloc(room, sizeof(*indexes));
	struct links *links;
	size_t count = 0, i;

	if (!indexes)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	for (i = 0; i < plan->count; i++) {
		plan->steps[i].falls = lets_fall(&plan->steps[i]);
		count += take_indexes(plan, &plan->steps[i], indexes + count);
	}
	if (!count)
		return 0;
	qsort(indexes, count, sizeof(*indexes), compare_numbers);
	links = kernel_links(plan->kernel, err);
	if (!links)
		return err->code;
	return attached_read(links,
			     &(struct attached_query){ indexes, count, owner_sysfs(plan->kernel) },
			     &plan->attached, err);
}

/* Check that the master of STEP exists. Successive steps often have the same: *LAST. */
static int check_master(struct plan *plan, const struct plan_step *step, const char **last,
			struct error *err)
{
	const char *master = step->link.master;
	char name[TEXT_SIZE];

	if (!(step->link.fields & LINK_MASTER) || !*master || (*last && strcmp(*last, master) == 0))
		return 0;
	*last = master;
	if (kernel_has_interface(plan->kernel, master))
		return 0;
	escape_text(master, name, sizeof(name));
	return error_set(err, -ENODEV, "master: interface %s does not exist", name);
}

/* Refuse STEP if its MTU takes the IPv6 addresses of the interface (net/ipv6/addrconf.c, addrconf_notify). */
static int guard_ipv6(struct plan *plan, const struct plan_step *step, struct error *err)
{
	const struct config_session *was = step->kind == PLAN_SET_SESSION ? step->was : NULL;
	char name[TEXT_SIZE], text[TEXT_SIZE];
	size_t i;

	if (!was || !(step->link.fields & LINK_MTU) || step->link.mtu >= IPV6_MIN_MTU ||
	    was->link.mtu < IPV6_MIN_MTU)
		return 0;
	escape_text(was->session.name, name, sizeof(name));
	for (i = 0; i < was->link.addresses.count; i++) {
		const struct link_address *address = &was->link.addresses.list[i];

		if (address->local.family != AF_INET6 || address->by_kernel ||
		    link_removes(&step->link, &was->link.addresses, address))
			continue;
		link_address_print(address, text);
		if (plan_refuse(plan, err,
				"session %u in tunnel %u: mtu %u takes addr %s from interface %s: "
				"IPv6 needs %d",
				was->session.session_id, was->session.tunnel_id, step->link.mtu,
				text, name, IPV6_MIN_MTU) < 0)
			return err->code;
	}
	return 0;
}

/* Check that STEP's interface has room for its IPv6 addresses. */
static int check_room(const struct plan_step *step, struct error *err)
{
	uint32_t mtu = step->link.fields & LINK_MTU ? step->link.mtu
		       : step->was		    ? step->was->link.mtu
						    : 0;
	char text[TEXT_SIZE];
	size_t i;

	for (i = 0; mtu && mtu < IPV6_MIN_MTU && i < step->link.addresses.count; i++) {
		if (step->link.addresses.list[i].local.family != AF_INET6)
			continue;
		link_address_print(&step->link.addresses.list[i], text);
		return error_set(err, -EINVAL,
				 "addr: %s: IPv6 needs an MTU of %d and the interface has %u", text,
				 IPV6_MIN_MTU, mtu);
	}
	return 0;
}

/* Whether the interface NAME is that of an existing session that PLAN deletes. */
static bool is_freed(const struct plan *plan, const char *name)
{
	size_t i, j;

	for (i = 0; i < plan->have->session_count; i++) {
		const struct config_session *session = &plan->have->sessions[i];

		if (!session->ifindex || strcmp(session->session.name, name) != 0)
			continue;
		for (j = 0; j < plan->count && plan->steps[j].kind <= PLAN_DELETE_TUNNEL; j++)
			if (plan->steps[j].kind == PLAN_DELETE_SESSION
				    ? plan->steps[j].session == session
				    : plan->steps[j].tunnel->tunnel.tunnel_id ==
					      session->session.tunnel_id)
				return true;
	}
	return false;
}

/* Check that the interface name of STEP is free once PLAN has deleted what it deletes. */
static int check_name(struct plan *plan, const struct plan_step *step, struct error *err)
{
	char name[TEXT_SIZE];

	/* without a deletion nothing is lost if the kernel refuses the name */
	if (step->kind != PLAN_ADD_SESSION || !step->name ||
	    plan->steps[0].kind > PLAN_DELETE_TUNNEL ||
	    (remakes(step) && strcmp(step->name, step->was->session.name) == 0) ||
	    !kernel_has_interface(plan->kernel, step->name) || is_freed(plan, step->name))
		return 0;
	escape_shell(step->name, name, sizeof(name));
	return error_set(err, -EEXIST, "name: interface %s already exists; ip link show dev %s",
			 name, name);
}

int plan_guard(struct plan *plan, struct kernel *kernel, struct error *err)
{
	const char *master = NULL;
	size_t i;

	plan->kernel = kernel;
	for (i = 0; i < plan->count; i++) {
		const struct plan_step *step = &plan->steps[i];

		if (step->session && (check_master(plan, step, &master, err) < 0 ||
				      check_room(step, err) < 0 || check_name(plan, step, err) < 0))
			return plan->options.names >= NAME_SESSIONS
				       ? error_context(err, "session %u in tunnel %u",
						       step->session->session.session_id,
						       step->session->session.tunnel_id)
				       : err->code;
	}
	if (read_attached(plan, err) < 0)
		return err->code;
	for (i = 0; i < plan->count; i++)
		if (guard_ipv6(plan, &plan->steps[i], err) < 0 ||
		    ((remakes(&plan->steps[i]) || plan->steps[i].falls) &&
		     guard_step(plan, &plan->steps[i], err) < 0))
			return err->code;
	return 0;
}
