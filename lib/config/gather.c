// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * gather.c - read the configuration from the kernel
 */
#include "lib/config/gather.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/clock.h"
#include "lib/base/escape.h"
#include "lib/kernel/list.h"
#include "lib/kernel/owner.h"
#include "lib/kernel/request.h"
#include "lib/kernel/select.h"
#include "lib/kernel/sysfs.h"
#include "lib/netlink/route.h"
#include "lib/netlink/sysctl.h"
#include "lib/text/object_keywords.h"

struct gathering {
	struct kernel *kernel;
	struct links *links;
	const struct l2tp_tunnel *tunnels; /* filters */
	const struct l2tp_session *sessions;
	struct config *config;
	struct lookup lookup;
	int sysfs;	    /* from sysfs_open(), or a negative errno */
	uint32_t asked_for; /* tunnel_id of the last route query, or 0 */
	uint32_t path_mtu;  /* of that tunnel, or 0 if unknown */
	struct error why;   /* why an object cannot be re-created */
};

/* Returns the path MTU to TUNNEL's peer, or 0 if unknown, with one query for successive sessions of a tunnel. */
static uint32_t path_mtu(struct gathering *gathering, const struct l2tp_tunnel *tunnel)
{
	CLEANUP(link_state_free) struct link_state read = { 0 };
	const struct link_state *link;
	struct error ignored = { 0 };
	struct route route;

	if (gathering->asked_for == tunnel->tunnel_id)
		return gathering->path_mtu;
	gathering->asked_for = tunnel->tunnel_id;
	gathering->path_mtu = 0;
	if (route_get(gathering->links, &tunnel->local, &tunnel->remote, &route, &ignored) < 0)
		return 0;
	/* a learned path MTU may be newer than the interface */
	gathering->path_mtu = route.learned ? 0 : route.mtu;
	link = gathering->path_mtu ? NULL : lookup_link_index(&gathering->lookup, route.index);
	if (!gathering->path_mtu && !link &&
	    links_read(gathering->links, route.index, &read, &ignored) == 0)
		link = &read;
	if (link)
		gathering->path_mtu = route_link_mtu(link, tunnel->remote.family);
	/* the limit of an IPv4 packet (ipv4_mtu()) */
	if (gathering->path_mtu > 65535 && !l2tp_tunnel_is_ipv6(tunnel))
		gathering->path_mtu = 65535;
	return gathering->path_mtu;
}

/* Add the interface's configured settings, without kernel defaults. Settings without a field become comments. */
static int gather_link(struct gathering *gathering, const struct l2tp_tunnel *tunnel,
		       const struct link_state *state, struct config_session *item,
		       struct error *err)
{
	struct link_settings *link = &item->link;
	int is_set = gathering->sysfs < 0 ? gathering->sysfs
					  : sysfs_lladdr_is_set(gathering->sysfs, state->name);
	char text[TEXT_SIZE];
	size_t i;

	if (link_settings_copy(link, &state->now, err) < 0 ||
	    link_addresses_split(&link->addresses, &item->automatic, err) < 0)
		return err->code;
	item->ifindex = state->index;
	if (item->session.fields & L2TP_SESSION_L2SPEC_TYPE && path_mtu(gathering, tunnel))
		item->default_mtu =
			l2tp_default_mtu(tunnel, &item->session, path_mtu(gathering, tunnel));
	link->fields = (link->up ? LINK_UP : 0) | (link->master[0] ? LINK_MASTER : 0) |
		       (is_set > 0 ? LINK_LLADDR : 0) |
		       (link->addresses.count ? LINK_ADDRESSES : 0);
	if (link->mtu < value_mtu.min)
		config_comment(&item->comment, err, "mtu %u is too small for IPv4", link->mtu);
	else if (item->default_mtu != link->mtu)
		link->fields |= LINK_MTU;
	for (i = 0; i < link->addresses.count; i++) {
		if (!link->addresses.list[i].special)
			continue;
		link_address_print(&link->addresses.list[i], text);
		config_comment(&item->comment, err,
			       "addr %s has a label, scope, metric, broadcast address or flag "
			       "that no field describes",
			       text);
	}
	for (i = 0; i < item->automatic.count; i++) {
		if (item->automatic.list[i].by_kernel)
			continue;
		link_address_print(&item->automatic.list[i], text);
		config_comment(&item->comment, err,
			       "addr %s has a lifetime that no field describes", text);
	}
	if (is_set < 0)
		config_comment(&item->comment, err, "lladdr may have been set: %s",
			       strerror(-is_set));
	return err->code;
}

