// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * gather.c - what the kernel has, as the words that make it
 */
#include "lib/config/gather.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/kernel/list.h"
#include "lib/kernel/request.h"
#include "lib/kernel/select.h"
#include "lib/kernel/sysfs.h"
#include "lib/netlink/route.h"
#include "lib/text/object_keywords.h"

struct gathering {
	struct links *links;
	const struct l2tp_tunnel *tunnels; /* filters */
	const struct l2tp_session *sessions;
	struct config *config;
	struct lookup lookup;
	int sysfs;			     /* see sysfs.h; negative errno */
	const struct l2tp_tunnel *asked_for; /* whose route was asked for last */
	uint32_t path_mtu;		     /* of that, 0 where it is not known */
};

/* The MTU of the way to TUNNEL's peer, 0 where it is not known; asked for once for a run of its sessions. */
static uint32_t path_mtu(struct gathering *gathering, const struct l2tp_tunnel *tunnel)
{
	const struct link_state *link;
	struct error ignored = { 0 };
	struct route route;

	if (gathering->asked_for == tunnel)
		return gathering->path_mtu;
	gathering->asked_for = tunnel;
	gathering->path_mtu = 0;
	if (route_get(gathering->links, &tunnel->local, &tunnel->remote, &route, &ignored) < 0)
		return 0;
	/* what the path has taught since is not what the interface was made with */
	gathering->path_mtu = route.learned ? 0 : route.mtu;
	link = gathering->path_mtu ? NULL : lookup_link_index(&gathering->lookup, route.index);
	if (link)
		gathering->path_mtu = route_link_mtu(link, tunnel->remote.family);
	return gathering->path_mtu;
}

/* What the kernel would choose, 0 where that is not known. */
static uint32_t default_mtu(struct gathering *gathering, const struct l2tp_tunnel *tunnel,
			    const struct l2tp_session *session)
{
	uint32_t path = path_mtu(gathering, tunnel);

	/* IP has no longer packets (ipv4_mtu()) */
	if (path > 65535 && !l2tp_tunnel_is_ipv6(tunnel))
		path = 65535;
	return path && session->fields & L2TP_SESSION_L2SPEC_TYPE
		       ? l2tp_default_mtu(tunnel, session, path)
		       : 0;
}

/* What was configured of the interface; what the kernel chose itself it chooses again. What has no words is a comment. */
static int gather_link(struct gathering *gathering, const struct l2tp_tunnel *tunnel,
		       const struct link_state *state, struct config_session *item,
		       struct error *err)
{
	struct link_settings *link = &item->link;
	int is_set = gathering->sysfs < 0 ? gathering->sysfs
					  : sysfs_lladdr_is_set(gathering->sysfs, state->name);
	char text[TEXT_SIZE];
	size_t i;

	if (link_settings_copy(link, &state->now, err) < 0)
		return err->code;
	link_addresses_drop_automatic(&link->addresses);
	item->ifindex = state->index;
	item->default_mtu = default_mtu(gathering, tunnel, &item->session);
	link->fields = (link->up ? LINK_UP : 0) | (link->master[0] ? LINK_MASTER : 0) |
		       (is_set > 0 ? LINK_LLADDR : 0) |
		       (link->addresses.count ? LINK_ADDRESSES : 0);
	if (link->mtu < value_mtu.min)
		config_comment(&item->comment, err, "an mtu of %u is none for IPv4", link->mtu);
	else if (item->default_mtu != link->mtu)
		link->fields |= LINK_MTU;
	for (i = 0; i < link->addresses.count; i++) {
		if (!link->addresses.list[i].special)
			continue;
		link_address_print(&link->addresses.list[i], text);
		config_comment(&item->comment, err,
			       "addr %s has a label, scope, metric, broadcast address or flag of "
			       "its own, for which there is no word",
			       text);
	}
	if (is_set < 0)
		config_comment(&item->comment, err, "whether lladdr was set is not told: %s",
			       strerror(-is_set));
	return err->code;
}

static int gather_interface_of(struct gathering *gathering, const struct l2tp_tunnel *tunnel,
			       struct config_session *item, struct error *err)
{
	const struct link_state *state = lookup_link(&gathering->lookup, &item->session);
	char name[TEXT_SIZE];

	if (item->session.pwtype != L2TP_PWTYPE_ETH)
		return 0;
	if (state)
		return gather_link(gathering, tunnel, state, item, err);
	escape_text(item->session.name, name, sizeof(name));
	return config_comment(&item->comment, err,
			      "the interface %s was renamed or moved to another network namespace",
			      name);
}

static int gather_one_session(struct gathering *gathering, const struct l2tp_tunnel *tunnel,
			      const struct l2tp_session *session, struct error *err)
{
	struct config_session *item = config_append_session(gathering->config, err);

	if (!item)
		return err->code;
	item->session = *session;
	item->demux = config_demux(tunnel);
	if (tunnel->version != 2 && !(session->fields & L2TP_SESSION_L2SPEC_TYPE))
		config_comment(&item->comment, err,
			       "l2spec_type is not told; modprobe l2tp_debugfs");
	return gather_interface_of(gathering, tunnel, item, err);
}

