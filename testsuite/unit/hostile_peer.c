// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * hostile_peer.c - a simulated kernel that can send invalid answers
 *
 * The only global of the tests is here, because functions wrapped by the linker receive only the original's arguments.
 */

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "include/uapi/linux/l2tp.h"
#include "testsuite/unit/hostile_peer.h"

#define FRAME_SIZE 200000
/* A test that receives more datagrams hangs. */
#define RECEIVED_MAX 10000

/* Precedes each datagram in the socketpair. */
struct frame {
	uint32_t sender;
	int code; /* errno for recvmsg(), or 0 */
};

static struct peer *acting;

struct mnl_socket *__real_mnl_socket_open2(int bus, int flags);
struct mnl_socket *__wrap_mnl_socket_open2(int bus, int flags);
int __real_mnl_socket_bind(struct mnl_socket *nl, unsigned int groups, pid_t pid);
int __wrap_mnl_socket_bind(struct mnl_socket *nl, unsigned int groups, pid_t pid);
unsigned int __real_mnl_socket_get_portid(const struct mnl_socket *nl);
unsigned int __wrap_mnl_socket_get_portid(const struct mnl_socket *nl);
int __real_mnl_socket_setsockopt(const struct mnl_socket *nl, int type, void *buf, socklen_t len);
int __wrap_mnl_socket_setsockopt(const struct mnl_socket *nl, int type, void *buf, socklen_t len);
ssize_t __real_mnl_socket_sendto(const struct mnl_socket *nl, const void *request, size_t length);
ssize_t __wrap_mnl_socket_sendto(const struct mnl_socket *nl, const void *request, size_t length);
ssize_t __real_recvmsg(int fd, struct msghdr *message, int flags);
ssize_t __wrap_recvmsg(int fd, struct msghdr *message, int flags);
int64_t __real_clock_milliseconds(void);
int64_t __wrap_clock_milliseconds(void);
int __real_nanosleep(const struct timespec *pause, struct timespec *left);
int __wrap_nanosleep(const struct timespec *pause, struct timespec *left);

/* The index of the socketpair with near end FD, or PEER_SOCKETS. */
static size_t socket_of(int fd)
{
	size_t i;

	for (i = 0; acting && i < acting->socket_count; i++)
		if (acting->sockets[i].near == fd)
			return i;
	return PEER_SOCKETS;
}

struct mnl_socket *__wrap_mnl_socket_open2(int bus, int flags)
{
	int ends[2];

	if (!acting)
		return __real_mnl_socket_open2(bus, flags);
	if (acting->socket_count == PEER_SOCKETS ||
	    socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
		return NULL;
	acting->sockets[acting->socket_count].near = ends[0];
	acting->sockets[acting->socket_count++].far = ends[1];
	return mnl_socket_fdopen(ends[0]);
}

int __wrap_mnl_socket_bind(struct mnl_socket *nl, unsigned int groups, pid_t pid)
{
	return acting ? 0 : __real_mnl_socket_bind(nl, groups, pid);
}

unsigned int __wrap_mnl_socket_get_portid(const struct mnl_socket *nl)
{
	return acting ? PEER_PORT : __real_mnl_socket_get_portid(nl);
}

int __wrap_mnl_socket_setsockopt(const struct mnl_socket *nl, int type, void *buf, socklen_t len)
{
	return acting ? 0 : __real_mnl_socket_setsockopt(nl, type, buf, len);
}

ssize_t __wrap_mnl_socket_sendto(const struct mnl_socket *nl, const void *request, size_t length)
{
	const struct nlmsghdr *message;
	int left = (int)length;

	if (!acting)
		return __real_mnl_socket_sendto(nl, request, length);
	acting->speaking = socket_of(mnl_socket_get_fd(nl));
	acting->at = acting->count = 0;
	for (message = request; mnl_nlmsg_ok(message, left);
	     message = mnl_nlmsg_next(message, &left))
		acting->count++;
	for (message = request; acting->at < acting->count; acting->at++) {
		acting->requests++;
		acting->answer(acting, message);
		message = mnl_nlmsg_next(message, &left);
	}
	return (ssize_t)length;
}

static void say_frame(struct peer *peer, const void *frame, size_t length)
{
	if (send(peer->sockets[peer->speaking].far, frame, length, MSG_DONTWAIT) < 0)
		abort(); /* the test sent more than a socket holds */
}

void peer_say(struct peer *peer, const void *bytes, size_t length)
{
	const struct frame frame = { .sender = peer->sender };

	memcpy(peer->last, &frame, sizeof(frame));
	memcpy(peer->last + sizeof(frame), bytes, length);
	peer->last_length = sizeof(frame) + length;
	say_frame(peer, peer->last, peer->last_length);
}

void peer_fail(struct peer *peer, int code)
{
	const struct frame frame = { .code = code };

	memcpy(peer->last, &frame, sizeof(frame));
	peer->last_length = sizeof(frame);
	say_frame(peer, peer->last, peer->last_length);
}

/* No datagram is available: advance the time by the library's timeout. */
static ssize_t nothing(int fd, int flags)
{
	struct timeval timeout = { 0 };
	socklen_t length = sizeof(timeout);

	errno = EAGAIN;
	if (flags & MSG_DONTWAIT)
		return -1;
	getsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, &length);
	acting->now += timeout.tv_sec * 1000;
	if (!timeout.tv_sec)
		acting->hung = true;
	errno = timeout.tv_sec ? EAGAIN : EDEADLK;
	return -1;
}

