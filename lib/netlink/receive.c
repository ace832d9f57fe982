// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * receive.c - send datagrams to the kernel and receive its own
 */
#include "lib/netlink/receive.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <string.h>
#include <sys/socket.h>

#include "lib/base/clock.h"

/* Maximum datagrams from other senders to discard in a non-blocking call. */
#define FOREIGN_AT_ONCE 64

int64_t netlink_deadline(void)
{
	return clock_milliseconds() + RECEIVE_SECONDS * INT64_C(1000);
}

int netlink_send(struct netlink *netlink, const void *requests, size_t length, struct error *err)
{
	ssize_t sent;

	do
		sent = mnl_socket_sendto(netlink->socket, requests, length);
	while (sent < 0 && errno == EINTR);
	return sent < 0 ? error_set(err, -errno, "netlink: %s", strerror(errno)) : 0;
}

ssize_t netlink_receive(struct netlink *netlink, int flags, int64_t deadline, struct error *err)
{
	struct sockaddr_nl sender = { .nl_pid =
					      UINT32_MAX }; /* not the kernel, unless it says so */
	struct iovec part = { .iov_base = netlink->buffer, .iov_len = RECEIVE_SIZE };
	struct msghdr message;
	ssize_t length;
	int tries = 0;

	do {
		if (flags & MSG_DONTWAIT && ++tries > FOREIGN_AT_ONCE)
			return 0;
		if (clock_milliseconds() > deadline)
			return error_set(err, -ETIMEDOUT, "the kernel did not answer within %d s",
					 RECEIVE_SECONDS);
		message = (struct msghdr){ .msg_name = &sender,
					   .msg_namelen = sizeof(sender),
					   .msg_iov = &part,
					   .msg_iovlen = 1 };
		length = recvmsg(mnl_socket_get_fd(netlink->socket), &message, flags);
		if (length < 0 && errno == EAGAIN && flags & MSG_DONTWAIT)
			return 0;
		/* EAGAIN: the socket's timeout equals the deadline, which the loop checks */
		if (length < 0 && errno != EINTR && errno != EAGAIN)
			return error_set(err, -errno, "netlink: %s", strerror(errno));
	} while (length < 0 || message.msg_namelen != sizeof(sender) || sender.nl_pid != 0);
	if (message.msg_flags & MSG_TRUNC)
		return error_set(err, -EBADMSG, "netlink: answer longer than %d bytes",
				 RECEIVE_SIZE);
	return length;
}

int netlink_walk(const struct netlink *netlink, size_t length, netlink_callback *take, void *data,
		 struct error *err)
{
	const struct nlmsghdr *message = (const void *)netlink->buffer;
	int left = (int)length;

	for (; left > 0; message = mnl_nlmsg_next(message, &left)) {
		/* mnl_nlmsg_ok() compares as int and accepts lengths above 2^31 */
		if (!mnl_nlmsg_ok(message, left) || message->nlmsg_len > (uint32_t)left)
			return error_set(err, -EBADMSG, "netlink: malformed message");
		if (take(message, data, err) < 0)
			return err->code;
	}
	return 0;
}

const char *extack_text(const struct nlmsghdr *message, size_t size)
{
	const struct nlmsgerr *report = mnl_nlmsg_get_payload(message);
	size_t skip = sizeof(*report);
	const struct nlattr *attr;

	if (size < message->nlmsg_len || message->nlmsg_len < NLMSG_HDRLEN + sizeof(*report) ||
	    !(message->nlmsg_flags & NLM_F_ACK_TLVS))
		return "";
	if (!(message->nlmsg_flags & NLM_F_CAPPED)) {
		if (report->msg.nlmsg_len < sizeof(report->msg))
			return "";
		skip += report->msg.nlmsg_len - sizeof(report->msg);
	}
	if (skip > mnl_nlmsg_get_payload_len(message))
		return "";
	mnl_attr_for_each(attr, message, skip)
		if (mnl_attr_get_type(attr) == NLMSGERR_ATTR_MSG &&
		    mnl_attr_validate(attr, MNL_TYPE_NUL_STRING) >= 0)
			return mnl_attr_get_str(attr);
	return "";
}

bool netlink_is_of_family(const struct netlink *netlink, const struct nlmsghdr *message)
{
	return !netlink->family ||
	       (message->nlmsg_type == netlink->family &&
		mnl_nlmsg_get_payload_len(message) >= sizeof(struct genlmsghdr));
}

bool netlink_is_report(const struct nlmsghdr *message)
{
	const struct nlmsgerr *report = mnl_nlmsg_get_payload(message);

	return mnl_nlmsg_get_payload_len(message) >= sizeof(*report) && report->error <= 0 &&
	       report->error >= -ERRNO_MAX;
}
