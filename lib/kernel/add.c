// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * add.c - add a tunnel or a session, change a session
 *
 * The kernel's L2TP code sets no extack text and returns one errno for several causes. After a refusal, this file
 * queries the kernel to find the cause and a remedy. Causes by errno: net/l2tp/l2tp_netlink.c, l2tp_core.c, l2tp_eth.c,
 * l2tp_ppp.c.
 */
#include "lib/kernel/add.h"

#include <errno.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/base/wait.h"
#include "lib/kernel/find.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/kernel/list.h"
#include "lib/kernel/outcome.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/request.h"
#include "lib/netlink/attributes.h"

/* Timeouts for pending deletions that block an add. */
#define TUNNEL_MS 1000
#define SESSION_MS 3000

/* An add request, repeated while a pending deletion blocks it. Either TUNNEL or SESSION is set. */
struct addition {
	struct kernel *kernel;
	const struct l2tp_tunnel *tunnel;
	const struct l2tp_session *session;
};

/*
 * A wait_until() condition: the tunnel was added. Retries on EEXIST if the tunnel no longer exists: its deletion is
 * pending. ERR keeps the last refusal.
 */
static int try_tunnel(void *data, struct error *err)
{
	const struct addition *addition = data;
	const struct sent_request request = { .command = L2TP_CMD_TUNNEL_CREATE,
					      .table = &l2tp_tunnel_attributes,
					      .object = addition->tunnel,
					      .look = outcome_add_tunnel };
	struct error ignored = { 0 };
	struct l2tp_tunnel found;
	int status;

	error_clear(err);
	status = outcome_request(addition->kernel, &request, err);
	if (status != -EEXIST)
		return status < 0 ? status : 1;
	return kernel_fetch_tunnel(addition->kernel, addition->tunnel->tunnel_id, &found,
				   &ignored) == -ENODEV
		       ? 0
		       : status;
}

static bool addresses_overlap(const struct l2tp_address *a, const struct l2tp_address *b)
{
	return l2tp_address_is_any(a) || l2tp_address_is_any(b) || l2tp_address_match(a, b);
}

/* Returns the ID of the tunnel that uses TUNNEL's udp_sport on an overlapping address, or 0. */
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
				 const char *local, struct error *err)
{
	uint32_t owner;

	if (tunnel->encap != L2TP_ENCAPTYPE_UDP)
		return error_set(err, -EADDRINUSE,
				 "tunnel_id %u is in use on %s by the L2TP/IP socket of another "
				 "program",
				 tunnel->tunnel_id, local);
	owner = owner_of_port(kernel, tunnel);
	if (owner)
		return error_set(
			err, -EADDRINUSE,
			"udp_sport %u is in use on %s by tunnel %u: two tunnels cannot share a port; give another udp_sport",
			tunnel->udp_sport, local, owner);
	return error_set(err, -EADDRINUSE,
			 "udp_sport %u is in use on %s; ss -nuap lists the programs",
			 tunnel->udp_sport, local);
}

/* Turn the errno in ERR, and any kernel text, into a sentence. Returns the errno. */
static int explain_tunnel_add(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
			      struct error *err)
{
	bool ipv6 = l2tp_tunnel_is_ipv6(tunnel);
	char local[TEXT_SIZE], remote[TEXT_SIZE];

	l2tp_address_print(&tunnel->local, local);
	l2tp_address_print(&tunnel->remote, remote);
	switch (-err->code) {
	case EEXIST:
		return error_set(
			err, -EEXIST,
			"tunnel %u already exists; l2tp tunnel replace changes it to match",
			tunnel->tunnel_id);
	case EADDRNOTAVAIL:
		if (ipv6)
			return error_set(err, -EADDRNOTAVAIL,
					 "local: %s is not an address of this host, or is still "
					 "tentative; ip -6 address shows them",
					 local);
		return error_set(err, -EADDRNOTAVAIL,
				 "local: %s is not an address of this host; ip address add %s dev "
				 "DEVICE",
				 local, local);
	case EADDRINUSE:
		return explain_address_taken(kernel, tunnel, local, err);
	case ENETUNREACH:
	case EHOSTUNREACH:
		return error_set(err, err->code,
				 "remote: no route to %s; ip route add %s via GATEWAY", remote,
				 remote);
	case EACCES:
		return error_set(err, -EACCES, "remote: %s is a broadcast address", remote);
	case EPROTONOSUPPORT:
		return error_set(err, -EPROTONOSUPPORT,
				 "the kernel has no L2TP over %s; modprobe %s",
				 ipv6 ? "IPv6" : "IP", ipv6 ? "l2tp_ip6" : "l2tp_ip");
	case EINVAL:
		if (!err->text[0])
			return error_set(err, -EINVAL,
					 "the kernel cannot connect local %s to remote %s", local,
					 remote);
		return err->code;
	default:
		return explain_other(err);
	}
}