static ssize_t take_frame(const char *bytes, size_t length, struct msghdr *message)
{
	struct sockaddr_nl sender = { .nl_family = AF_NETLINK };
	const struct iovec *part = message->msg_iov;
	struct frame frame;

	memcpy(&frame, bytes, sizeof(frame));
	length -= sizeof(frame);
	if (frame.code) {
		errno = frame.code;
		return -1;
	}
	sender.nl_pid = frame.sender;
	message->msg_namelen = frame.sender == PEER_NAMELESS ? 0 : sizeof(sender);
	memcpy(message->msg_name, &sender, message->msg_namelen);
	message->msg_flags = length > part->iov_len ? MSG_TRUNC : 0;
	if (length > part->iov_len)
		length = part->iov_len;
	memcpy(part->iov_base, bytes + sizeof(frame), length);
	return (ssize_t)length;
}

ssize_t __wrap_recvmsg(int fd, struct msghdr *message, int flags)
{
	size_t at = socket_of(fd);
	char *bytes;
	ssize_t length;

	if (at == PEER_SOCKETS)
		return __real_recvmsg(fd, message, flags);
	acting->now += acting->step;
	if (++acting->received > RECEIVED_MAX) {
		acting->hung = true;
		errno = EDEADLK;
		return -1;
	}
	bytes = acting->buffer;
	length = recv(fd, bytes, FRAME_SIZE, MSG_DONTWAIT);
	if (length < 0 && acting->endless) {
		acting->speaking = at;
		say_frame(acting, acting->last, acting->last_length);
		length = recv(fd, bytes, FRAME_SIZE, MSG_DONTWAIT);
	}
	return length < 0 ? nothing(fd, flags) : take_frame(bytes, (size_t)length, message);
}

int64_t __wrap_clock_milliseconds(void)
{
	return acting ? acting->now : __real_clock_milliseconds();
}

int __wrap_nanosleep(const struct timespec *pause, struct timespec *left)
{
	if (!acting)
		return __real_nanosleep(pause, left);
	acting->now += pause->tv_sec * 1000 + pause->tv_nsec / 1000000;
	return 0;
}

static void answer(struct peer *peer, const struct nlmsghdr *request)
{
	if (request->nlmsg_type == GENL_ID_CTRL)
		peer_say_family(peer, request, PEER_FAMILY);
	else
		peer->evil(peer, request);
}

void peer_start(struct peer *peer, peer_answer *evil)
{
	*peer = (struct peer){ .answer = answer, .evil = evil, .step = 20, .now = 20000 };
	peer->last = calloc(1, FRAME_SIZE);
	peer->buffer = calloc(1, FRAME_SIZE);
	acting = peer;
}

void peer_stop(struct peer *peer)
{
	size_t i;

	for (i = 0; i < peer->socket_count; i++)
		close(peer->sockets[i].far);
	free(peer->last);
	free(peer->buffer);
	acting = NULL;
}

void peer_say_message(struct peer *peer, const struct nlmsghdr *request,
		      const struct peer_message *message)
{
	_Alignas(struct nlmsghdr) char buffer[2048] = { 0 };
	struct nlmsghdr *said = mnl_nlmsg_put_header(buffer);

	said->nlmsg_type = message->type;
	said->nlmsg_flags = message->flags;
	said->nlmsg_seq = request->nlmsg_seq + message->shift;
	said->nlmsg_pid = message->port ? message->port : PEER_PORT;
	if (message->length)
		memcpy(mnl_nlmsg_put_extra_header(said, message->length), message->payload,
		       message->length);
	said->nlmsg_len = (uint32_t)(NLMSG_HDRLEN + message->length);
	peer_say(peer, buffer, MNL_ALIGN(said->nlmsg_len));
}

