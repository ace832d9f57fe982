// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ppp.c - a PPP session and the sockets that carry it
 */
#include "lib/ppp/ppp.h"

#include <errno.h>
#include <unistd.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/wait.h"
#include "lib/kernel/add.h"
#include "lib/kernel/find.h"
#include "lib/kernel/list.h"
#include "lib/kernel/request.h"
#include "lib/ppp/pppox.h"

/* How long to wait for a deletion: one that blocks the sockets, and that of the session to add again. */
#define OPEN_MS 1000
#define GIVE_UP_MS 2000

static const struct ppp_sockets no_sockets = { .udp = -1, .management = -1, .session = -1 };

static void close_one(int *fd)
{
	fd_closep(fd);
	*fd = -1;
}

void ppp_close_session(struct ppp_sockets *sockets)
{
	close_one(&sockets->session);
}

/* Close the session first: the kernel then deletes it while its tunnel still exists. */
void ppp_close(struct ppp_sockets *sockets)
{
	close_one(&sockets->session);
	close_one(&sockets->management);
	close_one(&sockets->udp);
}

/* Returns 1 if the session exists, 0 if not, or a negative errno. */
static int look_for_session(struct kernel *kernel, const struct ppp_sockets *sockets)
{
	struct error ignored = { 0 };

	return kernel_has_object(kernel, sockets->about.tunnel_id, sockets->about.session_id,
				 &ignored);
}

/* A failed lookup counts as existing, so that the caller keeps the session. */
bool ppp_is_there(struct kernel *kernel, const struct ppp_sockets *sockets)
{
	return look_for_session(kernel, sockets) != 0;
}

/* The argument of the wait_until() conditions below. */
struct attempt {
	struct kernel *kernel;
	const struct l2tp_ppp *ppp;
	struct ppp_sockets *sockets;
};

/* Condition for wait_until(): the session does not exist, or the lookup fails. */
static int session_is_gone(void *data, struct error *err)
{
	const struct attempt *attempt = data;

	return look_for_session(attempt->kernel, attempt->sockets) <= 0;
}

void ppp_give_up(struct kernel *kernel, struct ppp_sockets *sockets, struct error *err)
{
	struct attempt attempt = { .kernel = kernel, .sockets = sockets };
	bool lost = sockets->session >= 0 && !sockets->made;
	struct error undo_err = { 0 };

	ppp_close(sockets);
	/* Linux 6.12 deletes it in the background */
	if (lost)
		wait_until(session_is_gone, &attempt, GIVE_UP_MS, NULL, &undo_err);
	if (lost && kernel_add_session(kernel, &sockets->was, NULL, &undo_err) < 0)
		error_warn(err, "session %u in tunnel %u was deleted with its socket: %s",
			   sockets->was.session_id, sockets->was.tunnel_id, undo_err.text);
}

/* Connect the data socket and set its options; undo both on failure. */
static int open_session(struct kernel *kernel, const struct l2tp_session *options,
			struct ppp_sockets *sockets, struct error *err)
{
	sockets->session = pppox_session(&sockets->tunnel, &sockets->about, err);
	if (sockets->session >= 0 && pppox_set(sockets->session, options, err) == 0)
		return 0;
	ppp_give_up(kernel, sockets, err);
	return err->code;
}

/*
 * Linux 6.12 finds a version 3 session by its ID alone (l2tp_core.c, l2tp_v3_session_get), so a socket for a new
 * session would attach to the session of another tunnel.
 */
static int refuse_other(struct kernel *kernel, const struct ppp_sockets *sockets, struct error *err)
{
	uint32_t session_id = sockets->about.session_id, owner = 0;
	struct l2tp_tunnel other;
	int there;

	if (sockets->tunnel.version == 3)
		owner = kernel_owner_of_session(kernel, session_id, err);
	if (!owner)
		return err->code;
	there = explain_exists(kernel_fetch_tunnel(kernel, owner, &other, err), err);
	if (there <= 0)
		return there;
	return other.version == 3
		       ? error_set(
				 err, -EEXIST,
				 "session_id %u is in use in tunnel %u; a version 3 PPP session ID "
				 "must be unique on the host",
				 session_id, owner)
		       : 0;
}

/* Check PPP against the existing session. */
static int check_session(const struct l2tp_ppp *ppp, const struct l2tp_session *session,
			 struct error *err)
{
	const struct l2tp_session *want = &ppp->session;

	if (session->pwtype != L2TP_PWTYPE_PPP)
		return error_set(err, -EPROTOTYPE,
				 "session %u in tunnel %u is an Ethernet session; add one with "
				 "pwtype ppp",
				 session->session_id, session->tunnel_id);
	if (want->fields & L2TP_SESSION_PEER_ID &&
	    want->peer_session_id != session->peer_session_id)
		return error_set(err, -EINVAL,
				 "session %u in tunnel %u has peer_session_id %u instead of %u",
				 session->session_id, session->tunnel_id, session->peer_session_id,
				 want->peer_session_id);
	return 0;
}

