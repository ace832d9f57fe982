// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * message.c - an input as a netlink message
 */

#include <linux/genetlink.h>
#include <stdlib.h>
#include <string.h>

#include "testsuite/fuzz/message.h"

/* The length is that of the input: callers of the decoders have validated it. */
struct nlmsghdr *message_of(const uint8_t *data, size_t size)
{
	const size_t before = sizeof(uint32_t), least = sizeof(struct nlmsghdr);
	size_t length = size + before > least ? size + before : least;
	struct nlmsghdr *message = calloc(1, length);

	if (!message)
		abort();
	if (size)
		memcpy((char *)message + before, data, size);
	message->nlmsg_len = (uint32_t)length;
	return message;
}

struct nlmsghdr *message_begin(void *buffer)
{
	struct nlmsghdr *message = buffer;

	memset(buffer, 0, MESSAGE_ROOM);
	message->nlmsg_len = NLMSG_HDRLEN + GENL_HDRLEN;
	return message;
}