int config_gather_link(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
		       const struct link_state *state, struct config_session *item,
		       struct error *err)
{
	struct gathering gathering = { .kernel = kernel, .links = kernel_links(kernel, err) };

	if (!gathering.links)
		return err->code;
	gathering.sysfs = sysfs_open();
	gather_link(&gathering, tunnel, state, item, err);
	fd_closep(&gathering.sysfs);
	return err->code;
}

/* Whether TUNNEL cannot be re-created, with the reason in WHY. Sockets of other programs cause such tunnels. */
static bool is_obstacle(const struct l2tp_tunnel *tunnel, struct error *why)
{
	struct l2tp_tunnel again = *tunnel;

	if (!(tunnel->fields & L2TP_TUNNEL_REMOTE) || l2tp_address_is_any(&tunnel->remote))
		error_set(why, -EINVAL, "the socket has no remote address");
	else if (!tunnel->peer_tunnel_id)
		error_set(why, -EINVAL, "its peer_tunnel_id is 0");
	else if (tunnel->encap == L2TP_ENCAPTYPE_UDP && (!tunnel->udp_sport || !tunnel->udp_dport))
		error_set(why, -EINVAL, "it has no udp_dport");
	else
		l2tp_tunnel_prepare(&again, why);
	return why->code;
}

/* Whether SESSION cannot be re-created in TUNNEL, with the reason in WHY. */
static bool is_session_obstacle(const struct l2tp_tunnel *tunnel,
				const struct l2tp_session *session, struct error *why)
{
	struct l2tp_session again = *session;

	/* pppd names the interface */
	if (session->pwtype == L2TP_PWTYPE_PPP)
		again.fields &= ~(uint32_t)L2TP_SESSION_NAME;
	if (!session->peer_session_id)
		error_set(why, -EINVAL, "its peer_session_id is 0");
	else if (session->cookie.length % 4 || session->peer_cookie.length % 4)
		error_set(why, -EINVAL, "its cookie is not 4 or 8 bytes long");
	l2tp_session_complete(&again, tunnel);
	if (!why->code)
		l2tp_session_check(&again, NULL, tunnel, why);
	return why->code;
}

/* Add a matching session of OWNER. If it cannot be re-created, add only a line to OWNER's comment. */
static int gather_session(struct gathering *gathering, struct config_tunnel *owner,
			  const struct l2tp_session *session, struct error *err)
{
	const struct link_state *state = lookup_link(&gathering->lookup, session);
	struct config_session *item;
	char where[OWNER_TEXT_SIZE];

	error_clear(&gathering->why);
	if (is_session_obstacle(&owner->tunnel, session, &gathering->why)) {
		owner->is_part = true;
		return config_comment(&owner->comment, err, "session %u is not saved: %s",
				      session->session_id, gathering->why.text);
	}
	item = config_append_session(gathering->config, err);
	if (!item)
		return err->code;
	item->session = *session;
	item->session.reorder_timeout =
		l2tp_timeout_to_set(session->reorder_timeout, clock_tick_rate());
	if (item->session.reorder_timeout > L2TP_TIMEOUT_MAX)
		config_comment(&item->comment, err, "reorder_timeout %u is out of range",
			       session->reorder_timeout);
	item->demux = config_demux(&owner->tunnel);
	if (owner->tunnel.version != 2 && !(session->fields & L2TP_SESSION_L2SPEC_TYPE))
		config_comment(&item->comment, err,
			       "l2spec_type unknown: the kernel reports it only in debugfs "
			       "(modprobe l2tp_debugfs)");
	if (session->pwtype != L2TP_PWTYPE_ETH)
		return err->code;
	item->is_doubtful = session->name_is == NAME_AT_CREATION && gathering->lookup.lost;
	if (state)
		return gather_link(gathering, &owner->tunnel, state, item, err);
	item->is_elsewhere = session->name_is != NAME_AT_CREATION;
	owner_say_where(gathering->kernel, session, where, sizeof(where));
	item->where = strdup(where);
	return item->where ? config_comment(&item->comment, err, "%s", where)
			   : error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
}