/* Prepare a session that does not exist: its socket creates it. */
static int new_session(struct kernel *kernel, const struct l2tp_ppp *ppp,
		       struct ppp_sockets *sockets, struct error *err)
{
	if (!(ppp->session.fields & L2TP_SESSION_PEER_ID))
		return error_set(err, -ENODEV,
				 "session %u in tunnel %u does not exist; give peer_session_id to "
				 "add it",
				 ppp->session.session_id, ppp->session.tunnel_id);
	error_clear(err);
	sockets->made = true;
	sockets->about = ppp->session;
	sockets->about.peer_tunnel_id = sockets->tunnel.peer_tunnel_id;
	sockets->about.pwtype = L2TP_PWTYPE_PPP;
	sockets->about.fields |= L2TP_SESSION_PEER_TUNNEL_ID | L2TP_SESSION_PWTYPE;
	l2tp_session_complete(&sockets->about, &sockets->tunnel);
	return l2tp_session_check(&sockets->about, NULL, &sockets->tunnel, err) < 0
		       ? err->code
		       : refuse_other(kernel, sockets, err);
}

/* Attach to the existing session and save it in `was`, to add it again after a failure. */
static int old_session(const struct l2tp_ppp *ppp, struct ppp_sockets *sockets, struct error *err)
{
	const uint32_t told = L2TP_SESSION_PEER_TUNNEL_ID | L2TP_SESSION_NAME | L2TP_SESSION_STATS |
			      L2TP_SESSION_KERNEL_NAME | L2TP_SESSION_USING_IPSEC;

	sockets->was = sockets->about;
	sockets->was.fields &= ~told;
	return check_session(ppp, &sockets->about, err);
}

/* Open the session in an existing tunnel. */
static int attach(struct kernel *kernel, const struct l2tp_ppp *ppp, struct ppp_sockets *sockets,
		  struct error *err)
{
	const struct l2tp_session key =
		l2tp_session_key(ppp->session.tunnel_id, ppp->session.session_id);
	int status;

	*sockets = no_sockets;
	if (kernel_get_tunnel(kernel, key.tunnel_id, &sockets->tunnel, err) < 0)
		return err->code;
	status = kernel_get_session(kernel, &key, &sockets->about, err);
	if (status == 0)
		status = old_session(ppp, sockets, err);
	else if (status == -ENODEV)
		status = new_session(kernel, ppp, sockets, err);
	return status < 0 ? status : open_session(kernel, &ppp->session, sockets, err);
}

/* Open the session in a tunnel that the sockets create. */
static int open_own(struct kernel *kernel, const struct l2tp_ppp *ppp, struct ppp_sockets *sockets,
		    struct error *err)
{
	*sockets = no_sockets;
	sockets->made = true;
	sockets->tunnel = ppp->tunnel;
	sockets->about = ppp->session;
	sockets->about.fields |= L2TP_SESSION_PEER_TUNNEL_ID;
	if (refuse_other(kernel, sockets, err) < 0)
		return err->code;
	sockets->udp = pppox_udp(&ppp->tunnel, err);
	if (sockets->udp >= 0)
		sockets->management = pppox_management(&ppp->tunnel, sockets->udp, err);
	if (sockets->management < 0) {
		ppp_close(sockets);
		return err->code;
	}
	return open_session(kernel, &ppp->session, sockets, err);
}

/* Condition for wait_until(): the sockets are open. Retries while an object in the way may be in deletion. */
static int open_again(void *data, struct error *err)
{
	const struct attempt *attempt = data;
	const struct l2tp_ppp *ppp = attempt->ppp;
	int status;

	error_clear(err);
	status = (ppp->own ? open_own : attach)(attempt->kernel, ppp, attempt->sockets, err);
	if (status == -EEXIST || status == -EADDRINUSE)
		return 0;
	return status < 0 ? status : 1;
}

int ppp_open(struct kernel *kernel, const struct l2tp_ppp *ppp, struct ppp_sockets *sockets,
	     struct error *err)
{
	/* cppcheck-suppress ctuuninitvar ; it is written here, not read */
	struct attempt attempt = { kernel, ppp, sockets };

	return wait_until(open_again, &attempt, OPEN_MS, NULL, err) > 0 ? 0 : err->code;
}

int ppp_read(struct ppp_sockets *sockets, struct error *err)
{
	CLEANUP(fd_closep) int opened = -1;
	struct error ignored = { 0 };
	int management = sockets->management;

	if (pppox_get(sockets->session, &sockets->about, err) < 0)
		return err->code;
	if (management < 0) /* opened only briefly: it creates session 0 while open */
		management = opened = pppox_management(&sockets->tunnel, -1, &ignored);
	sockets->tunnel.fields &= ~(uint32_t)L2TP_TUNNEL_STATS;
	if (management >= 0)
		pppox_get_tunnel(management, &sockets->tunnel, &ignored);
	return 0;
}
