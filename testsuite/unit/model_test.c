// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * model_test.c - what the headers of a tunnel take
 */
#include <netinet/in.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "testsuite/unit/unit.h"

/* The interfaces' MTUs that Linux 6.1 and 6.12 chose on a path of 1500. */
static void overheads(struct unit *unit)
{
	static const struct {
		uint16_t encap;
		uint8_t l2spec, cookie;
		uint32_t ipv4, ipv6;
	} cases[] = {
		{ L2TP_ENCAPTYPE_UDP, 1, 0, 1446, 1426 }, { L2TP_ENCAPTYPE_UDP, 1, 4, 1442, 1422 },
		{ L2TP_ENCAPTYPE_UDP, 1, 8, 1438, 1418 }, { L2TP_ENCAPTYPE_UDP, 0, 0, 1450, 1430 },
		{ L2TP_ENCAPTYPE_UDP, 0, 4, 1446, 1426 }, { L2TP_ENCAPTYPE_IP, 1, 0, 1458, 1438 },
		{ L2TP_ENCAPTYPE_IP, 1, 8, 1450, 1430 },  { L2TP_ENCAPTYPE_IP, 0, 0, 1462, 1442 },
		{ L2TP_ENCAPTYPE_IP, 0, 4, 1458, 1438 },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct l2tp_tunnel tunnel = { .version = 3, .encap = cases[i].encap };
		const struct l2tp_session session = { .l2spec_type = cases[i].l2spec,
						      .cookie.length = cases[i].cookie };

		unit_about(unit, "encap %u, l2spec %u, cookie %u", cases[i].encap, cases[i].l2spec,
			   cases[i].cookie);
		tunnel.remote.family = AF_INET;
		CHECK(l2tp_default_mtu(&tunnel, &session, 1500) == cases[i].ipv4);
		tunnel.remote.family = AF_INET6;
		CHECK(l2tp_default_mtu(&tunnel, &session, 1500) == cases[i].ipv6);
	}
}

static void version_2(struct unit *unit)
{
	struct l2tp_tunnel tunnel = { .version = 2, .remote.family = AF_INET };
	struct l2tp_session session = { .pwtype = L2TP_PWTYPE_PPP };

	CHECK(l2tp_overhead(&tunnel, &session) == 34);
	session.seq = L2TP_SEQ_SEND;
	CHECK(l2tp_overhead(&tunnel, &session) == 38);
}

const struct unit_test model_tests[] = {
	{ "the MTU that the kernel chooses is known from the headers", overheads },
	{ "version 2 has a longer header with sequence numbers", version_2 },
	{ NULL, NULL },
};
