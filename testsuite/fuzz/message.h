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

/* A message with DATA after the length, without spare bytes. The caller frees it. */
struct nlmsghdr *message_of(const uint8_t *data, size_t size);

/* An empty generic netlink message in BUFFER, MESSAGE_ROOM aligned bytes. */
struct nlmsghdr *message_begin(void *buffer);

#endif
