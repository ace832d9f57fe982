// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * hostile_kernel_test.c - L2TP requests with invalid answers
 *
 * A request without a valid answer has an unknown result: neither success nor absence.
 */
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/error.h"
#include "lib/kernel/add.h"
#include "lib/kernel/delete.h"
#include "lib/kernel/find.h"
#include "lib/kernel/kernel.h"
#include "lib/kernel/list.h"
#include "lib/kernel/pending_delete.h"
#include "lib/kernel/request.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/netlink/interface.h"
#include "testsuite/unit/hostile_evils.h"
#include "testsuite/unit/hostile_peer.h"
#include "testsuite/unit/sample.h"
#include "testsuite/unit/unit.h"

/* Answer that no interface exists. */
static bool is_about_links(struct peer *peer, const struct nlmsghdr *request)
{
	if (request->nlmsg_type != RTM_GETLINK)
		return false;
	peer_say_error(peer, request, -ENODEV);
	return true;
}

static void refuse_existing(struct peer *peer, const struct nlmsghdr *request)
{
	peer_say_error(peer, request, request->nlmsg_flags & NLM_F_ACK ? -EEXIST : -ENODEV);
}

static void exists_then_silence(struct peer *peer, const struct nlmsghdr *request)
{
	if (request->nlmsg_flags & NLM_F_ACK)
		peer_say_error(peer, request, -EEXIST);
}

static void no_device(struct peer *peer, const struct nlmsghdr *request)
{
	peer_say_error(peer, request, -ENODEV);
}

static void say_error(struct peer *peer, const struct nlmsghdr *request)
{
	peer_say_error(peer, request, -EIO);
}

static void other_object(struct peer *peer, const struct nlmsghdr *request)
{
	const struct genlmsghdr *asked = mnl_nlmsg_get_payload(request);

	peer_say_record(
		peer, request,
		asked->cmd == L2TP_CMD_TUNNEL_GET ? L2TP_CMD_SESSION_GET : L2TP_CMD_TUNNEL_GET, 7);
	peer_say_done(peer, request);
}

/* A record with ids other than those requested. */
static void other_ids(struct peer *peer, const struct nlmsghdr *request)
{
	_Alignas(struct nlmsghdr) char buffer[GENL_HDRLEN + NLMSG_HDRLEN];
	struct nlmsghdr *bare = (struct nlmsghdr *)buffer;

	memcpy(buffer, request, sizeof(buffer));
	bare->nlmsg_len = sizeof(buffer);
	peer_say_record(peer, bare, 0, 4242);
}

static int add_tunnel(struct kernel *kernel, struct error *err)
{
	const struct l2tp_tunnel tunnel = sample_tunnel(false);

	return kernel_add_tunnel(kernel, &tunnel, err);
}

static int get_tunnel(struct kernel *kernel, struct error *err)
{
	struct l2tp_tunnel tunnel;

	return kernel_get_tunnel(kernel, 7, &tunnel, err);
}

static int get_session(struct kernel *kernel, struct error *err)
{
	const struct l2tp_session key = { .fields = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID,
					  .tunnel_id = 7,
					  .session_id = 9 };
	struct l2tp_session session;

	return kernel_get_session(kernel, &key, &session, err);
}

static int list_sessions(struct kernel *kernel, struct error *err)
{
	struct l2tp_session *list = NULL;
	size_t count = 0;
	int status = kernel_list_sessions(kernel, &list, &count, err);

	if (status == 0 && count != 2)
		status = -EDOM;
	free(status < 0 && status != -EDOM ? NULL : list);
	return status;
}

static int delete_sessions(struct kernel *kernel, struct error *err)
{
	const struct l2tp_session list[] = {
		{ .tunnel_id = 7, .session_id = 9 },
		{ .tunnel_id = 7, .session_id = 10 },
		{ .tunnel_id = 7, .session_id = 11 },
	};

	return kernel_delete_sessions(kernel, list, 3, false, err);
}

/* The tunnel exists and the session lookup fails: the session must not be added. */
static int add_session(struct kernel *kernel, struct error *err)
{
	struct l2tp_session session = sample_session();

	session.tunnel_id = 7;
	return kernel_add_session(kernel, &session, NULL, err);
}

static void tunnel_then_silence(struct peer *peer, const struct nlmsghdr *request)
{
	const struct genlmsghdr *asked = mnl_nlmsg_get_payload(request);

	if (asked->cmd == L2TP_CMD_TUNNEL_GET || request->nlmsg_flags & NLM_F_ACK)
		peer_say_right(peer, request);
}

/* Send a record for each request for one, and acknowledge the last. */
static void right_of_many(struct peer *peer, const struct nlmsghdr *request)
{
	const struct genlmsghdr *asked = mnl_nlmsg_get_payload(request);

	if (asked->cmd == L2TP_CMD_SESSION_GET)
		peer_say_record(peer, request, 0, 7);
	if (request->nlmsg_flags & NLM_F_ACK)
		peer_say_error(peer, request, 0);
}

