// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * outcome_test.c - a request whose answer is lost has the outcome that the kernel's objects show
 */
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <linux/rtnetlink.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/error.h"
#include "lib/kernel/add.h"
#include "lib/kernel/delete.h"
#include "lib/kernel/kernel.h"
#include "lib/kernel/outcome.h"
#include "lib/kernel/take_back.h"
#include "lib/kernel/queue.h"
#include "lib/netlink/attributes.h"
#include "testsuite/unit/hostile_peer.h"
#include "testsuite/unit/sample.h"
#include "testsuite/unit/unit.h"

/* What becomes of the next requests that change something. */
enum fate { ANSWERED, RUN_AND_LOST, LOST };

/* A kernel with at most one tunnel and one session. */
static struct {
	struct l2tp_tunnel tunnel;
	struct l2tp_session session;
	bool has_tunnel, has_session;
	enum fate fates[4];
	size_t changes; /* requests so far */
	bool blind;	/* it answers no question once an answer was lost */
} world;

static void say_object(struct peer *peer, const struct nlmsghdr *request,
		       const struct attribute_table *table, const void *object)
{
	_Alignas(struct nlmsghdr) char buffer[1024] = { 0 };
	struct nlmsghdr *said = mnl_nlmsg_put_header(buffer);
	struct error ignored = { 0 };

	memcpy(mnl_nlmsg_put_extra_header(said, GENL_HDRLEN), mnl_nlmsg_get_payload(request),
	       GENL_HDRLEN);
	said->nlmsg_type = request->nlmsg_type;
	said->nlmsg_seq = request->nlmsg_seq;
	said->nlmsg_pid = PEER_PORT;
	attributes_put(table, object, said, sizeof(buffer), &ignored);
	peer_say(peer, buffer, said->nlmsg_len);
}

static void say_get(struct peer *peer, const struct nlmsghdr *request, bool tunnel)
{
	if (world.blind && world.changes)
		peer_fail(peer, ENOBUFS);
	else if (tunnel && world.has_tunnel)
		say_object(peer, request, &l2tp_tunnel_attributes, &world.tunnel);
	else if (!tunnel && world.has_session)
		say_object(peer, request, &l2tp_session_attributes, &world.session);
	else
		peer_say_error(peer, request, -ENODEV);
}

/* Run COMMAND on the object THERE. Returns the kernel's errno. */
static int run(uint8_t command, bool *there)
{
	if (command == L2TP_CMD_TUNNEL_CREATE || command == L2TP_CMD_SESSION_CREATE) {
		if (*there)
			return -EEXIST;
		*there = true;
		return 0;
	}
	if (!*there)
		return -ENODEV;
	if (command == L2TP_CMD_SESSION_MODIFY)
		world.session.reorder_timeout = 2000;
	else
		*there = false;
	return 0;
}

