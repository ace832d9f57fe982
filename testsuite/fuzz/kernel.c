// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * kernel.c - sockets that receive the input
 *
 * Defines the C library's socket functions, which also replaces them for libnl and libmnl.
 */

#include <errno.h>
#include <linux/netlink.h>
#include <poll.h>
#include <sanitizer/asan_interface.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include "testsuite/fuzz/kernel.h"

/* The port of every socket; the kernel's is 0. */
#define PORT 4711

static struct {
	bool on;
	const uint8_t *data;
	size_t size, at;
	uint32_t sequence; /* of the last request */
} input;

int __wrap_poll(struct pollfd *fds, nfds_t count, int milliseconds);
int __wrap_ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout,
		 const sigset_t *mask);

void kernel_begin(const uint8_t *data, size_t size)
{
	input.on = true;
	input.data = data;
	input.size = size;
	input.at = 0;
	input.sequence = 0;
}

void kernel_end(void)
{
	input.on = false;
}

static int refuse(int code)
{
	errno = code;
	return -1;
}

int socket(int domain, int type, int protocol)
{
	(void)domain;
	(void)type;
	(void)protocol;
	return input.on ? eventfd(0, EFD_CLOEXEC) : refuse(EPERM);
}

int bind(int fd, const struct sockaddr *address, socklen_t size)
{
	(void)fd;
	(void)address;
	(void)size;
	return 0;
}

int connect(int fd, const struct sockaddr *address, socklen_t size)
{
	(void)fd;
	(void)address;
	(void)size;
	return 0;
}

int setsockopt(int fd, int level, int option, const void *value, socklen_t size)
{
	(void)fd;
	(void)level;
	(void)option;
	(void)value;
	(void)size;
	return 0;
}

static socklen_t put_address(uint32_t port, void *address, socklen_t room)
{
	const struct sockaddr_nl netlink = { .nl_family = AF_NETLINK, .nl_pid = port };

	memcpy(address, &netlink, room < sizeof(netlink) ? room : sizeof(netlink));
	return sizeof(netlink);
}

int getsockname(int fd, struct sockaddr *restrict address, socklen_t *restrict size)
{
	(void)fd;
	*size = put_address(PORT, address, *size);
	return 0;
}

static void take_request(const void *bytes, size_t size)
{
	struct nlmsghdr header;

	if (size < sizeof(header))
		return;
	memcpy(&header, bytes, sizeof(header));
	input.sequence = header.nlmsg_seq;
}

ssize_t sendto(int fd, const void *bytes, size_t size, int flags, const struct sockaddr *to,
	       socklen_t to_size)
{
	(void)fd;
	(void)flags;
	(void)to;
	(void)to_size;
	take_request(bytes, size);
	return (ssize_t)size;
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	size_t i, sent = 0;

	(void)fd;
	(void)flags;
	for (i = 0; i < message->msg_iovlen; i++) {
		take_request(message->msg_iov[i].iov_base, message->msg_iov[i].iov_len);
		sent += message->msg_iov[i].iov_len;
	}
	return (ssize_t)sent;
}

/* The two bytes before the next datagram; take() advances input.at past them. */
static uint16_t next_head(void)
{
	return (uint16_t)(input.data[input.at] | input.data[input.at + 1] << 8);
}

static bool is_over(void)
{
	return !input.on || input.size - input.at < 2;
}

/* Replace a sequence number or port of 0 by the request's in each complete message. */
static void answer_request(uint8_t *bytes, size_t size)
{
	size_t at = 0;

	while (size - at >= sizeof(struct nlmsghdr)) {
		struct nlmsghdr header;

		memcpy(&header, bytes + at, sizeof(header));
		if (!header.nlmsg_seq)
			header.nlmsg_seq = input.sequence;
		if (!header.nlmsg_pid)
			header.nlmsg_pid = PORT;
		memcpy(bytes + at, &header, sizeof(header));
		if (header.nlmsg_len < sizeof(header) || header.nlmsg_len > size - at)
			return;
		at += NLMSG_ALIGN(header.nlmsg_len);
		if (at > size)
			return;
	}
}

/* Copy up to ROOM bytes of the next datagram to BYTES. Returns its full length. */
static size_t take(uint8_t *bytes, size_t room, bool peek)
{
	size_t length = next_head() & KERNEL_LENGTH, left = input.size - input.at - 2;

	if (length > left)
		length = left;
	memcpy(bytes, input.data + input.at + 2, length < room ? length : room);
	if (!peek)
		input.at += 2 + length;
	return length;
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	struct iovec *part = message->msg_iov;
	uint16_t head;
	size_t length;

	(void)fd;
	ASAN_UNPOISON_MEMORY_REGION(part->iov_base, part->iov_len);
	if (is_over())
		return refuse(flags & MSG_DONTWAIT ? EAGAIN : ECONNRESET);
	head = next_head();
	length = take(part->iov_base, part->iov_len, flags & MSG_PEEK);
	if (!length && flags & MSG_DONTWAIT)
		return refuse(EAGAIN);
	answer_request(part->iov_base, length < part->iov_len ? length : part->iov_len);
	if (length < part->iov_len) /* mark the unused room as unreadable */
		ASAN_POISON_MEMORY_REGION((char *)part->iov_base + length, part->iov_len - length);
	if (message->msg_name)
		message->msg_namelen = put_address(head & KERNEL_STRANGER ? PORT + 1 : 0,
						   message->msg_name, message->msg_namelen);
	message->msg_controllen = 0;
	message->msg_flags = length > part->iov_len || head & KERNEL_TRUNCATED ? MSG_TRUNC : 0;
	if (length > part->iov_len && !(flags & MSG_TRUNC))
		length = part->iov_len;
	return (ssize_t)length;
}

/* Only ICMP is received with it; the sender is an IPv6 address. */
ssize_t recvfrom(int fd, void *restrict bytes, size_t room, int flags,
		 struct sockaddr *restrict from, socklen_t *restrict from_size)
{
	size_t length;

	(void)fd;
	if (is_over())
		return refuse(EAGAIN);
	if (from)
		memset(from, 0, *from_size);
	length = take(bytes, room, flags & MSG_PEEK);
	return (ssize_t)(length < room ? length : room);
}

int __wrap_poll(struct pollfd *fds, nfds_t count, int milliseconds)
{
	nfds_t i;

	(void)milliseconds;
	if (is_over())
		return refuse(ECONNRESET);
	for (i = 0; i < count; i++)
		fds[i].revents = fds[i].events;
	return (int)count;
}

int __wrap_ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout,
		 const sigset_t *mask)
{
	(void)timeout;
	(void)mask;
	return __wrap_poll(fds, count, 0);
}