/* Why TUNNEL cannot be added again into WHY, or no error: another program's sockets make such ones. */
static bool is_obstacle(const struct l2tp_tunnel *tunnel, struct error *why)
{
	struct l2tp_tunnel again = *tunnel;

	if (!(tunnel->fields & L2TP_TUNNEL_REMOTE) || l2tp_address_is_any(&tunnel->remote))
		error_set(why, -EINVAL, "its socket is not connected to a peer");
	else if (!tunnel->peer_tunnel_id)
		error_set(why, -EINVAL, "its peer_tunnel_id is 0");
	else if (tunnel->encap == L2TP_ENCAPTYPE_UDP && (!tunnel->udp_sport || !tunnel->udp_dport))
		error_set(why, -EINVAL, "it has no peer port");
	else
		l2tp_tunnel_prepare(&again, why);
	return why->code;
}

static bool is_cookie(const struct l2tp_cookie *cookie)
{
	return cookie->length == 0 || cookie->length == 4 || cookie->length == 8;
}

/* Why SESSION cannot be added again to TUNNEL into WHY, or no error. */
static bool is_session_obstacle(const struct l2tp_tunnel *tunnel,
				const struct l2tp_session *session, struct error *why)
{
	struct l2tp_session again = *session;

	if (!session->peer_session_id)
		error_set(why, -EINVAL, "its peer_session_id is 0");
	else if (!is_cookie(&session->cookie) || !is_cookie(&session->peer_cookie))
		error_set(why, -EINVAL, "it has a cookie of neither 4 nor 8 bytes");
	l2tp_session_complete(&again, tunnel);
	if (!why->code)
		l2tp_session_check(&again, NULL, tunnel, why);
	return why->code;
}

/* What can be said again of the sessions of ITEM, the rest being told of in its comment. */
static int gather_sessions(struct gathering *gathering, struct config_tunnel *item,
			   const struct l2tp_session *sessions, size_t count, struct error *err)
{
	struct error why = { 0 };
	size_t i;

	for (i = 0; i < count; i++) {
		const struct l2tp_session *session = &sessions[i];

		error_clear(&why);
		/* a session 0 is the kernel's own, of a management socket */
		if (!session->session_id || !select_passes(session, gathering->sessions))
			continue;
		if (!is_session_obstacle(&item->tunnel, session, &why)) {
			if (gather_one_session(gathering, &item->tunnel, session, err) < 0)
				return err->code;
			continue;
		}
		item->is_part = true;
		if (config_comment(&item->comment, err, "session %u is left out: %s",
				   session->session_id, why.text) < 0)
			return err->code;
	}
	return 0;
}

/* A tunnel that passes, and those of its sessions that do. */
static int gather_tunnel(struct gathering *gathering, const struct l2tp_tunnel *tunnel,
			 const struct l2tp_session *sessions, size_t count, struct error *err)
{
	size_t before = gathering->config->session_count;
	struct config_tunnel item = { .tunnel = *tunnel }, *place;
	struct error why = { 0 };
	bool kept;
	int status;

	item.left_out = is_obstacle(tunnel, &why);
	status = item.left_out ? config_comment(&item.comment, err,
						"tunnel %u is left out with its sessions: %s",
						tunnel->tunnel_id, why.text)
			       : gather_sessions(gathering, &item, sessions, count, err);
	kept = !(gathering->sessions->fields & ~(uint32_t)SELECT_SHARED) ||
	       gathering->config->session_count != before;
	place = status == 0 && kept ? config_append_tunnel(gathering->config, err) : NULL;
	if (place)
		*place = item;
	else
		free(item.comment);
	return err->code;
}

static int gather_all(struct gathering *gathering, struct kernel *kernel, struct error *err)
{
	CLEANUP(memory_freep) struct l2tp_session *sessions = NULL;
	size_t count = 0, i, from = 0, to;

	if (kernel_list_sessions(kernel, &sessions, &count, err) < 0 ||
	    select_check_sublayer(gathering->sessions, sessions, count, err) < 0)
		return err->code;
	for (i = 0; i < gathering->lookup.tunnel_count; i++) {
		const struct l2tp_tunnel *tunnel = &gathering->lookup.tunnels[i];

		while (from < count && sessions[from].tunnel_id < tunnel->tunnel_id)
			from++;
		for (to = from; to < count && sessions[to].tunnel_id == tunnel->tunnel_id;)
			to++;
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
	struct gathering gathering = { .tunnels = tunnels, .sessions = sessions, .config = config };

	*config = (struct config){ 0 };
	gathering.links = kernel_links(kernel, err);
	gathering.sysfs = sysfs_open();
	if (gathering.links && lookup_gather(kernel, &gathering.lookup, err) == 0)
		gather_all(&gathering, kernel, err);
	fd_closep(&gathering.sysfs);
	lookup_free(&gathering.lookup);
	return err->code;
}
