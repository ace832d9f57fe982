// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * config_gather.c - what the kernel has, as the words that make it (declared in config.h)
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/array.h"
#include "lib/cleanup.h"
#include "lib/company.h"
#include "lib/config.h"
#include "lib/config_internal.h"
#include "lib/kernel_internal.h"
#include "lib/overhead.h"
#include "lib/route.h"
#include "lib/select.h"
#include "lib/sysfs.h"
#include "lib/tunnel_keywords.h"

/* What both objects have: filtering by these alone keeps a tunnel without sessions. */
#define SHARED (L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_PEER_TUNNEL_ID | L2TP_SESSION_DEBUG)

struct gathering {
	struct kernel *kernel;
	const struct l2tp_tunnel *tunnels; /* filters */
	const struct l2tp_session *sessions;
	struct config *config;
	struct company company;
	int sysfs;			     /* see sysfs.h; negative errno */
	const struct l2tp_tunnel *asked_for; /* whose route was asked for last */
	uint32_t path_mtu;		     /* of that, 0 where it is not known */
	size_t tunnel_room, session_room;
};

/* The MTU of the way to TUNNEL's peer, 0 where it is not known; asked for once for a run of its sessions. */
static uint32_t path_mtu(struct gathering *gathering, const struct l2tp_tunnel *tunnel)
{
	struct error ignored = { 0 };
	struct route route;
	size_t i;

	if (gathering->asked_for == tunnel)
		return gathering->path_mtu;
	gathering->asked_for = tunnel;
	gathering->path_mtu = 0;
	if (route_get(gathering->kernel->links, &tunnel->local, &tunnel->remote, &route, &ignored) <
	    0)
		return 0;
	gathering->path_mtu = route.mtu;
	for (i = 0; !route.mtu && i < gathering->company.link_count; i++)
		if (gathering->company.links[i].index == route.index)
			gathering->path_mtu = gathering->company.links[i].now.mtu;
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

/* What was configured of the interface; what the kernel chose itself it chooses again. */
static int take_link(struct gathering *gathering, const struct l2tp_tunnel *tunnel,
		     const struct link_state *state, struct config_session *item, struct error *err)
{
	struct link_settings *link = malloc(sizeof(*link));
	const struct link_addresses *addresses = &state->now.addresses;
	int is_set = gathering->sysfs < 0 ? gathering->sysfs
					  : sysfs_lladdr_is_set(gathering->sysfs, state->name);
	size_t i;

	item->link = link;
	if (!link)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	*link = state->now;
	link->fields = (link->up ? LINK_UP : 0) | (link->master[0] ? LINK_MASTER : 0) |
		       (is_set > 0 ? LINK_LLADDR : 0);
	item->default_mtu = default_mtu(gathering, tunnel, &item->session);
	if (item->default_mtu != link->mtu)
		link->fields |= LINK_MTU;
	link->addresses.count = 0;
	for (i = 0; i < addresses->count; i++)
		if (!addresses->list[i].automatic)
			link->addresses.list[link->addresses.count++] = addresses->list[i];
	link->fields |= link->addresses.count ? LINK_ADDRESSES : 0;
	if (state->addresses_left_out &&
	    config_comment(&item->comment, err, "%s has %zu addresses more", state->name,
			   state->addresses_left_out) < 0)
		return err->code;
	return is_set >= 0 ? 0
			   : config_comment(&item->comment, err,
					    "whether lladdr was set is not told: %s",
					    strerror(-is_set));
}

static int take_interface(struct gathering *gathering, const struct l2tp_tunnel *tunnel,
			  struct config_session *item, struct error *err)
{
	const struct link_state *state = company_link(&gathering->company, &item->session);
	char name[VALUE_TEXT_SIZE];

	if (item->session.pwtype != L2TP_PWTYPE_ETH)
		return 0;
	if (state)
		return take_link(gathering, tunnel, state, item, err);
	value_escape(item->session.name, name, sizeof(name));
	return config_comment(&item->comment, err,
			      "the interface %s was renamed or moved to another network namespace",
			      name);
}

static int add_session(struct gathering *gathering, const struct l2tp_tunnel *tunnel,
		       const struct l2tp_session *session, struct error *err)
{
	struct config *config = gathering->config;
	struct config_session *list, *item;

	list = array_grow(config->sessions, config->session_count, &gathering->session_room,
			  sizeof(*list));
	if (!list)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	config->sessions = list;
	item = &list[config->session_count++];
	*item = (struct config_session){ .session = *session };
	if (tunnel->version != 2 && !(session->fields & L2TP_SESSION_L2SPEC_TYPE) &&
	    config_comment(&item->comment, err, "l2spec_type is not told; modprobe l2tp_debugfs") <
		    0)
		return err->code;
	return take_interface(gathering, tunnel, item, err);
}

/* Why TUNNEL cannot be added again, NULL where it can: another program's sockets make such ones. */
static const char *obstacle(const struct l2tp_tunnel *tunnel)
{
	if (tunnel->version != 2 && tunnel->version != 3)
		return "it has no version that is known";
	if (!tunnel->peer_tunnel_id)
		return "its peer_tunnel_id is 0";
	if (!(tunnel->fields & L2TP_TUNNEL_REMOTE) || l2tp_address_is_any(&tunnel->remote))
		return "its socket is not connected to a peer";
	if (tunnel->encap == L2TP_ENCAPTYPE_UDP && (!tunnel->udp_sport || !tunnel->udp_dport))
		return "it has no peer port";
	return NULL;
}

static int add_tunnel(struct gathering *gathering, const struct l2tp_tunnel *tunnel,
		      struct error *err)
{
	struct config *config = gathering->config;
	const char *why = obstacle(tunnel);
	struct config_tunnel *list, *item;

	list = array_grow(config->tunnels, config->tunnel_count, &gathering->tunnel_room,
			  sizeof(*list));
	if (!list)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	config->tunnels = list;
	item = &list[config->tunnel_count++];
	*item = (struct config_tunnel){ .tunnel = *tunnel, .left_out = why != NULL };
	return why ? config_comment(&item->comment, err,
				    "tunnel %u is left out with its sessions: %s",
				    tunnel->tunnel_id, why)
		   : 0;
}

/* A tunnel that passes, and those of its sessions that do. */
static int take_tunnel(struct gathering *gathering, const struct l2tp_tunnel *tunnel,
		       const struct l2tp_session *sessions, size_t count, struct error *err)
{
	size_t before = gathering->config->session_count, i;

	for (i = 0; i < count; i++)
		/* a session 0 is the kernel's own, of a management socket */
		if (sessions[i].session_id && !obstacle(tunnel) &&
		    select_passes(&sessions[i], gathering->sessions) &&
		    add_session(gathering, tunnel, &sessions[i], err) < 0)
			return err->code;
	if (gathering->sessions->fields & ~(uint32_t)SHARED &&
	    gathering->config->session_count == before)
		return 0;
	return add_tunnel(gathering, tunnel, err);
}

static int take_all(struct gathering *gathering, struct error *err)
{
	CLEANUP(memory_freep) struct l2tp_session *sessions = NULL;
	size_t count = 0, i, from = 0, to;

	if (kernel_list_sessions(gathering->kernel, &sessions, &count, err) < 0)
		return err->code;
	for (i = 0; i < gathering->company.tunnel_count; i++) {
		const struct l2tp_tunnel *tunnel = &gathering->company.tunnels[i];

		while (from < count && sessions[from].tunnel_id < tunnel->tunnel_id)
			from++;
		for (to = from; to < count && sessions[to].tunnel_id == tunnel->tunnel_id;)
			to++;
		if (keywords_match(&tunnel_keywords, gathering->tunnels, tunnel) &&
		    take_tunnel(gathering, tunnel, sessions + from, to - from, err) < 0)
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
	int status;

	*config = (struct config){ 0 };
	status = company_gather(kernel, &gathering.company, err);
	gathering.sysfs = sysfs_open();
	if (status == 0)
		status = take_all(&gathering, err);
	fd_closep(&gathering.sysfs);
	company_free(&gathering.company);
	return status;
}
