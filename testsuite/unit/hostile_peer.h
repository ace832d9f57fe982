/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * hostile_peer.h - a simulated kernel that can send invalid answers
 *
 * Between peer_start() and peer_stop() the library's netlink sockets are socketpairs, time advances only while the
 * library waits, and each request is passed to a function that answers it. Installed by the linker (Makefile,
 * UNIT_WRAPS).
 */
#ifndef UNIT_HOSTILE_PEER_H
#define UNIT_HOSTILE_PEER_H

#include <linux/netlink.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PEER_PORT 4711	 /* the library's port id */
#define PEER_FOREIGN 815 /* port id of a process */
#define PEER_NAMELESS UINT32_MAX
#define PEER_FAMILY 28 /* the number of family l2tp */
#define PEER_SOCKETS 4

struct peer;
typedef void peer_answer(struct peer *peer, const struct nlmsghdr *request);

struct peer {
	peer_answer *answer;
	peer_answer *evil; /* answers the requests that `answer` passes on */
	size_t at, count;  /* position of the request in its message */
	uint32_t sender;   /* port id of the sender, or 0 for the kernel */
	bool endless;	   /* repeat the last datagram when none is left */
	int64_t step;	   /* milliseconds per datagram */
	unsigned long requests;
	unsigned long received;
	bool hung; /* the library waited without a timeout */
	int64_t now;
	struct {
		int near, far;
	} sockets[PEER_SOCKETS];
	size_t socket_count, speaking;
	char *buffer;
	char *last; /* the last datagram, with its frame */
	size_t last_length;
};

/* Pass all requests except the family lookup to EVIL, which may change PEER. */
void peer_start(struct peer *peer, peer_answer *evil);
void peer_stop(struct peer *peer);

/* Send LENGTH bytes as a datagram, or make the library's recvmsg() fail. */
void peer_say(struct peer *peer, const void *bytes, size_t length);
void peer_fail(struct peer *peer, int code);

/* Send a message; `shift` is added to the sequence number of REQUEST. */
struct peer_message {
	uint16_t type, flags;
	uint32_t shift;
	uint32_t port; /* 0 for the library's */
	const void *payload;
	size_t length;
};
void peer_say_message(struct peer *peer, const struct nlmsghdr *request,
		      const struct peer_message *message);

/* Send a valid answer: an acknowledgement or error; the end of a dump; a record. */
void peer_say_error(struct peer *peer, const struct nlmsghdr *request, int code);
void peer_say_done(struct peer *peer, const struct nlmsghdr *request);
/* COMMAND 0 means that of REQUEST. The ids are those in REQUEST, or else ID. */
void peer_say_record(struct peer *peer, const struct nlmsghdr *request, uint8_t command,
		     uint32_t id);
/* Send the valid answer for the flags of REQUEST: a record; records 1 and 2 and the end; or an acknowledgement. */
void peer_say_right(struct peer *peer, const struct nlmsghdr *request);
/* Send the family lookup's answer: l2tp has NUMBER and one group, 5. */
void peer_say_family(struct peer *peer, const struct nlmsghdr *request, uint16_t number);

#endif
