// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * session_list_test.c - session_list with additions and removals
 */

#include <stdlib.h>
#include <string.h>

#include "lib/kernel/session_list.h"
#include "lib/model/session.h"
#include "testsuite/unit/unit.h"

/* More than the list keeps unsorted. */
#define MANY 1000

static struct l2tp_session session_of(uint32_t tunnel_id, uint32_t session_id)
{
	return (struct l2tp_session){ .fields = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID,
				      .tunnel_id = tunnel_id,
				      .session_id = session_id };
}

/* Pop all sessions of the tunnel, asserting that each appears once. Returns their number. */
static size_t popped(struct unit *unit, struct session_list *sessions, uint32_t tunnel_id)
{
	bool seen[2 * MANY + 1] = { false };
	struct l2tp_session session;
	size_t count = 0;

	for (; session_list_pop(sessions, tunnel_id, &session); count++) {
		CHECK(session.tunnel_id == tunnel_id && session.fields);
		CHECK(session.session_id <= 2 * MANY && !seen[session.session_id]);
		seen[session.session_id] = true;
	}
	return count;
}

static void not_taken(struct unit *unit)
{
	struct l2tp_session session = session_of(1, 1);
	struct session_list sessions = { 0 };

	session_list_add(&sessions, &session);
	session_list_remove(&sessions, 1, 1);
	CHECK(!session_list_pop(&sessions, 1, &session));
	CHECK(sessions.count == 0 && !sessions.list);
	session_list_take(&sessions, NULL, 0);
	CHECK(!session_list_pop(&sessions, 1, &session));
	session_list_remove(&sessions, 1, 1);
	session_list_free(&sessions);
	session_list_free(&sessions);
}

/* A sorted list that was taken over, followed by unsorted additions. */
static void popped_by_tunnel(struct unit *unit)
{
	struct l2tp_session *list = calloc(MANY, sizeof(*list)), session;
	struct session_list sessions = { 0 };
	uint32_t i;

	for (i = 0; i < MANY; i++)
		list[i] = session_of(i < MANY / 2 ? 1 : 3, i + 1);
	session_list_take(&sessions, list, MANY);
	for (i = MANY; i > 0; i--) {
		session = session_of(i % 3 + 1, MANY + i);
		session_list_add(&sessions, &session);
	}
	session_list_remove(&sessions, 1, 1);	       /* the first */
	session_list_remove(&sessions, 3, MANY);       /* the last one taken over */
	session_list_remove(&sessions, 2, MANY + 1);   /* the last one added */
	session_list_remove(&sessions, 1, MANY);       /* does not exist */
	session_list_remove(&sessions, UINT32_MAX, 1); /* does not exist */
	CHECK(popped(unit, &sessions, UINT32_MAX) == 0);
	CHECK(popped(unit, &sessions, 2) == 333);
	CHECK(popped(unit, &sessions, 2) == 0);
	CHECK(popped(unit, &sessions, 1) == 499 + 333);
	CHECK(popped(unit, &sessions, 3) == 499 + 333);
	session = session_of(2, 7);
	session_list_add(&sessions, &session);
	CHECK(popped(unit, &sessions, 2) == 1);
	session_list_free(&sessions);
}

/* A session that is removed and added again appears once. */
static void added_again(struct unit *unit)
{
	struct l2tp_session session = session_of(5, 6);
	struct session_list sessions = { 0 };

	session_list_take(&sessions, NULL, 0);
	session_list_add(&sessions, &session);
	session_list_remove(&sessions, 5, 6);
	session_list_add(&sessions, &session);
	CHECK(popped(unit, &sessions, 5) == 1);
	session_list_free(&sessions);
}

/* Compares with an array of flags, with random additions and removals. */
static void random_changes(struct unit *unit)
{
	struct session_list sessions = { 0 };
	bool there[5][100] = { { false } };
	unsigned int seed = 7, round;
	uint32_t tunnel_id;
	size_t i;

	session_list_take(&sessions, NULL, 0);
	for (round = 0; round < 5000; round++) {
		uint32_t session_id = (uint32_t)rand_r(&seed) % 100;
		struct l2tp_session session;

		tunnel_id = (uint32_t)rand_r(&seed) % 5;
		session = session_of(tunnel_id, session_id);
		if (there[tunnel_id][session_id])
			session_list_remove(&sessions, tunnel_id, session_id);
		else
			session_list_add(&sessions, &session);
		there[tunnel_id][session_id] = !there[tunnel_id][session_id];
	}
	for (tunnel_id = 0; tunnel_id < 5; tunnel_id++) {
		size_t wanted = 0;

		for (i = 0; i < 100; i++)
			wanted += there[tunnel_id][i];
		unit_about(unit, "tunnel %u", tunnel_id);
		CHECK(popped(unit, &sessions, tunnel_id) == wanted);
	}
	session_list_free(&sessions);
}

const struct unit_test session_list_tests[] = {
	{ "a sessions that was not taken has and keeps nothing", not_taken },
	{ "a sessions gives each session of a tunnel once, and no other", popped_by_tunnel },
	{ "a session that went and came again is in the sessions once", added_again },
	{ "a session list is true after any additions and removals", random_changes },
	{ NULL, NULL },
};
