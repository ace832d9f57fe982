// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * session.c - session rules and per-packet overhead
 */
#include "lib/model/session.h"

#include <stddef.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/member.h"

#define IPV4_HEADER 20
#define IPV6_HEADER 40
#define UDP_HEADER 8
#define ETHERNET_HEADER 14
#define ETHERNET_MTU 1500
#define MTU_MAX 65535

int l2tp_session_compare(const void *a, const void *b)
{
	const struct l2tp_session *left = a, *right = b;

	if (left->tunnel_id != right->tunnel_id)
		return left->tunnel_id < right->tunnel_id ? -1 : 1;
	return (left->session_id > right->session_id) - (left->session_id < right->session_id);
}

void l2tp_setup_free(struct l2tp_setup *setup)
{
	link_settings_free(&setup->link);
}

bool l2tp_session_is_named(const struct l2tp_session *session)
{
	const uint32_t ids = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID;

	return (session->fields & ids) == ids || session->fields & L2TP_SESSION_NAME;
}

bool l2tp_session_has_key(const struct l2tp_session *session, const struct l2tp_session *key)
{
	bool named = key->fields & L2TP_SESSION_NAME;

	return (!(key->fields & L2TP_SESSION_TUNNEL_ID) || key->tunnel_id == session->tunnel_id) &&
	       (!(key->fields & L2TP_SESSION_ID) || key->session_id == session->session_id) &&
	       (!named || strcmp(key->name, session->name) == 0 ||
		strcmp(key->name, session->kernel_name) == 0);
}

/* The kernel silently ignores these fields in version 2 (net/l2tp/l2tp_netlink.c). */
static int check_version_2(const struct l2tp_session *session, struct error *err)
{
	if (session->session_id > L2TP_VERSION_2_ID_MAX)
		return error_usage(
			err, "session_id: %u is not in the range 1..65535 of a version 2 tunnel",
			session->session_id);
	if (session->peer_session_id > L2TP_VERSION_2_ID_MAX)
		return error_usage(
			err,
			"peer_session_id: %u is not in the range 1..65535 of a version 2 "
			"tunnel",
			session->peer_session_id);
	if (session->pwtype != L2TP_PWTYPE_PPP)
		return error_usage(err, "pwtype: tunnel %u has version 2, which carries only ppp",
				   session->tunnel_id);
	if (session->fields & L2TP_SESSION_COOKIE)
		return error_usage(err, "cookie: tunnel %u has version 2, which has no cookies",
				   session->tunnel_id);
	if (session->fields & L2TP_SESSION_PEER_COOKIE)
		return error_usage(err,
				   "peer_cookie: tunnel %u has version 2, which has no cookies",
				   session->tunnel_id);
	if (session->fields & L2TP_SESSION_L2SPEC_TYPE)
		return error_usage(err,
				   "l2spec_type: tunnel %u has version 2, which has no sublayer",
				   session->tunnel_id);
	return 0;
}

static int refuse_ppp_name(struct error *err)
{
	return error_usage(err, "name: pppd names the interface of a PPP session");
}

static int refuse_ppp_link(struct error *err)
{
	return error_usage(err, "a PPP session has no interface to set up: pppd makes it");
}

int l2tp_setup_check_alone(const struct l2tp_setup *setup, struct error *err)
{
	const struct l2tp_session *session = &setup->session;
	bool ppp = session->fields & L2TP_SESSION_PWTYPE && session->pwtype == L2TP_PWTYPE_PPP;
	bool no_sublayer = session->fields & L2TP_SESSION_L2SPEC_TYPE &&
			   session->l2spec_type == L2TP_L2SPECTYPE_NONE;

	if (ppp && session->fields & L2TP_SESSION_NAME)
		return refuse_ppp_name(err);
	if (ppp && setup->link.fields)
		return refuse_ppp_link(err);
	if (no_sublayer && session->seq != L2TP_SEQ_NONE)
		error_warn(err, "l2spec_type none has no sequence numbers: none are sent%s",
			   session->seq & L2TP_SEQ_RECV ? ", all received are dropped" : "");
	return 0;
}

