/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * socket_internal.h - the socket's members, for socket.c, receive.c, listen.c, batch.c and interface.c
 */
#ifndef LIB_NETLINK_SOCKET_INTERNAL_H
#define LIB_NETLINK_SOCKET_INTERNAL_H

#include <libmnl/libmnl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/base/error.h"

/* The kernel fills at most 32 KiB with one part of a dump (net/netlink/af_netlink.c). */
#define RECEIVE_SIZE 65536

struct netlink {
	struct mnl_socket *socket;
	uint32_t sequence;
	uint16_t family;
	uint32_t group; /* of the family, its first */
	uint8_t version;
	char *buffer; /* RECEIVE_SIZE bytes */
	char *queue;  /* of NETLINK_QUEUE_LENGTH requests, NULL until there is one */
	size_t queued, queue_size;
};

/* A socket of that netlink BUS, of no family yet. Returns 0 or negative errno; closed by netlink_close(). */
int netlink_new(struct netlink **netlink, int bus, uint8_t version, struct error *err);

/* For CLEANUP(). */
void netlink_closep(struct netlink **netlink);

#endif
