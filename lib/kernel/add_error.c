// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * add_error.c - why the kernel did not add a tunnel or a session
 */
#include "lib/kernel/add_error.h"

#include <errno.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/kernel/explain.h"
#include "lib/kernel/find.h"
#include "lib/kernel/list.h"
#include "lib/kernel/request.h"

static bool addresses_overlap(const struct l2tp_address *a, const struct l2tp_address *b)
{
	return l2tp_address_is_any(a) || l2tp_address_is_any(b) || l2tp_address_match(a, b);
}

/* The tunnel that has the UDP port of TUNNEL, 0 for none. */
static uint32_t owner_of_port(struct kernel *kernel, const struct l2tp_tunnel *tunnel)
{
	CLEANUP(memory_freep) struct l2tp_tunnel *list = NULL;
	struct error ignored = { 0 };
	size_t count = 0, i;

	if (kernel_list_tunnels(kernel, &list, &count, &ignored) < 0)
		return 0;
	for (i = 0; i < count; i++)
		if (list[i].udp_sport && list[i].udp_sport == tunnel->udp_sport &&
		    addresses_overlap(&list[i].local, &tunnel->local))
			return list[i].tunnel_id;
	return 0;
}

static int explain_address_taken(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
				 struct error *err)
{
	uint32_t owner = tunnel->encap == L2TP_ENCAPTYPE_UDP ? owner_of_port(kernel, tunnel) : 0;
	char local[TEXT_SIZE];

	l2tp_address_print(&tunnel->local, local);
	if (tunnel->encap != L2TP_ENCAPTYPE_UDP)
		return error_set(err, -EADDRINUSE,
				 "an L2TP/IP socket of another program has "
				 "tunnel_id %u on %s",
				 tunnel->tunnel_id, local);
	if (owner)
		return error_set(err, -EADDRINUSE,
				 "udp_sport %u is in use on %s: by tunnel %u; two "
				 "tunnels cannot share a port, even to different peers",
				 tunnel->udp_sport, local, owner);
	return error_set(err, -EADDRINUSE, "udp_sport %u is in use on %s; ss -nulp tells by what",
			 tunnel->udp_sport, local);
}

int explain_tunnel_add(struct kernel *kernel, const struct l2tp_tunnel *tunnel, struct error *err)
{
	bool ipv6 = l2tp_tunnel_is_ipv6(tunnel);
	char local[TEXT_SIZE], remote[TEXT_SIZE];

	l2tp_address_print(&tunnel->local, local);
	l2tp_address_print(&tunnel->remote, remote);
	switch (-err->code) {
	case EEXIST:
		return error_set(err, -EEXIST, "tunnel %u already exists", tunnel->tunnel_id);
	case EADDRNOTAVAIL:
		return error_set(err, -EADDRNOTAVAIL, "local: %s is not an address of this host%s",
				 local, ipv6 ? ", or is still tentative" : "");
	case EADDRINUSE:
		return explain_address_taken(kernel, tunnel, err);
	case ENETUNREACH:
	case EHOSTUNREACH:
		return error_set(err, err->code, "remote: there is no route to %s", remote);
	case EACCES:
		return error_set(err, -EACCES, "remote: %s is a broadcast address", remote);
	case EPROTONOSUPPORT:
		return error_set(err, -EPROTONOSUPPORT,
				 "the kernel has no L2TP over %s; modprobe %s",
				 ipv6 ? "IPv6" : "IP", ipv6 ? "l2tp_ip6" : "l2tp_ip");
	case EINVAL:
		if (!err->text[0])
			return error_set(err, -EINVAL,
					 "the kernel cannot join local %s and remote %s", local,
					 remote);
		return err->code;
	default:
		return explain_other(err);
	}
}

static int explain_session_exists(struct kernel *kernel, const struct l2tp_session *session,
				  struct error *err)
{
	struct error ignored = { 0 };
	char name[TEXT_SIZE];
	uint32_t owner;

	if (kernel_has_whole_session(kernel, session, &ignored) > 0)
		return error_set(err, -EEXIST, "session %u already exists in tunnel %u",
				 session->session_id, session->tunnel_id);
	escape_text(session->name, name, sizeof(name));
	if (session->fields & L2TP_SESSION_NAME && kernel_link_index(kernel, session->name))
		return error_set(err, -EEXIST, "name: there already is an interface %s", name);
	owner = kernel_owner_of_session(kernel, session->session_id, &ignored);
	if (owner)
		return error_set(err, -EEXIST,
				 "session_id %u is taken: by a session in tunnel %u; a "
				 "session over IP shares its id with no other tunnel's",
				 session->session_id, owner);
	return error_set(err, -EEXIST, "session %u or its interface is still being deleted",
			 session->session_id);
}

int explain_session_add(struct kernel *kernel, const struct l2tp_session *session,
			struct error *err)
{
	bool ppp = session->pwtype == L2TP_PWTYPE_PPP;
	char name[TEXT_SIZE];

	escape_text(session->name, name, sizeof(name));
	switch (-err->code) {
	case EEXIST:
		return explain_session_exists(kernel, session, err);
	case ENODEV:
		return explain_tunnel(session->tunnel_id, err);
	case EPROTONOSUPPORT:
		return error_set(err, -EPROTONOSUPPORT,
				 "the kernel has no pseudowires of type %s; "
				 "modprobe %s",
				 ppp ? "ppp" : "eth", ppp ? "l2tp_ppp" : "l2tp_eth");
	case EINVAL:
		if (!err->text[0] && session->fields & L2TP_SESSION_NAME)
			return error_set(err, -EINVAL,
					 "name: the kernel does not take %s as the name "
					 "of an interface",
					 name);
		return explain_other(err);
	default:
		return explain_other(err);
	}
}
