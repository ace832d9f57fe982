/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * wire.h - a minimal netlink socket for the bench's floor: no library, no costly checks
 *
 * Every function ends the program with a message on failure: a floor that has not done all of the work would be a wrong
 * measure.
 */
#ifndef BENCH_WIRE_H
#define BENCH_WIRE_H

#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The limits of one sendmsg(), some 300 requests, and of one recv(): the kernel fills at most 32 KiB with a part of a
 * dump (net/netlink/af_netlink.c).
 */
#define WIRE_WINDOW 32768
#define WIRE_RECEIVE 65536

struct wire {
	int fd;
	uint32_t sequence;
	uint16_t family;       /* of generic netlink; 0 on a route socket */
	size_t used;	       /* bytes of OUT */
	struct nlmsghdr *last; /* in OUT */
	_Alignas(struct nlmsghdr) char out[WIRE_WINDOW];
	_Alignas(struct nlmsghdr) char in[WIRE_RECEIVE];
};

typedef void wire_callback(const struct nlmsghdr *message, void *data);

void die(const char *what);

/* Open a socket for the L2TP family of generic netlink, or for rtnetlink. */
void wire_open_l2tp(struct wire *wire);
void wire_open_route(struct wire *wire);

/*
 * Begin a request in the window; send the window first if there is no room. Only the last request of a window asks
 * for an acknowledgement: the kernel reports errors of all.
 */
void wire_begin(struct wire *wire, uint8_t command);
void wire_begin_route(struct wire *wire, uint16_t type, const void *header, size_t size);
void wire_put(struct wire *wire, uint16_t type, const void *value, size_t size);
void wire_put_u8(struct wire *wire, uint16_t type, uint8_t value);
void wire_put_u16(struct wire *wire, uint16_t type, uint16_t value);
void wire_put_u32(struct wire *wire, uint16_t type, uint32_t value);

/* Send the window and wait until the kernel has processed all of it. */
void wire_flush(struct wire *wire);

/* Send the one request in the window; its reply is in IN. Returns 0 or a negative errno. */
int wire_get(struct wire *wire);

/* Send the one request in the window and receive the whole dump. CALLBACK may be NULL. */
void wire_dump(struct wire *wire, wire_callback *callback, void *data);

/* The value of an attribute of an L2TP or RTM_NEWLINK message; NULL: none. */
const void *wire_find(const struct nlmsghdr *message, uint16_t type);

#endif