int kernel_add_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel, struct error *err)
{
	struct addition addition = { .kernel = kernel, .tunnel = tunnel };

	if (pending_delete_collides(kernel, tunnel, NULL) && kernel_settle(kernel, err) < 0)
		return err->code;
	kernel->last_tunnel.fields = 0;
	return wait_until(try_tunnel, &addition, TUNNEL_MS, NULL, err) > 0
		       ? 0
		       : explain_tunnel_add(kernel, tunnel, err);
}

/*
 * Whether SESSION exists and, for Ethernet, has an interface. If the interface name is in use, Linux 6.12 briefly keeps
 * a session without one (l2tp_eth.c, l2tp_eth_create). Returns 0, 1, or a negative errno and err set.
 */
static int has_whole_session(struct kernel *kernel, const struct l2tp_session *session,
			     struct error *err)
{
	const struct l2tp_session key = l2tp_session_key(session->tunnel_id, session->session_id);
	struct l2tp_session found;
	int there = explain_exists(kernel_fetch_session(kernel, &key, &found, err), err);

	if (there <= 0)
		return there;
	return found.pwtype != L2TP_PWTYPE_ETH || found.fields & L2TP_SESSION_NAME;
}

static int explain_session_exists(struct kernel *kernel, const struct l2tp_session *session,
				  const char *name, struct error *err)
{
	struct error ignored = { 0 };
	char quoted[TEXT_SIZE];
	uint32_t owner;

	if (has_whole_session(kernel, session, &ignored) > 0)
		return error_set(err, -EEXIST,
				 "session %u already exists in tunnel %u; l2tp session replace "
				 "changes it to match",
				 session->session_id, session->tunnel_id);
	escape_shell(session->name, quoted, sizeof(quoted));
	if (session->fields & L2TP_SESSION_NAME &&
	    interface_index(&kernel->interfaces, session->name))
		return error_set(err, -EEXIST,
				 "name: interface %s already exists; ip link show dev %s", name,
				 quoted);
	owner = kernel_owner_of_session(kernel, session->session_id, &ignored);
	if (owner)
		return error_set(
			err, -EEXIST,
			"session_id %u is in use in tunnel %u; with encap ip a session ID must be unique on the host",
			session->session_id, owner);
	return error_set(err, -EEXIST,
			 "session %u or its interface is still being deleted; try again",
			 session->session_id);
}

/* Turn the errno in ERR, and any kernel text, into a sentence. Returns the errno. */
static int explain_session_add(struct kernel *kernel, const struct l2tp_session *session,
			       struct error *err)
{
	bool ppp = session->pwtype == L2TP_PWTYPE_PPP;
	char name[TEXT_SIZE];

	escape_text(session->name, name, sizeof(name));
	switch (-err->code) {
	case EEXIST:
		return explain_session_exists(kernel, session, name, err);
	case ENODEV:
		return explain_tunnel(session->tunnel_id, err);
	case EPROTONOSUPPORT:
		return error_set(err, -EPROTONOSUPPORT,
				 "the kernel has no %s pseudowires; modprobe %s",
				 ppp ? "ppp" : "eth", ppp ? "l2tp_ppp" : "l2tp_eth");
	case EINVAL:
		if (!err->text[0] && session->fields & L2TP_SESSION_NAME)
			return error_set(err, -EINVAL,
					 "name: the kernel refuses %s as an interface name", name);
		/* fall through */
	default:
		return explain_other(err);
	}
}

/* Linux 6.12 accepts a duplicate session in an L2TPv3 tunnel over UDP. */
static int refuse_double_session(struct kernel *kernel, const struct l2tp_session *session,
				 struct error *err)
{
	const struct l2tp_tunnel *tunnel = &kernel->last_tunnel;
	int there;

