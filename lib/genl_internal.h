/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * genl_internal.h - what the files of genl.h share
 */
#ifndef LIB_GENL_INTERNAL_H
#define LIB_GENL_INTERNAL_H

#include <libmnl/libmnl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/error.h"

/* The kernel fills at most 32 KiB with one part of a dump (net/netlink/af_netlink.c). */
#define RECEIVE_SIZE 65536

struct genl {
	struct mnl_socket *socket;
	uint32_t sequence;
	uint16_t family;
	uint32_t group; /* of the family, its first */
	uint8_t version;
	char *buffer; /* RECEIVE_SIZE bytes */
	char *queue;  /* of GENL_QUEUE_LENGTH requests, NULL until there is one */
	size_t queued, queue_size;
};

/* What became of one request: 0, or negative errno with the kernel's own text. */
int genl_take_error(const struct nlmsghdr *message, struct error *err);

/* One datagram of the kernel's into the buffer; those of other senders are passed over. Returns its length. */
ssize_t genl_receive(struct genl *genl, struct error *err);

/* A socket of that netlink BUS, of no family yet. Returns 0 or negative errno; closed by genl_close(). */
int genl_new(struct genl **genl, int bus, uint8_t version, struct error *err);

/*
 * Whether MESSAGE, of which LEFT bytes are there, is whole. mnl_nlmsg_ok() alone takes a length above INT32_MAX for
 * one below zero, which is there.
 */
bool genl_is_whole(const struct nlmsghdr *message, int left);

/* For CLEANUP(). */
void genl_closep(struct genl **genl);

#endif