/* Add a matching tunnel and its matching sessions. */
static int gather_tunnel(struct gathering *gathering, const struct l2tp_tunnel *tunnel,
			 const struct l2tp_session *sessions, size_t count, struct error *err)
{
	struct config *config = gathering->config;
	size_t before = config->session_count, i;
	struct config_tunnel *item = config_append_tunnel(config, err);

	if (!item)
		return err->code;
	item->tunnel = *tunnel;
	error_clear(&gathering->why);
	item->left_out = is_obstacle(tunnel, &gathering->why);
	if (item->left_out)
		config_comment(&item->comment, err, "tunnel %u and its sessions are not saved: %s",
			       tunnel->tunnel_id, gathering->why.text);
	for (i = 0; !item->left_out && !err->code && i < count; i++)
		/* the kernel creates session 0 for a management socket */
		if (sessions[i].session_id && select_passes(&sessions[i], gathering->sessions))
			gather_session(gathering, item, &sessions[i], err);
	if (gathering->sessions->fields & ~(uint32_t)SELECT_SHARED &&
	    config->session_count == before) {
		free(item->comment);
		config->tunnel_count--;
	}
	return err->code;
}

static int gather_all(struct gathering *gathering, struct kernel *kernel, struct error *err)
{
	CLEANUP(memory_freep) struct l2tp_session *sessions = NULL;
	bool one = gathering->tunnels->fields & L2TP_TUNNEL_ID;
	size_t count = 0, i, from = 0, to;

	/* for a single tunnel, read only its own interfaces */
	if ((one ? lookup_add_tunnel(kernel, gathering->tunnels->tunnel_id, &gathering->lookup, err)
		 : lookup_gather(kernel, &gathering->lookup, err)) < 0 ||
	    kernel_list_sessions(kernel, &sessions, &count, err) < 0 ||
	    select_check_sublayer(gathering->sessions, sessions, count, err) < 0 ||
	    (!one && lookup_identify(kernel, sessions, count, &gathering->lookup, err) < 0))
		return err->code;
	for (i = 0; i < gathering->lookup.tunnel_count; i++) {
		const struct l2tp_tunnel *tunnel = &gathering->lookup.tunnels[i];

		while (from < count && sessions[from].tunnel_id < tunnel->tunnel_id)
			from++;
		for (to = from; to < count && sessions[to].tunnel_id == tunnel->tunnel_id;)
			to++;
		if (one && (lookup_add_links(kernel, sessions + from, to - from, &gathering->lookup,
					     err) < 0 ||
			    lookup_identify(kernel, sessions + from, to - from, &gathering->lookup,
					    err) < 0))
			return err->code;
		if (keywords_match(&tunnel_keywords, gathering->tunnels, tunnel) &&
		    gather_tunnel(gathering, tunnel, sessions + from, to - from, err) < 0)
			return err->code;
		from = to;
	}
	return 0;
}

int config_gather(struct kernel *kernel, const struct l2tp_tunnel *tunnels,
		  const struct l2tp_session *sessions, struct config *config, struct error *err)
{
	struct gathering gathering = {
		.kernel = kernel, .tunnels = tunnels, .sessions = sessions, .config = config
	};

	*config = (struct config){ 0 };
	gathering.links = kernel_links(kernel, err);
	gathering.sysfs = sysfs_open();
	if (gathering.links)
		gather_all(&gathering, kernel, err);
	fd_closep(&gathering.sysfs);
	lookup_free(&gathering.lookup);
	return err->code;
}

int config_complete(struct kernel *kernel, struct config *want, struct config *have,
		    struct error *err)
{
	struct links *links = kernel_links(kernel, err);
	size_t i;

	have->ipv6_only = sysctl_number("ipv6/bindv6only", NULL, 1) != 0;
	for (i = 0; links && i < want->session_count; i++) {
		struct config_session *item = &want->sessions[i];
		const struct config_session *was =
			config_session(have, item->session.tunnel_id, item->session.session_id);

		if (was && strcmp(was->link.master, item->link.master) != 0)
			links_name_master(links, &item->link);
	}
	return err->code;
}
