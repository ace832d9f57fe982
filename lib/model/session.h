/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * session.h - session values, rules and per-packet overhead
 */
#ifndef LIB_MODEL_SESSION_H
#define LIB_MODEL_SESSION_H

#include <net/if.h>
#include <stdbool.h>
#include <stdint.h>

#include "lib/model/link.h"
#include "lib/model/tunnel.h"

/* Bits of `fields`: the members that are set. */
enum l2tp_session_field {
	L2TP_SESSION_TUNNEL_ID = 1 << 0,
	L2TP_SESSION_PEER_TUNNEL_ID = 1 << 1,
	L2TP_SESSION_ID = 1 << 2,
	L2TP_SESSION_PEER_ID = 1 << 3,
	L2TP_SESSION_PWTYPE = 1 << 4,
	L2TP_SESSION_NAME = 1 << 5,
	L2TP_SESSION_COOKIE = 1 << 6,
	L2TP_SESSION_PEER_COOKIE = 1 << 7,
	L2TP_SESSION_L2SPEC_TYPE = 1 << 8,
	L2TP_SESSION_SEQ = 1 << 9,
	L2TP_SESSION_LNS_MODE = 1 << 10,
	L2TP_SESSION_REORDER_TIMEOUT = 1 << 11,
	L2TP_SESSION_DEBUG = 1 << 12,
	L2TP_SESSION_USING_IPSEC = 1 << 13,
	L2TP_SESSION_STATS = 1 << 14,
	L2TP_SESSION_KERNEL_NAME = 1 << 15,
};

enum l2tp_seq {
	L2TP_SEQ_NONE = 0,
	L2TP_SEQ_SEND = 1 << 0,
	L2TP_SEQ_RECV = 1 << 1,
};

/* What is known of a session's interface name. */
enum l2tp_name_is {
	NAME_AT_CREATION, /* renamed or moved since, for all that is known */
	NAME_CURRENT,	  /* of one session only, by debugfs */
	NAME_SHARED,	  /* of several sessions, by debugfs: in different network namespaces */
};

#define L2TP_COOKIE_MAX 8

/* A cookie in wire order (RFC 3931, 4.1.2.1): 4 or 8 bytes, or length 0 for none. */
struct l2tp_cookie {
	uint8_t length;
	uint8_t bytes[L2TP_COOKIE_MAX];
};

struct l2tp_session {
	uint32_t fields; /* bits of enum l2tp_session_field; first, for keyword.h */
	uint32_t tunnel_id, peer_tunnel_id;
	uint32_t session_id, peer_session_id;
	uint16_t pwtype;		/* enum l2tp_pwtype */
	char name[IF_NAMESIZE];		/* the interface's current name, if known */
	char kernel_name[IF_NAMESIZE];	/* the name at creation: the kernel's key */
	struct l2tp_cookie cookie;	/* sent; RFC 3931 calls it the peer's cookie */
	struct l2tp_cookie peer_cookie; /* expected in received packets */
	uint8_t l2spec_type;		/* enum l2tp_l2spec_type */
	uint8_t name_is;		/* enum l2tp_name_is */
	uint8_t seq;			/* bits of enum l2tp_seq */
	bool lns_mode;
	bool using_ipsec;	  /* from the kernel only */
	uint32_t reorder_timeout; /* milliseconds */
	uint32_t debug;
	struct l2tp_stats stats; /* from the kernel only */
};

/* A key that identifies a session to the kernel. A name may select another session that was created with it. */
static inline struct l2tp_session l2tp_session_key(uint32_t tunnel_id, uint32_t session_id)
{
	return (struct l2tp_session){ .fields = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID,
				      .tunnel_id = tunnel_id,
				      .session_id = session_id };
}

/* A session and its interface, as `add` and `set` take them. */
struct l2tp_setup {
	struct l2tp_session session; /* first: session keywords apply to both structs */
	struct link_settings link;
};

/* Free the address lists of SETUP's interface. */
void l2tp_setup_free(struct l2tp_setup *setup);

/* Check a session to add, without its tunnel. Returns 0, or -EINVAL with ERROR_USAGE and err set. */
int l2tp_setup_check_alone(const struct l2tp_setup *setup, struct error *err);

