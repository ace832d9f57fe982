// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * compare.c - whether two records from the kernel tell the same, and whether they may be of one object
 */
#include "lib/model/compare.h"

#include <stddef.h>
#include <string.h>

/*
 * Whether two records are equal from the end of the member FROM to the start of TO. The bytes are compared
 * where they are: a copy of a struct need not have those between its members.
 */
#define SAME_BETWEEN(type, a, b, from, to) \
	(memcmp((const char *)(a) + offsetof(type, from) + sizeof((a)->from), \
		(const char *)(b) + offsetof(type, from) + sizeof((a)->from), \
		offsetof(type, to) - offsetof(type, from) - sizeof((a)->from)) == 0)

bool l2tp_tunnel_equal(const struct l2tp_tunnel *a, const struct l2tp_tunnel *b)
{
	return a->fields == b->fields && SAME_BETWEEN(struct l2tp_tunnel, a, b, fields, stats);
}

bool l2tp_session_equal(const struct l2tp_session *a, const struct l2tp_session *b)
{
	return ((a->fields ^ b->fields) & ~(uint32_t)L2TP_SESSION_L2SPEC_TYPE) == 0 &&
	       SAME_BETWEEN(struct l2tp_session, a, b, fields, l2spec_type) &&
	       SAME_BETWEEN(struct l2tp_session, a, b, l2spec_type, stats);
}

bool l2tp_tunnel_same_identity(const struct l2tp_tunnel *a, const struct l2tp_tunnel *b)
{
	return a->peer_tunnel_id == b->peer_tunnel_id && a->version == b->version &&
	       a->encap == b->encap;
}

bool l2tp_session_same_identity(const struct l2tp_session *a, const struct l2tp_session *b)
{
	return a->peer_session_id == b->peer_session_id &&
	       strcmp(a->kernel_name, b->kernel_name) == 0;
}