static void answer_world(struct peer *peer, const struct nlmsghdr *request)
{
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(request);
	bool tunnel = header->cmd <= L2TP_CMD_TUNNEL_GET;
	enum fate fate;
	int status = 0;

	if (request->nlmsg_type == RTM_GETLINK) {
		peer_say_error(peer, request, -ENODEV);
		return;
	}
	if ((request->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP) {
		peer_say_done(peer, request);
		return;
	}
	if (header->cmd == L2TP_CMD_TUNNEL_GET || header->cmd == L2TP_CMD_SESSION_GET) {
		say_get(peer, request, tunnel);
		if (request->nlmsg_flags & NLM_F_ACK) /* the last of many */
			peer_say_error(peer, request, 0);
		return;
	}
	fate = world.fates[world.changes++];
	if (fate != LOST)
		status = run(header->cmd, tunnel ? &world.has_tunnel : &world.has_session);
	if (fate != ANSWERED)
		peer_fail(peer, ENOBUFS);
	else if (status || request->nlmsg_flags & NLM_F_ACK)
		peer_say_error(peer, request, status);
}

static int call_add_tunnel(struct kernel *kernel, struct error *err)
{
	const struct l2tp_tunnel tunnel = sample_tunnel(false);

	return kernel_add_tunnel(kernel, &tunnel, err);
}

/* The session's tunnel exists. */
static int call_add_session(struct kernel *kernel, struct error *err)
{
	struct l2tp_session session = sample_session();

	return kernel_add_session(kernel, &session, NULL, err);
}

static int call_modify(struct kernel *kernel, struct error *err)
{
	struct l2tp_session change = world.session;

	change.fields = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID | L2TP_SESSION_REORDER_TIMEOUT;
	change.reorder_timeout = 2000;
	return kernel_modify_session(kernel, &change, &world.session, err);
}

static int call_delete_tunnel(struct kernel *kernel, struct error *err)
{
	return kernel_delete_tunnels(kernel, &world.tunnel, 1, true, err);
}

static int call_delete_session(struct kernel *kernel, struct error *err)
{
	return kernel_delete_sessions(kernel, &world.session, 1, true, err);
}

enum there { NONE, EQUAL, DIFFERENT };

#define MAYBE " may have taken effect"

static const struct {
	const char *name;
	int (*call)(struct kernel *kernel, struct error *err);
	enum fate fates[2];
	enum there before, after;
	bool blind;
	int wanted;
	size_t changes;
} cases[] = {
	{ "add tunnel", call_add_tunnel, { ANSWERED }, NONE, EQUAL, false, 0, 1 },
	{ "add tunnel: run", call_add_tunnel, { RUN_AND_LOST }, NONE, EQUAL, false, 0, 1 },
	{ "add tunnel: not run", call_add_tunnel, { LOST }, NONE, EQUAL, false, 0, 2 },
	{ "add tunnel: not run twice",
	  call_add_tunnel,
	  { LOST, LOST },
	  NONE,
	  NONE,
	  false,
	  -EIO,
	  2 },
	{ "add tunnel: run at last",
	  call_add_tunnel,
	  { LOST, RUN_AND_LOST },
	  NONE,
	  EQUAL,
	  false,
	  0,
	  2 },
	{ "add tunnel: another's",
	  call_add_tunnel,
	  { LOST },
	  DIFFERENT,
	  DIFFERENT,
	  false,
	  -EEXIST,
	  1 },
	{ "add tunnel: unknown",
	  call_add_tunnel,
	  { RUN_AND_LOST },
	  NONE,
	  EQUAL,
	  true,
	  ERROR_UNKNOWN,
	  1 },
	{ "add session: run", call_add_session, { RUN_AND_LOST }, NONE, EQUAL, false, 0, 1 },
	{ "add session: not run", call_add_session, { LOST }, NONE, EQUAL, false, 0, 2 },
	{ "add session: unknown", call_add_session, { LOST }, NONE, NONE, true, ERROR_UNKNOWN, 1 },
	{ "modify: run", call_modify, { RUN_AND_LOST }, EQUAL, DIFFERENT, false, 0, 1 },
	{ "modify: not run", call_modify, { LOST }, EQUAL, DIFFERENT, false, 0, 2 },
	{ "modify: gone", call_modify, { LOST }, NONE, NONE, false, -ENODEV, 0 },
	{ "modify: unknown", call_modify, { LOST }, EQUAL, EQUAL, true, ERROR_UNKNOWN, 1 },
	{ "delete tunnel: run", call_delete_tunnel, { RUN_AND_LOST }, EQUAL, NONE, false, 0, 1 },
	{ "delete tunnel: not run", call_delete_tunnel, { LOST }, EQUAL, NONE, false, 0, 2 },
	{ "delete session: run", call_delete_session, { RUN_AND_LOST }, EQUAL, NONE, false, 0, 1 },
	{ "delete session: not run", call_delete_session, { LOST }, EQUAL, NONE, false, 0, 2 },
	{ "delete session: not run twice",
	  call_delete_session,
	  { LOST, LOST },
	  EQUAL,
	  EQUAL,
	  false,
	  -EIO,
	  2 },
	{ "delete session: unknown",
	  call_delete_session,
	  { RUN_AND_LOST },
	  EQUAL,
	  NONE,
	  true,
	  ERROR_UNKNOWN,
	  1 },
};

static bool is_about_tunnels(size_t at)
{
	return cases[at].call == call_add_tunnel || cases[at].call == call_delete_tunnel;
}

static void begin_world(size_t at)
{
	bool there = cases[at].before != NONE;

	memset(&world, 0, sizeof(world));
	world.tunnel = sample_tunnel(false);
	world.session = sample_session();
	world.has_tunnel = !is_about_tunnels(at) || there;
	world.has_session = !is_about_tunnels(at) && there;
	if (!is_about_tunnels(at))
		world.tunnel.tunnel_id = world.session.tunnel_id;
	if (cases[at].before == DIFFERENT)
		world.tunnel.peer_tunnel_id--;
	world.blind = cases[at].blind;
	memcpy(world.fates, cases[at].fates, sizeof(cases[at].fates));
}

static enum there ended(size_t at)
{
	const struct l2tp_tunnel tunnel = sample_tunnel(false);

	if (is_about_tunnels(at))
		return !world.has_tunnel				      ? NONE
		       : world.tunnel.peer_tunnel_id == tunnel.peer_tunnel_id ? EQUAL
									      : DIFFERENT;
	return !world.has_session		       ? NONE
	       : world.session.reorder_timeout == 1500 ? EQUAL
						       : DIFFERENT;
}

static void outcomes(struct unit *unit)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct kernel *kernel = NULL;
		struct error err = { 0 };
		struct peer peer;
		int status;

		unit_about(unit, "%s", cases[i].name);
		begin_world(i);
		peer_start(&peer, answer_world);
		CHECK(kernel_open(&kernel, &err) == 0);
		status = cases[i].call(kernel, &err);
		CHECK(status == cases[i].wanted && status == err.code);
		CHECK(world.changes == cases[i].changes);
		CHECK(ended(i) == cases[i].after);
		CHECK(status == 0 || err.text[0]);
		CHECK((status == ERROR_UNKNOWN) == (strstr(err.text, MAYBE) != NULL));
		kernel_close(kernel);
		peer_stop(&peer);
	}
}

static void take_back(struct unit *unit)
{
	const struct l2tp_tunnel added = sample_tunnel(false);
	bool ours;

	for (ours = false;; ours = true) {
		struct kernel *kernel = NULL;
		struct error err = { 0 };
		struct peer peer;

		unit_about(unit, "ours: %d", ours);
		memset(&world, 0, sizeof(world));
		world.has_tunnel = true;
		world.tunnel = added;
		world.tunnel.udp_dport -= !ours;
		peer_start(&peer, answer_world);
		CHECK(kernel_open(&kernel, &err) == 0);
		CHECK(take_back_tunnel(kernel, &added, &err) == 0);
		CHECK(world.has_tunnel == !ours);
		/* what no longer exists needs no rollback */
		world.has_tunnel = false;
		CHECK(take_back_tunnel(kernel, &added, &err) == 0);
		kernel_close(kernel);
		peer_stop(&peer);
		if (ours)
			break;
	}
}

const struct unit_test outcome_tests[] = {
	{ "a request whose answer is lost has the outcome that is found, or is sent once more",
	  outcomes },
	{ "only the object that was added is taken back", take_back },
	{ NULL, NULL },
};