/* Acknowledge only the last. */
static void last_alone(struct peer *peer, const struct nlmsghdr *request)
{
	if (request->nlmsg_flags & NLM_F_ACK)
		peer_say_error(peer, request, 0);
}

static const struct {
	const char *name;
	int (*call)(struct kernel *kernel, struct error *err);
	peer_answer *evil;
	int wanted;
} cases[] = {
	{ "add tunnel: right", add_tunnel, peer_say_right, 0 },
	{ "add tunnel: twice", add_tunnel, evil_twice, 0 },
	{ "add tunnel: silence", add_tunnel, evil_silence, ERROR_UNKNOWN },
	{ "add tunnel: foreign", add_tunnel, evil_foreign, ERROR_UNKNOWN },
	{ "add tunnel: end of a dump", add_tunnel, evil_done, ERROR_UNKNOWN },
	{ "add tunnel: an error that is none", add_tunnel, evil_no_errno, ERROR_UNKNOWN },
	{ "add tunnel: is there and is not", add_tunnel, refuse_existing, -EEXIST },
	{ "add tunnel: is there, then silence", add_tunnel, exists_then_silence, -EEXIST },
	{ "get tunnel: right", get_tunnel, peer_say_right, 0 },
	{ "get tunnel: acknowledgement", get_tunnel, evil_acknowledgement, -EBADMSG },
	{ "get tunnel: a session", get_tunnel, other_object, -EBADMSG },
	{ "get tunnel: another", get_tunnel, other_ids, -EBADMSG },
	{ "get session: right", get_session, peer_say_right, 0 },
	{ "get session: silence", get_session, evil_silence, -ETIMEDOUT },
	{ "get session: acknowledgement", get_session, evil_acknowledgement, -EBADMSG },
	{ "get session: end of a dump", get_session, evil_done, -EBADMSG },
	{ "get session: a tunnel", get_session, other_object, -EBADMSG },
	{ "get session: another", get_session, other_ids, -ENODEV },
	{ "get session: cut", get_session, evil_cut_record, -EBADMSG },
	{ "list sessions: right", list_sessions, peer_say_right, 0 },
	{ "list sessions: twice", list_sessions, evil_twice, 0 },
	{ "list sessions: acknowledgement", list_sessions, evil_acknowledgement, -EBADMSG },
	{ "list sessions: cut end", list_sessions, evil_cut_done, -EBADMSG },
	{ "list sessions: tunnels", list_sessions, other_object, -EBADMSG },
	{ "list sessions: error", list_sessions, evil_error_in_the_middle, -EIO },
	{ "list sessions: a trickle", list_sessions, evil_trickle, -ETIMEDOUT },
	{ "list sessions: lost", list_sessions, evil_lost, -EINTR },
	{ "add session: which there are is not told", add_session, tunnel_then_silence,
	  -ETIMEDOUT },
	{ "delete sessions: right", delete_sessions, right_of_many, 0 },
	{ "delete sessions: gone", delete_sessions, no_device, 0 },
	{ "delete sessions: silence", delete_sessions, evil_silence, -ETIMEDOUT },
	{ "delete sessions: lost", delete_sessions, evil_lost, -ENOBUFS },
	{ "delete sessions: foreign", delete_sessions, evil_foreign, -ETIMEDOUT },
	{ "delete sessions: no records", delete_sessions, last_alone, -EIO },
	{ "delete sessions: error", delete_sessions, say_error, -EIO },
};

static void calls(struct unit *unit)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct kernel *kernel = NULL;
		struct error err = { 0 };
		struct peer peer;
		int status;

		unit_about(unit, "%s", cases[i].name);
		peer_start(&peer, cases[i].evil);
		CHECK(kernel_open(&kernel, &err) == 0);
		status = cases[i].call(kernel, &err);
		CHECK(status == cases[i].wanted);
		CHECK(status == 0 || err.text[0]);
		CHECK(!peer.hung);
		kernel_close(kernel);
		peer_stop(&peer);
	}
}

static void own_number(struct peer *peer, const struct nlmsghdr *request)
{
	peer_say_family(peer, request, NLMSG_DONE);
}

static void openings(struct unit *unit)
{
	const struct {
		peer_answer *evil;
		int wanted;
	} answers[] = {
		{ evil_silence, -ETIMEDOUT },	  { evil_foreign, -ETIMEDOUT },
		{ evil_half_a_header, -EBADMSG }, { evil_acknowledgement, -EBADMSG },
		{ evil_done, -EBADMSG },	  { evil_other_type, -EBADMSG },
		{ evil_oversized, -EBADMSG },	  { own_number, -EBADMSG },
		{ no_device, -ENODEV },
	};
	size_t i;

	for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		struct kernel *kernel = NULL;
		struct error err = { 0 };
		struct peer peer;

		unit_about(unit, "answer %zu", i);
		peer_start(&peer, NULL);
		peer.answer = answers[i].evil;
		CHECK(kernel_open(&kernel, &err) == answers[i].wanted);
		CHECK(!kernel && err.text[0] && !peer.hung);
		peer_stop(&peer);
	}
}

static void right_but_links(struct peer *peer, const struct nlmsghdr *request)
{
	if (!is_about_links(peer, request))
		peer_say_right(peer, request);
}

