// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * recorder.c - a preloaded library that records what the kernel sends to a program
 *
 * Writes seeds for the fuzzers in the format of kernel.h: a file in $RECORD_FOLDER for each process and protocol.
 * Sequence numbers and ports are replaced by 0, which stands for the request's.
 */
#include <dlfcn.h>
#include <linux/netlink.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A length has 14 bits. */
#define LENGTH_MAX 0x3fff

ssize_t recvmsg(int fd, struct msghdr *message, int flags);
ssize_t recvfrom(int fd, void *buffer, size_t size, int flags, struct sockaddr *from,
		 socklen_t *from_size);
ssize_t __recvfrom_chk(int fd, void *buffer, size_t size, size_t room, int flags,
		       struct sockaddr *from, socklen_t *from_size);

static void forget_request(char *bytes, size_t length)
{
	size_t at = 0;

	while (length - at >= sizeof(struct nlmsghdr)) {
		struct nlmsghdr header;

		memcpy(&header, bytes + at, sizeof(header));
		header.nlmsg_seq = header.nlmsg_pid = 0;
		memcpy(bytes + at, &header, sizeof(header));
		if (header.nlmsg_len < sizeof(header) || header.nlmsg_len > length - at)
			return;
		at += NLMSG_ALIGN(header.nlmsg_len);
		if (at > length)
			return;
	}
}

static void record(int fd, const void *received, size_t length)
{
	const char *folder = getenv("RECORD_FOLDER");
	socklen_t size = sizeof(int);
	int domain = 0, protocol = 0;
	char bytes[LENGTH_MAX], path[256];
	FILE *file;

	if (!folder || length > sizeof(bytes) ||
	    getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) < 0 ||
	    getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &protocol, &size) < 0)
		return;
	memcpy(bytes, received, length);
	if (domain == AF_NETLINK)
		forget_request(bytes, length);
	snprintf(path, sizeof(path), "%s/%d-%d-%d", folder, domain, protocol, getpid());
	file = fopen(path, "ae");
	if (!file)
		return;
	fputc((int)(length & 0xff), file);
	fputc((int)(length >> 8), file);
	fwrite(bytes, 1, length, file);
	fclose(file);
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	ssize_t (*next)(int, struct msghdr *, int);
	ssize_t length;

	*(void **)&next = dlsym(RTLD_NEXT, "recvmsg");
	length = next(fd, message, flags);
	if (length > 0 && !(flags & MSG_PEEK) && (size_t)length <= message->msg_iov->iov_len)
		record(fd, message->msg_iov->iov_base, (size_t)length);
	return length;
}

ssize_t recvfrom(int fd, void *buffer, size_t size, int flags, struct sockaddr *from,
		 socklen_t *from_size)
{
	ssize_t (*next)(int, void *, size_t, int, struct sockaddr *, socklen_t *);
	ssize_t length;

	*(void **)&next = dlsym(RTLD_NEXT, "recvfrom");
	length = next(fd, buffer, size, flags, from, from_size);
	if (length > 0)
		record(fd, buffer, (size_t)length);
	return length;
}

/* -D_FORTIFY_SOURCE replaces recvfrom() by this function. */
ssize_t __recvfrom_chk(int fd, void *buffer, size_t size, size_t room, int flags,
		       struct sockaddr *from, socklen_t *from_size)
{
	return recvfrom(fd, buffer, size < room ? size : room, flags, from, from_size);
}
