// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * select_test.c - session filters, and data joined from tunnels and interfaces
 */

#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/kernel/list.h"
#include "lib/kernel/select.h"
#include "lib/model/link.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "testsuite/unit/sample.h"
#include "testsuite/unit/unit.h"

static void passes(struct unit *unit)
{
	struct l2tp_session session = sample_session(), filter = { 0 };

	strcpy(session.name, "now");
	strcpy(session.kernel_name, "first");
	session.fields |= L2TP_SESSION_KERNEL_NAME;
	CHECK(select_passes(&session, &filter));
	filter.fields = L2TP_SESSION_NAME;
	strcpy(filter.name, "now");
	CHECK(select_passes(&session, &filter));
	strcpy(filter.name, "first");
	CHECK(select_passes(&session, &filter));
	CHECK(filter.fields == L2TP_SESSION_NAME);
	strcpy(filter.name, "firs");
	CHECK(!select_passes(&session, &filter));
	strcpy(filter.name, "first");
	filter.fields |= L2TP_SESSION_TUNNEL_ID;
	filter.tunnel_id = 2;
	CHECK(!select_passes(&session, &filter));
	filter.tunnel_id = 1;
	CHECK(select_passes(&session, &filter));
}

static void absent_fields(struct unit *unit)
{
	struct l2tp_session session = sample_session(), filter = { 0 };

	filter.fields = L2TP_SESSION_L2SPEC_TYPE;
	filter.l2spec_type = L2TP_L2SPECTYPE_DEFAULT;
	CHECK(select_passes(&session, &filter));
	session.fields &= ~(uint32_t)L2TP_SESSION_L2SPEC_TYPE;
	CHECK(!select_passes(&session, &filter));
	filter.fields = L2TP_SESSION_NAME;
	strcpy(filter.name, "other");
	CHECK(!select_passes(&session, &filter));
	session.fields &= ~(uint32_t)L2TP_SESSION_NAME;
	strcpy(filter.name, session.name);
	CHECK(!select_passes(&session, &filter));
}

/* Tunnels sorted by id and interfaces by name, like lookup_gather() returns them. */
static void company(struct unit *unit)
{
	struct l2tp_tunnel tunnels[] = { { .tunnel_id = 1 },
					 { .tunnel_id = 7 },
					 { .tunnel_id = UINT32_MAX } };
	struct link_state links[] = { { .index = 9, .name = "a" },
				      { .index = 4, .name = "l2tpeth0" },
				      { .index = 5, .name = "l2tpeth10" },
				      { .index = 2, .name = "lo" } };
	const struct lookup all = {
		.tunnels = tunnels, .tunnel_count = 3, .links = links, .link_count = 4
	};
	const struct lookup none = { 0 };
	struct l2tp_session session = { .fields = L2TP_SESSION_NAME };
	size_t i;

	for (i = 0; i < 3; i++) {
		session.tunnel_id = tunnels[i].tunnel_id;
		CHECK(lookup_tunnel(&all, &session) == &tunnels[i]);
	}
	session.tunnel_id = 8;
	CHECK(!lookup_tunnel(&all, &session) && !lookup_tunnel(&none, &session));
	for (i = 0; i < 4; i++) {
		strcpy(session.name, links[i].name);
		links[i].is_session = false;
		CHECK(!lookup_link(&all, &session));
		links[i].is_session = true;
		CHECK(lookup_link(&all, &session) == &links[i]);
	}
	session.name_is = NAME_SHARED;
	CHECK(!lookup_link(&all, &session));
	session.name_is = NAME_AT_CREATION;
	CHECK(!lookup_link(&none, &session));
	session.fields = 0; /* a PPP session */
	CHECK(!lookup_link(&all, &session));
	session.fields = L2TP_SESSION_NAME;
	strcpy(session.name, "l2tpeth1");
	CHECK(!lookup_link(&all, &session));
}

const struct unit_test select_tests[] = {
	{ "a filter's name is the present one or the first", passes },
	{ "a filter does not let pass what lacks its field", absent_fields },
	{ "a session's tunnel and interface are found among all", company },
	{ NULL, NULL },
};
