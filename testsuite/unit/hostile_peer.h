/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * hostile_peer.h - what stands in for the kernel, and says what no kernel should
 *
 * Between peer_start() and peer_stop() the netlink sockets of the library are ends of socketpairs, time passes only
 * when the library waits, and each request is handed to a function that answers it, rightly or not. The linker puts
 * this in place (Makefile, UNIT_WRAPS): the library knows nothing of it.
 */
#ifndef UNIT_HOSTILE_PEER_H
#define UNIT_HOSTILE_PEER_H

#include <linux/netlink.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PEER_PORT 4711	 /* the library's own port id */
#define PEER_FOREIGN 815 /* of a program that is not the kernel */
#define PEER_NAMELESS UINT32_MAX
#define PEER_FAMILY 28 /* what l2tp's number is here */
#define PEER_SOCKETS 4

struct peer;
typedef void peer_answer(struct peer *peer, const struct nlmsghdr *request);

struct peer {
	peer_answer *answer;
	peer_answer *evil; /* what ANSWER may leave the request to */
	size_t at, count;  /* which of the requests of one message is answered */
	uint32_t sender;   /* the port id that datagrams come from, 0: the kernel */
	bool endless;	   /* the last datagram is said again whenever there is none */
	int64_t step;	   /* milliseconds that each datagram takes */
	unsigned long requests;
	unsigned long received;
	bool hung; /* the library waited without an end */
	int64_t now;
	struct {
		int near, far;
	} sockets[PEER_SOCKETS];
	size_t socket_count, speaking;
	char *buffer;
	char *last; /* datagram, with its frame */
	size_t last_length;
};

/* EVIL is handed all requests but that for the family; it may change PEER. */
void peer_start(struct peer *peer, peer_answer *evil);
void peer_stop(struct peer *peer);

/* Say LENGTH bytes, as one datagram; or have the library's recvmsg() fail. */
void peer_say(struct peer *peer, const void *bytes, size_t length);
void peer_fail(struct peer *peer, int code);

/* The same for one message; SHIFT is added to the sequence number of REQUEST. */
struct peer_message {
	uint16_t type, flags;
	uint32_t shift;
	uint32_t port; /* 0: that of the library */
	const void *payload;
	size_t length;
};
void peer_say_message(struct peer *peer, const struct nlmsghdr *request,
		      const struct peer_message *message);

/* What a kernel says: an acknowledgement or an error; the end of a dump; a record. */
void peer_say_error(struct peer *peer, const struct nlmsghdr *request, int code);
void peer_say_done(struct peer *peer, const struct nlmsghdr *request);
/* Of COMMAND, 0 for that of REQUEST. The ids are those that REQUEST asks for, else ID and ID. */
void peer_say_record(struct peer *peer, const struct nlmsghdr *request, uint8_t command,
		     uint32_t id);
/* What is right, by the flags of REQUEST: a record; records 1 and 2 and the end; or an acknowledgement. */
void peer_say_right(struct peer *peer, const struct nlmsghdr *request);
/* l2tp is NUMBER; its one group is 5. */
void peer_say_family(struct peer *peer, const struct nlmsghdr *request, uint16_t number);

#endif