/* Set the kernel's defaults in a session to add to TUNNEL. */
void l2tp_session_complete(struct l2tp_session *session, const struct l2tp_tunnel *tunnel);

/*
 * Check a complete session to add against its tunnel and against LINK, the settings of its interface or NULL, and
 * reject fields that the kernel would ignore. Returns 0, or -EINVAL with ERROR_USAGE and err set. Source:
 * net/l2tp/l2tp_netlink.c, l2tp_nl_cmd_session_create.
 */
int l2tp_session_check(const struct l2tp_session *session, const struct link_settings *link,
		       const struct l2tp_tunnel *tunnel, struct error *err);

/*
 * Whether HAVE, from the kernel, equals WANT in all fields that the kernel cannot modify. WANT has passed
 * l2tp_session_check(). Fields unknown in HAVE (l2spec_type without debugfs) count as equal.
 */
bool l2tp_session_is_made_as(const struct l2tp_session *want, const struct l2tp_session *have);

/* The largest reorder_timeout: msecs_to_jiffies() takes a larger one for infinite (kernel/time/time.c). */
#define L2TP_TIMEOUT_MAX INT32_MAX

/*
 * The reorder_timeout that a kernel with RATE ticks per second reports after TIMEOUT was set, in milliseconds: it keeps
 * whole ticks and rounds up both ways (kernel/time/time.c, __msecs_to_jiffies, jiffies_to_msecs).
 */
uint32_t l2tp_timeout_reported(uint32_t timeout, unsigned int rate);

/*
 * The reorder_timeout to set for the kernel to report REPORTED. Returns REPORTED if there is none, as for the values
 * above L2TP_TIMEOUT_MAX with which the kernel reports a negative timeout.
 */
uint32_t l2tp_timeout_to_set(uint32_t reported, unsigned int rate);

/*
 * The modifiable fields (seq, lns_mode, reorder_timeout) in which HAVE, from the kernel with its timeout from
 * l2tp_timeout_to_set(), differs from WANT on a kernel with RATE ticks per second. Sequencing that a LAC copied from its
 * peer counts as equal, and a timeout above the maximum if WANT has none.
 */
uint32_t l2tp_session_changes(const struct l2tp_session *want, const struct l2tp_session *have,
			      unsigned int rate);

/* Whether SESSION, from the kernel, is a LAC that has received packets: it copies its peer's sequencing. */
bool l2tp_session_follows_peer(const struct l2tp_session *session);

/* Whether two kernel records are equal, except for counters and l2spec_type, which not every dump reports. */
bool l2tp_session_equal(const struct l2tp_session *a, const struct l2tp_session *b);

/* Whether two sessions with the same ids are equal in the fields that never change; see l2tp_tunnel_same_identity(). */
bool l2tp_session_same_identity(const struct l2tp_session *a, const struct l2tp_session *b);

/*
 * Whether NOW, as the l2tp family reports it, can be the session LISTED before: equal in all fields that it reports and
 * that never change. Another session may have got its ids meanwhile.
 */
bool l2tp_session_is_still(const struct l2tp_session *listed, const struct l2tp_session *now);

/* Whether SESSION has tunnel_id and session_id, or an interface name. */
bool l2tp_session_is_named(const struct l2tp_session *session);

/* Whether SESSION has the tunnel_id, session_id and name (current or original) that KEY has set. */
bool l2tp_session_has_key(const struct l2tp_session *session, const struct l2tp_session *key);

/* Bytes of IP, UDP and L2TP headers per packet (net/l2tp/l2tp_core.c, l2tp_session_set_header_len). */
uint32_t l2tp_overhead(const struct l2tp_tunnel *tunnel, const struct l2tp_session *session);

/*
 * The MTU that the kernel gives an Ethernet session's interface if the path to the peer has the MTU PATH
 * (net/l2tp/l2tp_eth.c, l2tp_eth_adjust_mtu). SESSION must have l2spec_type.
 */
uint32_t l2tp_default_mtu(const struct l2tp_tunnel *tunnel, const struct l2tp_session *session,
			  uint32_t path);

/* Turn SESSION into the peer's: swap ids, cookies, and sequence numbers sent and required. */
void l2tp_session_mirror(struct l2tp_session *session);

/* qsort(3) order: tunnel_id, then session_id. */
int l2tp_session_compare(const void *a, const void *b);

#endif
