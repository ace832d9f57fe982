/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * message.h - an input as a netlink message
 */
#ifndef FUZZ_MESSAGE_H
#define FUZZ_MESSAGE_H

#include <linux/netlink.h>
#include <stddef.h>
#include <stdint.h>

#define MESSAGE_ROOM 1024

/* The message whose type and what follows DATA is, in memory of just its size; freed by the caller. */
struct nlmsghdr *message_of(const uint8_t *data, size_t size);

/* An empty one of generic netlink in BUFFER, MESSAGE_ROOM bytes aligned for it. */
struct nlmsghdr *message_begin(void *buffer);

#endif