/* Waiting for a deleted tunnel ends only by the kernel's answer. */
static void settling(struct unit *unit)
{
	const struct {
		const char *name;
		peer_answer *evil;
		int wanted;
	} answers[] = {
		{ "gone", no_device, 0 },
		{ "silence", evil_silence, -ETIMEDOUT },
		{ "foreign", evil_foreign, -ETIMEDOUT },
		{ "an error", say_error, -EIO },
		{ "acknowledgement", evil_acknowledgement, -EBADMSG },
		{ "cut", evil_half_a_header, -EBADMSG },
		{ "there for ever", peer_say_right, -ETIMEDOUT },
	};
	size_t i;

	for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		struct kernel *kernel = NULL;
		struct error err = { 0 };
		struct peer peer;

		unit_about(unit, "%s", answers[i].name);
		peer_start(&peer, right_but_links);
		CHECK(kernel_open(&kernel, &err) == 0);
		CHECK(kernel_delete_tunnel(kernel, 7, &err) == 0);
		peer.evil = answers[i].evil;
		CHECK(kernel_settle(kernel, &err) == answers[i].wanted);
		CHECK(answers[i].wanted == 0 || err.text[0]);
		CHECK(!peer.hung);
		kernel_close(kernel);
		peer_stop(&peer);
	}
}

/* Tunnels 1 to MANY are deleted; one disappears every 4 s, lowest first, until STUCK are left. */
enum { MANY = 100 };
static uint32_t stuck;

static uint32_t asked_tunnel(const struct nlmsghdr *request)
{
	const struct nlattr *attr;

	mnl_attr_for_each(attr, request, GENL_HDRLEN)
		if (mnl_attr_get_type(attr) == L2TP_ATTR_CONN_ID)
			return mnl_attr_get_u32(attr);
	return 0;
}

static void slowly(struct peer *peer, const struct nlmsghdr *request)
{
	const struct genlmsghdr *asked = mnl_nlmsg_get_payload(request);
	uint32_t gone = (uint32_t)(peer->now / 4000), id;

	if (gone > MANY - stuck)
		gone = MANY - stuck;
	if (is_about_links(peer, request))
		return;
	if ((request->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP) {
		for (id = gone + 1; asked->cmd == L2TP_CMD_TUNNEL_GET && id <= MANY; id++)
			peer_say_record(peer, request, 0, id);
		peer_say_done(peer, request);
	} else if (asked->cmd == L2TP_CMD_TUNNEL_GET && asked_tunnel(request) <= gone) {
		peer_say_error(peer, request, -ENODEV);
	} else {
		if (asked->cmd == L2TP_CMD_TUNNEL_GET)
			peer_say_record(peer, request, 0, 0);
		if (request->nlmsg_flags & NLM_F_ACK)
			peer_say_error(peer, request, 0);
	}
}

static void settling_slowly(struct unit *unit)
{
	const struct {
		uint32_t stuck;
		int wanted;
	} ends[] = { { 0, 0 }, { 1, -ETIMEDOUT }, { MANY / 2, -ETIMEDOUT } };
	struct l2tp_tunnel *list;
	size_t count, i;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		struct kernel *kernel = NULL;
		struct error err = { 0 };
		struct peer peer;

		unit_about(unit, "%u are stuck", ends[i].stuck);
		stuck = ends[i].stuck;
		peer_start(&peer, slowly);
		peer.now = 0;
		CHECK(kernel_open(&kernel, &err) == 0);
		CHECK(kernel_list_tunnels(kernel, &list, &count, &err) == 0 && count == MANY);
		CHECK(kernel_delete_tunnels(kernel, list, MANY, true, &err) == 0);
		free(list);
		CHECK(kernel_settle(kernel, &err) == ends[i].wanted);
		CHECK(peer.now >= INT64_C(4000) * (MANY - ends[i].stuck));
		CHECK(!peer.hung);
		kernel_close(kernel);
		peer_stop(&peer);
	}
}

static void interfaces(struct unit *unit)
{
	struct interface_lookup none = { 0 };
	struct interface_lookup broken = { .fd = fileno(stdin) };

	CHECK(interface_name(&none, 1, NULL) == 1);
	CHECK(interface_name(&none, 0x7ffffff0, NULL) == 0);
	CHECK(broken.fd > 0 || interface_name(&none, 1, NULL) == 1);
	broken.fd = 1 << 20;
	CHECK(interface_name(&broken, 1, NULL) == -EBADF);
	broken.fd = 0;
	interface_lookup_close(&broken);
	interface_lookup_close(&none);
}

const struct unit_test hostile_kernel_tests[] = {
	{ "a handle opens with what is right, and with nothing else", openings },
	{ "what the kernel did not answer rightly is an error, whatever is asked", calls },
	{ "what was deleted is gone where the kernel says so, and not where it says nothing",
	  settling },
	{ "what goes slowly is waited for as long as some of it goes", settling_slowly },
	{ "an interface that cannot be looked for is not taken to be gone", interfaces },
	{ NULL, NULL },
};
