/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * session.h - a session as a value: the rules between its fields, and what it adds to a packet
 */
#ifndef LIB_MODEL_SESSION_H
#define LIB_MODEL_SESSION_H

#include <net/if.h>
#include <stdbool.h>
#include <stdint.h>

#include "lib/model/link.h"
#include "lib/model/tunnel.h"

/* Bits of `fields`: which members hold something. */
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

#define L2TP_COOKIE_MAX 8

/* A cookie as it goes over the wire (RFC 3931, 4.1.2.1): 4 or 8 bytes, 0 for none. */
struct l2tp_cookie {
	uint8_t length;
	uint8_t bytes[L2TP_COOKIE_MAX];
};

struct l2tp_session {
	uint32_t fields; /* bits of enum l2tp_session_field; first, for keyword.h */
	uint32_t tunnel_id, peer_tunnel_id;
	uint32_t session_id, peer_session_id;
	uint16_t pwtype;		/* enum l2tp_pwtype */
	char name[IF_NAMESIZE];		/* the interface's present name where it is known */
	char kernel_name[IF_NAMESIZE];	/* the name it was created with: the kernel's key */
	struct l2tp_cookie cookie;	/* what is sent: the peer's cookie in RFC 3931 */
	struct l2tp_cookie peer_cookie; /* what is expected in what is received */
	uint8_t l2spec_type;		/* enum l2tp_l2spec_type */
	uint8_t seq;			/* bits of enum l2tp_seq */
	bool lns_mode;
	bool using_ipsec;	  /* only from the kernel */
	uint32_t reorder_timeout; /* milliseconds */
	uint32_t debug;
	struct l2tp_stats stats; /* only from the kernel */
};

/* What the kernel finds a session by. Not its name, by which it would find another that had the name first. */
static inline struct l2tp_session l2tp_session_key(uint32_t tunnel_id, uint32_t session_id)
{
	return (struct l2tp_session){ .fields = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID,
				      .tunnel_id = tunnel_id,
				      .session_id = session_id };
}

/* A session and its interface, as the words of add and set tell of both. */
struct l2tp_setup {
	struct l2tp_session session; /* first, so that keywords of a session alone fit both */
	struct link_settings link;
};

/* Free what SETUP owns: its interface's lists of addresses. */
void l2tp_setup_free(struct l2tp_setup *setup);

/* Check the words of a session to be added without its tunnel. Returns 0, or -EINVAL with ERROR_USAGE and err set. */
int l2tp_setup_check_alone(const struct l2tp_setup *setup, struct error *err);

/* Fill in the defaults of a session to be added to TUNNEL, as the kernel tells of it. */
void l2tp_session_complete(struct l2tp_session *session, const struct l2tp_tunnel *tunnel);

/*
 * Hold the fields of a session to be added, which is complete, against each other, against its tunnel's version and against
 * LINK, the settings that its interface is to have, or NULL: what the kernel would take and ignore is refused. Returns 0, or
 * -EINVAL with ERROR_USAGE and err set. Facts: net/l2tp/l2tp_netlink.c, l2tp_nl_cmd_session_create.
 */
int l2tp_session_check(const struct l2tp_session *session, const struct link_settings *link,
		       const struct l2tp_tunnel *tunnel, struct error *err);

/*
 * Whether what no kernel can change of HAVE, from the kernel, is what adding WANT makes. WANT has passed
 * l2tp_session_check(); what HAVE does not tell (l2spec_type without debugfs) counts as equal.
 */
bool l2tp_session_is_made_as(const struct l2tp_session *want, const struct l2tp_session *have);

/*
 * Which of seq, lns_mode and reorder_timeout, all that can be set, are to be set so that HAVE, from the kernel, is as
 * WANT. What a LAC sends since its peer does is no difference.
 */
uint32_t l2tp_session_changes(const struct l2tp_session *want, const struct l2tp_session *have);

/* Whether SESSION, from the kernel, is a LAC that has received something: it sends sequence numbers as its peer does. */
bool l2tp_session_follows_peer(const struct l2tp_session *session);

/* Whether two records from the kernel are equal, apart from the counters and the sublayer, which not every look tells. */
bool l2tp_session_equal(const struct l2tp_session *a, const struct l2tp_session *b);

/* Whether what never changes is equal, for two sessions of the same ids; as l2tp_tunnel_same_identity(). */
bool l2tp_session_same_identity(const struct l2tp_session *a, const struct l2tp_session *b);

/* Whether SESSION is named in full: by tunnel_id and session_id, or by its interface's name. */
bool l2tp_session_is_named(const struct l2tp_session *session);

/* Whether what KEY has of tunnel_id, session_id and name (the present or the first) is SESSION's. */
bool l2tp_session_has_key(const struct l2tp_session *session, const struct l2tp_session *key);

/* Bytes of IP, UDP and L2TP before what SESSION carries (net/l2tp/l2tp_core.c, l2tp_session_set_header_len). */
uint32_t l2tp_overhead(const struct l2tp_tunnel *tunnel, const struct l2tp_session *session);

/*
 * The MTU that the kernel gives the interface of an Ethernet session where PATH is that of the way to the peer
 * (net/l2tp/l2tp_eth.c, l2tp_eth_adjust_mtu). The session's l2spec_type has to be known.
 */
uint32_t l2tp_default_mtu(const struct l2tp_tunnel *tunnel, const struct l2tp_session *session,
			  uint32_t path);

/* What SESSION is at the peer: IDs, cookies, and the sequence numbers that are sent and required change places. */
void l2tp_session_mirror(struct l2tp_session *session);

/* qsort(3) order: by tunnel_id, then by session_id. */
int l2tp_session_compare(const void *a, const void *b);

#endif