void l2tp_session_complete(struct l2tp_session *session, const struct l2tp_tunnel *tunnel)
{
	if (!(session->fields & L2TP_SESSION_PWTYPE))
		session->pwtype = tunnel->version == 2 ? L2TP_PWTYPE_PPP : L2TP_PWTYPE_ETH;
	session->fields |= L2TP_SESSION_PWTYPE;
	if (tunnel->version == 2)
		return;
	if (!(session->fields & L2TP_SESSION_L2SPEC_TYPE))
		session->l2spec_type = L2TP_L2SPECTYPE_DEFAULT;
	session->fields |= L2TP_SESSION_L2SPEC_TYPE;
}

int l2tp_session_check(const struct l2tp_session *session, const struct link_settings *link,
		       const struct l2tp_tunnel *tunnel, struct error *err)
{
	if (session->pwtype == L2TP_PWTYPE_PPP && session->fields & L2TP_SESSION_NAME)
		return refuse_ppp_name(err);
	if (tunnel->version == 2 && check_version_2(session, err) < 0)
		return err->code;
	return session->pwtype != L2TP_PWTYPE_ETH && link && link->fields ? refuse_ppp_link(err)
									  : 0;
}

/* Unset fields are zero, so an absent cookie compares as length 0. */
bool l2tp_session_is_made_as(const struct l2tp_session *want, const struct l2tp_session *have)
{
	struct l2tp_session name = *want;
	bool sublayer_known =
		have->fields & L2TP_SESSION_L2SPEC_TYPE && want->fields & L2TP_SESSION_L2SPEC_TYPE;

	name.fields &= L2TP_SESSION_NAME;
	return want->tunnel_id == have->tunnel_id && want->session_id == have->session_id &&
	       want->peer_session_id == have->peer_session_id && want->pwtype == have->pwtype &&
	       memcmp(&want->cookie, &have->cookie, sizeof(want->cookie)) == 0 &&
	       memcmp(&want->peer_cookie, &have->peer_cookie, sizeof(want->peer_cookie)) == 0 &&
	       (!sublayer_known || want->l2spec_type == have->l2spec_type) &&
	       l2tp_session_has_key(have, &name);
}

uint32_t l2tp_timeout_reported(uint32_t timeout, unsigned int rate)
{
	uint64_t ticks = ((uint64_t)timeout * rate + 999) / 1000;

	return (uint32_t)((ticks * 1000 + rate - 1) / rate);
}

uint32_t l2tp_timeout_to_set(uint32_t reported, unsigned int rate)
{
	uint64_t ticks = (uint64_t)reported * rate / 1000, timeout = ticks * 1000 / rate;

	if (timeout > L2TP_TIMEOUT_MAX)
		timeout = L2TP_TIMEOUT_MAX;
	return l2tp_timeout_reported((uint32_t)timeout, rate) == reported ? (uint32_t)timeout
									  : reported;
}

/* Leave a timeout alone that no field can express. */
static bool same_timeout(const struct l2tp_session *want, const struct l2tp_session *have,
			 unsigned int rate)
{
	return have->reorder_timeout > L2TP_TIMEOUT_MAX
		       ? !(want->fields & L2TP_SESSION_REORDER_TIMEOUT)
		       : l2tp_timeout_reported(want->reorder_timeout, rate) ==
				 l2tp_timeout_reported(have->reorder_timeout, rate);
}

/* A LAC copies its peer's sequencing, overriding its setting (net/l2tp/l2tp_core.c, l2tp_recv_common). */
bool l2tp_session_follows_peer(const struct l2tp_session *session)
{
	return !session->lns_mode && session->stats.rx_packets;
}

static bool same_seq(const struct l2tp_session *want, const struct l2tp_session *have)
{
	uint8_t followed = !want->lns_mode && l2tp_session_follows_peer(have) ? L2TP_SEQ_SEND : 0;

	return (want->seq | followed) == (have->seq | followed);
}

