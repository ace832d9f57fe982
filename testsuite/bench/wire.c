// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * wire.c - a minimal netlink socket for the bench's floor: no library, no costly checks
 */

#include <errno.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "include/uapi/linux/l2tp.h"
#include "testsuite/bench/wire.h"

/* No request of the bench is longer. */
#define LONGEST 160

void die(const char *what)
{
	fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void wire_open(struct wire *wire, int bus)
{
	const struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };

	wire->fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, bus);
	if (wire->fd < 0 || connect(wire->fd, (const void *)&kernel, sizeof(kernel)) < 0)
		die("netlink socket");
	wire->sequence = 1;
	wire->used = 0;
	wire->family = 0;
}

void wire_open_route(struct wire *wire)
{
	wire_open(wire, NETLINK_ROUTE);
}

void wire_open_l2tp(struct wire *wire)
{
	const struct nlmsghdr *reply = (const void *)wire->in;
	const uint16_t *family;

	wire_open(wire, NETLINK_GENERIC);
	wire->family = GENL_ID_CTRL;
	wire_begin(wire, CTRL_CMD_GETFAMILY);
	wire_put(wire, CTRL_ATTR_FAMILY_NAME, L2TP_GENL_NAME, sizeof(L2TP_GENL_NAME));
	errno = -wire_get(wire);
	family = errno ? NULL : wire_find(reply, CTRL_ATTR_FAMILY_ID);
	if (!family)
		die("family l2tp");
	wire->family = *family;
}

/* Begin a request with its header in the window. */
static void begin(struct wire *wire, uint16_t type, const void *header, size_t size)
{
	struct nlmsghdr *message;

	if (wire->used + LONGEST > WIRE_WINDOW)
		wire_flush(wire);
	message = (void *)(wire->out + wire->used);
	*message = (struct nlmsghdr){ .nlmsg_len = (uint32_t)NLMSG_SPACE(size),
				      .nlmsg_type = type,
				      .nlmsg_flags = NLM_F_REQUEST,
				      .nlmsg_seq = wire->sequence++ };
	memcpy(NLMSG_DATA(message), header, size);
	wire->last = message;
	wire->used += message->nlmsg_len;
}

void wire_begin(struct wire *wire, uint8_t command)
{
	const struct genlmsghdr header = { .cmd = command, .version = L2TP_GENL_VERSION };

	begin(wire, wire->family, &header, sizeof(header));
}

void wire_begin_route(struct wire *wire, uint16_t type, const void *header, size_t size)
{
	begin(wire, type, header, size);
}

void wire_put(struct wire *wire, uint16_t type, const void *value, size_t size)
{
	struct nlattr *attr = (void *)(wire->out + wire->used);
	size_t padded = NLA_ALIGN(NLA_HDRLEN + size);

	attr->nla_type = type;
	attr->nla_len = (uint16_t)(NLA_HDRLEN + size);
	memcpy((char *)attr + NLA_HDRLEN, value, size);
	wire->last->nlmsg_len += (uint32_t)padded;
	wire->used += padded;
}

void wire_put_u8(struct wire *wire, uint16_t type, uint8_t value)
{
	wire_put(wire, type, &value, sizeof(value));
}

void wire_put_u16(struct wire *wire, uint16_t type, uint16_t value)
{
	wire_put(wire, type, &value, sizeof(value));
}

void wire_put_u32(struct wire *wire, uint16_t type, uint32_t value)
{
	wire_put(wire, type, &value, sizeof(value));
}

static size_t receive(struct wire *wire)
{
	ssize_t length = recv(wire->fd, wire->in, sizeof(wire->in), 0);

	if (length < 0)
		die("receive");
	return (size_t)length;
}

/* Send the window. Returns the sequence number of its last request. */
static uint32_t send_window(struct wire *wire)
{
	if (send(wire->fd, wire->out, wire->used, 0) < 0)
		die("send");
	wire->used = 0;
	return wire->last->nlmsg_seq;
}

void wire_flush(struct wire *wire)
{
	const struct nlmsghdr *message = (const void *)wire->in;
	uint32_t last;

	if (!wire->used)
		return;
	wire->last->nlmsg_flags |= NLM_F_ACK;
	last = send_window(wire);
	do {
		const struct nlmsgerr *report = NLMSG_DATA(message);

		receive(wire);
		if (message->nlmsg_type != NLMSG_ERROR)
			continue;
		errno = -report->error;
		if (errno)
			die("refused");
	} while (message->nlmsg_seq != last);
}

int wire_get(struct wire *wire)
{
	const struct nlmsghdr *message = (const void *)wire->in;
	const struct nlmsgerr *report = NLMSG_DATA(message);

	send_window(wire);
	receive(wire);
	return message->nlmsg_type == NLMSG_ERROR ? report->error : 0;
}

/* Process a part of a dump. Returns whether it was the last one. */
static int take_part(const struct wire *wire, size_t length, wire_callback *callback, void *data)
{
	const struct nlmsghdr *message = (const void *)wire->in;

	for (; NLMSG_OK(message, length); message = NLMSG_NEXT(message, length)) {
		if (message->nlmsg_type == NLMSG_DONE)
			return 1;
		if (message->nlmsg_type == NLMSG_ERROR) {
			errno = -((const struct nlmsgerr *)NLMSG_DATA(message))->error;
			die("dump");
		}
		if (callback)
			callback(message, data);
	}
	return 0;
}

void wire_dump(struct wire *wire, wire_callback *callback, void *data)
{
	wire->last->nlmsg_flags |= NLM_F_DUMP;
	send_window(wire);
	while (!take_part(wire, receive(wire), callback, data))
		;
}

const void *wire_find(const struct nlmsghdr *message, uint16_t type)
{
	size_t at = message->nlmsg_type == RTM_NEWLINK ? NLMSG_SPACE(sizeof(struct ifinfomsg))
						       : NLMSG_SPACE(GENL_HDRLEN);

	while (at + NLA_HDRLEN <= message->nlmsg_len) {
		const struct nlattr *attr = (const void *)((const char *)message + at);

		if ((attr->nla_type & NLA_TYPE_MASK) == type)
			return (const char *)attr + NLA_HDRLEN;
		if (attr->nla_len < NLA_HDRLEN)
			break;
		at += NLA_ALIGN(attr->nla_len);
	}
	return NULL;
}
