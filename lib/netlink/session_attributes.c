// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * session_attributes.c - a session as the kernel writes it
 *
 * Apart from the socket, so that bytes from a test or a fuzzer can be decoded. The kernel never
 * reports the L2-specific sublayer, and the name it reports is the interface's first.
 */
#include "lib/netlink/session_attributes.h"

#include <errno.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/member.h"

/* clang-format off */
#define ROW(number, form, bits, member) \
	[number] = { .type = (number), .wire = (form), .field = (bits), \
		     MEMBER(struct l2tp_session, member) }
#define SEQ_ROW(number, flag) \
	[number] = { .type = (number), .wire = WIRE_BIT, .bit = (flag), \
		     .field = L2TP_SESSION_SEQ, MEMBER(struct l2tp_session, seq) }
/* clang-format on */

/* net/l2tp/l2tp_netlink.c: l2tp_nl_cmd_session_create, l2tp_nl_session_send */
static const struct attribute rows[] = {
	ROW(L2TP_ATTR_CONN_ID, WIRE_U32, L2TP_SESSION_TUNNEL_ID, tunnel_id),
	ROW(L2TP_ATTR_PEER_CONN_ID, WIRE_U32, L2TP_SESSION_PEER_TUNNEL_ID, peer_tunnel_id),
	ROW(L2TP_ATTR_SESSION_ID, WIRE_U32, L2TP_SESSION_ID, session_id),
	ROW(L2TP_ATTR_PEER_SESSION_ID, WIRE_U32, L2TP_SESSION_PEER_ID, peer_session_id),
	ROW(L2TP_ATTR_PW_TYPE, WIRE_U16, L2TP_SESSION_PWTYPE, pwtype),
	ROW(L2TP_ATTR_IFNAME, WIRE_NAME, L2TP_SESSION_NAME, name),
	ROW(L2TP_ATTR_COOKIE, WIRE_COOKIE, L2TP_SESSION_COOKIE, cookie),
	ROW(L2TP_ATTR_PEER_COOKIE, WIRE_COOKIE, L2TP_SESSION_PEER_COOKIE, peer_cookie),
	ROW(L2TP_ATTR_L2SPEC_TYPE, WIRE_U8, L2TP_SESSION_L2SPEC_TYPE, l2spec_type),
	SEQ_ROW(L2TP_ATTR_SEND_SEQ, L2TP_SEQ_SEND),
	SEQ_ROW(L2TP_ATTR_RECV_SEQ, L2TP_SEQ_RECV),
	ROW(L2TP_ATTR_LNS_MODE, WIRE_BOOL, L2TP_SESSION_LNS_MODE, lns_mode),
	ROW(L2TP_ATTR_RECV_TIMEOUT, WIRE_U64, L2TP_SESSION_REORDER_TIMEOUT, reorder_timeout),
	ROW(L2TP_ATTR_USING_IPSEC, WIRE_BOOL, L2TP_SESSION_USING_IPSEC, using_ipsec),
	ROW(L2TP_ATTR_DEBUG, WIRE_U32, L2TP_SESSION_DEBUG, debug),
	ROW(L2TP_ATTR_STATS, WIRE_STATS, L2TP_SESSION_STATS, stats),
};

const struct attribute_table l2tp_session_attributes = { "session", rows,
							 sizeof(rows) / sizeof(rows[0]) };

int l2tp_session_decode(const struct nlmsghdr *message, struct l2tp_session *session,
			struct error *err)
{
	const uint32_t key = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID;

	memset(session, 0, sizeof(*session)); /* nothing from the last record */
	if (attributes_get(&l2tp_session_attributes, message, session) < 0)
		return error_set(err, -EBADMSG, "bad attribute in a session record");
	if ((session->fields & key) != key)
		return error_set(err, -EBADMSG, "no tunnel_id and session_id in a session record");
	session->fields |= L2TP_SESSION_REORDER_TIMEOUT; /* the kernel leaves out a zero */
	if (!session->cookie.length)
		session->fields &= ~(uint32_t)L2TP_SESSION_COOKIE;
	if (!session->peer_cookie.length)
		session->fields &= ~(uint32_t)L2TP_SESSION_PEER_COOKIE;
	if (!session->name[0])
		session->fields &= ~(uint32_t)L2TP_SESSION_NAME;
	return 0;
}