void peer_say_error(struct peer *peer, const struct nlmsghdr *request, int code)
{
	const struct nlmsgerr report = { .error = code, .msg = *request };
	const struct peer_message message = { .type = NLMSG_ERROR,
					      .flags = NLM_F_CAPPED,
					      .payload = &report,
					      .length = sizeof(report) };

	peer_say_message(peer, request, &message);
}

void peer_say_done(struct peer *peer, const struct nlmsghdr *request)
{
	const int status = 0;
	const struct peer_message message = { .type = NLMSG_DONE,
					      .flags = NLM_F_MULTI,
					      .payload = &status,
					      .length = sizeof(status) };

	peer_say_message(peer, request, &message);
}

static uint32_t asked_id(const struct nlmsghdr *request, uint16_t type, uint32_t otherwise)
{
	const struct nlattr *attr;

	mnl_attr_for_each(attr, request, sizeof(struct genlmsghdr))
		if (mnl_attr_get_type(attr) == type)
			return mnl_attr_get_u32(attr);
	return otherwise;
}

void peer_say_record(struct peer *peer, const struct nlmsghdr *request, uint8_t command,
		     uint32_t id)
{
	_Alignas(struct nlmsghdr) char buffer[256] = { 0 };
	struct nlmsghdr *said = mnl_nlmsg_put_header(buffer);
	struct genlmsghdr *header = mnl_nlmsg_put_extra_header(said, sizeof(*header));
	const struct genlmsghdr *asked = mnl_nlmsg_get_payload(request);

	said->nlmsg_type = request->nlmsg_type;
	said->nlmsg_seq = request->nlmsg_seq;
	said->nlmsg_pid = PEER_PORT;
	header->cmd = command ? command : asked->cmd;
	mnl_attr_put_u32(said, L2TP_ATTR_CONN_ID, asked_id(request, L2TP_ATTR_CONN_ID, id));
	mnl_attr_put_u32(said, L2TP_ATTR_SESSION_ID, asked_id(request, L2TP_ATTR_SESSION_ID, id));
	mnl_attr_put_u8(said, L2TP_ATTR_PROTO_VERSION, 3);
	mnl_attr_put_u16(said, L2TP_ATTR_ENCAP_TYPE, L2TP_ENCAPTYPE_UDP);
	mnl_attr_put_u16(said, L2TP_ATTR_PW_TYPE, L2TP_PWTYPE_ETH);
	peer_say(peer, buffer, said->nlmsg_len);
}

void peer_say_right(struct peer *peer, const struct nlmsghdr *request)
{
	bool acknowledge = request->nlmsg_flags & NLM_F_ACK;

	if ((request->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP) {
		peer_say_record(peer, request, 0, 1);
		peer_say_record(peer, request, 0, 2);
		peer_say_done(peer, request);
		return;
	}
	if (!acknowledge)
		peer_say_record(peer, request, 0, 7);
	else
		peer_say_error(peer, request, 0);
}

void peer_say_family(struct peer *peer, const struct nlmsghdr *request, uint16_t number)
{
	_Alignas(struct nlmsghdr) char buffer[256] = { 0 };
	struct nlmsghdr *said = mnl_nlmsg_put_header(buffer);
	struct genlmsghdr *header = mnl_nlmsg_put_extra_header(said, sizeof(*header));
	struct nlattr *groups, *group;

	said->nlmsg_type = GENL_ID_CTRL;
	said->nlmsg_seq = request->nlmsg_seq;
	said->nlmsg_pid = PEER_PORT;
	header->cmd = CTRL_CMD_NEWFAMILY;
	mnl_attr_put_strz(said, CTRL_ATTR_FAMILY_NAME, L2TP_GENL_NAME);
	mnl_attr_put_u16(said, CTRL_ATTR_FAMILY_ID, number);
	groups = mnl_attr_nest_start(said, CTRL_ATTR_MCAST_GROUPS);
	group = mnl_attr_nest_start(said, 1);
	mnl_attr_put_u32(said, CTRL_ATTR_MCAST_GRP_ID, 5);
	mnl_attr_nest_end(said, group);
	mnl_attr_nest_end(said, groups);
	peer_say(peer, buffer, said->nlmsg_len);
}