uint32_t l2tp_session_changes(const struct l2tp_session *want, const struct l2tp_session *have,
			      unsigned int rate)
{
	return (same_seq(want, have) ? 0 : L2TP_SESSION_SEQ) |
	       (want->lns_mode == have->lns_mode ? 0 : L2TP_SESSION_LNS_MODE) |
	       (same_timeout(want, have, rate) ? 0 : L2TP_SESSION_REORDER_TIMEOUT);
}

/* Whether A and B have equal bytes from FROM to TO, exclusive. Split at padding, which copies may not preserve. */
static bool session_same_bytes(const void *a, const void *b, size_t from, size_t to)
{
	return memcmp((const char *)a + from, (const char *)b + from, to - from) == 0;
}

bool l2tp_session_equal(const struct l2tp_session *a, const struct l2tp_session *b)
{
	return ((a->fields ^ b->fields) & ~(uint32_t)L2TP_SESSION_L2SPEC_TYPE) == 0 &&
	       session_same_bytes(a, b, offsetof(struct l2tp_session, tunnel_id),
				  offsetof(struct l2tp_session, l2spec_type)) &&
	       session_same_bytes(a, b, offsetof(struct l2tp_session, seq),
				  offsetof(struct l2tp_session, stats));
}

bool l2tp_session_same_identity(const struct l2tp_session *a, const struct l2tp_session *b)
{
	return a->peer_session_id == b->peer_session_id &&
	       strcmp(a->kernel_name, b->kernel_name) == 0;
}

bool l2tp_session_is_still(const struct l2tp_session *listed, const struct l2tp_session *now)
{
	bool described = listed->fields & L2TP_SESSION_KERNEL_NAME;
	const char *name = described ? listed->kernel_name : listed->name;

	return l2tp_session_compare(listed, now) == 0 &&
	       listed->peer_session_id == now->peer_session_id && listed->pwtype == now->pwtype &&
	       memcmp(&listed->cookie, &now->cookie, sizeof(now->cookie)) == 0 &&
	       memcmp(&listed->peer_cookie, &now->peer_cookie, sizeof(now->peer_cookie)) == 0 &&
	       (listed->pwtype != L2TP_PWTYPE_ETH || strcmp(name, now->name) == 0);
}

/* RFC 2661, 3.1; RFC 3931, 4.1.2.1 and 4.6. */
static uint32_t session_header_length(const struct l2tp_tunnel *tunnel,
				      const struct l2tp_session *session)
{
	uint32_t length = 4; /* session ID */

	if (tunnel->version == 2)
		return session->seq & L2TP_SEQ_SEND ? 10 : 6;
	if (tunnel->encap == L2TP_ENCAPTYPE_UDP)
		length += 4; /* flags and version, reserved */
	if (session->l2spec_type == L2TP_L2SPECTYPE_DEFAULT)
		length += 4;
	return length + session->cookie.length;
}

uint32_t l2tp_overhead(const struct l2tp_tunnel *tunnel, const struct l2tp_session *session)
{
	return (l2tp_tunnel_is_ipv6(tunnel) ? IPV6_HEADER : IPV4_HEADER) +
	       (tunnel->encap == L2TP_ENCAPTYPE_UDP ? UDP_HEADER : 0) +
	       session_header_length(tunnel, session);
}

uint32_t l2tp_default_mtu(const struct l2tp_tunnel *tunnel, const struct l2tp_session *session,
			  uint32_t path)
{
	uint32_t overhead = l2tp_overhead(tunnel, session) + ETHERNET_HEADER;

	return path < overhead || path - overhead > MTU_MAX ? ETHERNET_MTU - overhead
							    : path - overhead;
}

void l2tp_session_mirror(struct l2tp_session *session)
{
	uint8_t seq = session->seq;

	SWAP(session, tunnel_id, peer_tunnel_id);
	SWAP(session, session_id, peer_session_id);
	SWAP(session, cookie, peer_cookie);
	session->fields =
		member_swap_bits(session->fields, L2TP_SESSION_COOKIE, L2TP_SESSION_PEER_COOKIE);
	session->seq = (uint8_t)((seq & L2TP_SEQ_SEND ? L2TP_SEQ_RECV : 0) |
				 (seq & L2TP_SEQ_RECV ? L2TP_SEQ_SEND : 0));
}