	if (tunnel->version != 3 || tunnel->encap != L2TP_ENCAPTYPE_UDP)
		return 0;
	there = kernel_has_live_session(kernel, session->tunnel_id, session->session_id, err);
	if (there <= 0)
		return there;
	error_set(err, -EEXIST, "%s", "");
	return explain_session_add(kernel, session, err);
}

/* Whether EEXIST comes from a pending deletion: the kernel reports no object that conflicts. */
static bool is_being_deleted(struct kernel *kernel, const struct l2tp_session *session)
{
	struct error unknown = { 0 };

	if (session->fields & L2TP_SESSION_NAME &&
	    interface_index(&kernel->interfaces, session->name))
		return false;
	if (pending_delete_may_be(kernel, session->tunnel_id, session->session_id))
		return true;
	if (has_whole_session(kernel, session, &unknown) > 0 &&
	    kernel_lists_session(kernel, session->tunnel_id, session->session_id))
		return false;
	return !unknown.code && !kernel_owner_of_session(kernel, session->session_id, &unknown) &&
	       !unknown.code;
}

/* A wait_until() condition: the session was added. A pending deletion causes a retry. ERR keeps the last refusal. */
static int try_session(void *data, struct error *err)
{
	const struct addition *addition = data;
	const struct sent_request request = { .command = L2TP_CMD_SESSION_CREATE,
					      .table = &l2tp_session_attributes,
					      .object = addition->session,
					      .look = outcome_add_session };
	int status;

	error_clear(err);
	status = outcome_request(addition->kernel, &request, err);
	if (status == -EEXIST && is_being_deleted(addition->kernel, addition->session))
		return 0;
	return status < 0 ? status : 1;
}

/*
 * Add SESSION to the handle's list. Errors are ignored: the session exists, and at worst a later delete does not wait
 * for its interface.
 */
static void add_to_list(struct kernel *kernel, const struct l2tp_session *session)
{
	const struct l2tp_session key = l2tp_session_key(session->tunnel_id, session->session_id);
	struct error ignored = { 0 };
	struct l2tp_session created;

	if (kernel->sessions.taken && kernel_fetch_session(kernel, &key, &created, &ignored) == 0) {
		kernel_take_name(&created, NULL);
		session_list_add(&kernel->sessions, &created);
	}
}

int kernel_add_session(struct kernel *kernel, struct l2tp_session *session,
		       const struct link_settings *link, struct error *err)
{
	struct addition addition = { .kernel = kernel, .session = session };

	/* a tunnel being deleted still accepts sessions and deletes them with it */
	if ((pending_delete_collides(kernel, NULL, session) && kernel_settle(kernel, err) < 0) ||
	    !kernel_tunnel_of(kernel, session, err))
		return err->code;
	l2tp_session_complete(session, &kernel->last_tunnel);
	if (l2tp_session_check(session, link, &kernel->last_tunnel, err) < 0 ||
	    refuse_double_session(kernel, session, err) < 0)
		return err->code;
	if (wait_until(try_session, &addition, SESSION_MS, NULL, err) <= 0) {
		explain_session_add(kernel, session, err);
		return pending_delete_half_made(kernel, session, err);
	}
	pending_delete_added_again(kernel, session->tunnel_id, session->session_id);
	add_to_list(kernel, session);
	return 0;
}

int kernel_modify_session(struct kernel *kernel, const struct l2tp_session *change,
			  const struct l2tp_session *listed, struct error *err)
{
	const struct sent_request request = { .command = L2TP_CMD_SESSION_MODIFY,
					      .table = &l2tp_session_attributes,
					      .object = change,
					      .look = outcome_modify_session };
	struct l2tp_session now;

	/* Linux 6.12 may modify another tunnel's session of that ID */
	if (kernel_get_raw_session(kernel, change->tunnel_id, change->session_id, &now, err) < 0)
		return err->code;
	if (!l2tp_session_is_still(listed, &now))
		return error_set(
			err, -ESTALE,
			"session %u in tunnel %u was re-created by another process, and is "
			"left alone",
			change->session_id, change->tunnel_id);
	return outcome_request(kernel, &request, err) < 0 ? explain_session(change, err) : 0;
}
