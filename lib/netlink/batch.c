// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * batch.c - send many requests in one message
 *
 * The kernel runs the requests of a message in order before sendmsg() returns. It answers each request that fails or
 * that asks for an acknowledgement (net/netlink/af_netlink.c, netlink_rcv_skb). Only the last request asks, so its
 * answer means that all requests without an answer succeeded. If the kernel loses an answer, recvmsg() first returns
 * ENOBUFS (netlink_overrun and netlink_ack): only requests whose answer arrives have a known result then.
 */
#include "lib/netlink/batch.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "lib/netlink/receive.h"

#define QUEUE_SIZE ((size_t)NETLINK_QUEUE_LENGTH * NETLINK_REQUEST_SIZE)

int netlink_queue(struct netlink *netlink, const struct nlmsghdr *request, struct error *err)
{
	size_t length = MNL_ALIGN(request->nlmsg_len);

	if (!netlink->queue && !(netlink->queue = malloc(QUEUE_SIZE)))
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	if (netlink->queued == NETLINK_QUEUE_LENGTH || length > QUEUE_SIZE - netlink->queue_size)
		return error_set(err, -ENOSPC, "netlink: too many requests at once");
	memcpy(netlink->queue + netlink->queue_size, request, length);
	netlink->queue_size += length;
	netlink->queued++;
	return 0;
}

/* Number the requests, request an acknowledgement of the last, and send. */
static int send_queue(struct netlink *netlink, struct error *err)
{
	struct nlmsghdr *request;
	size_t at = 0;

	do {
		request = (struct nlmsghdr *)(netlink->queue + at);
		request->nlmsg_flags = NLM_F_REQUEST;
		request->nlmsg_seq = ++netlink->sequence;
		at += MNL_ALIGN(request->nlmsg_len);
	} while (at < netlink->queue_size);
	request->nlmsg_flags |= NLM_F_ACK;
	return netlink_send(netlink, netlink->queue, netlink->queue_size, err);
}

/* The queue's requests and their results. */
struct replies {
	uint32_t port, first; /* the socket's port; the first sequence number */
	size_t count;
	size_t next; /* all answers to earlier requests have arrived */
	int *status;
	netlink_callback *callback;
	void *data;
};

/* Treating unanswered requests as successful requires answers in order. */
static int out_of_order(struct error *err)
{
	return error_set(err, -EBADMSG, "netlink: answers out of order");
}

/* Handle an answer to request AT: an error, the final acknowledgement, or a record. */
static int take_answer(const struct nlmsghdr *message, struct replies *replies, size_t at,
		       struct error *err)
{
	const struct nlmsgerr *report = mnl_nlmsg_get_payload(message);

	if (message->nlmsg_type == NLMSG_NOOP)
		return 0;
	if (message->nlmsg_type == NLMSG_OVERRUN)
		return error_set(err, -ENOBUFS, "netlink: messages lost");
	if (at < replies->next)
		return out_of_order(err);
	if (message->nlmsg_type >= NLMSG_MIN_TYPE && !replies->callback)
		return 0;
	if (message->nlmsg_type >= NLMSG_MIN_TYPE) {
		if (replies->status[at] != ERROR_UNKNOWN)
			return out_of_order(err);
		replies->status[at] = 0;
		replies->next = at;
		return replies->callback(message, replies->data, err);
	}
	if (message->nlmsg_type != NLMSG_ERROR || !netlink_is_report(message))
		return error_set(err, -EBADMSG, "netlink: malformed acknowledgement");
	/* a request for a record succeeds only with a record */
	if (report->error < 0 || !replies->callback)
		replies->status[at] = report->error;
	replies->next = at + 1;
	return 0;
}

/* A netlink_callback for struct replies. */
static int take_reply(const struct nlmsghdr *message, void *data, struct error *err)
{
	struct replies *replies = data;
	size_t at = message->nlmsg_seq - replies->first;

	return message->nlmsg_pid == replies->port && at < replies->count
		       ? take_answer(message, replies, at, err)
		       : 0;
}

/*
 * All answers are queued when sendmsg() returns; anything after the last one does not come from the kernel. Once a
 * message is lost, take only what is queued. ERR gets the first loss.
 */
static int receive_all(struct netlink *netlink, struct replies *replies, struct error *err)
{
	int64_t deadline = netlink_deadline();
	struct error later = { 0 };
	ssize_t length = 1;
	size_t next = 0, i;

	while (length > 0 || (next < replies->count && !err->code)) {
		bool lost = err->code;

		length = netlink_receive(netlink, next < replies->count && !lost ? 0 : MSG_DONTWAIT,
					 deadline, lost ? &later : err);
		if (length > 0)
			netlink_walk(netlink, (size_t)length, take_reply, replies,
				     lost ? &later : err);
		else if (err->code && !lost)
			length = 1; /* look at what is queued */
		if (replies->next > next)
			deadline = netlink_deadline();
		next = replies->next;
	}
	for (i = 0; i < replies->count && !replies->callback && !err->code; i++)
		if (replies->status[i] == ERROR_UNKNOWN)
			replies->status[i] = 0;
	return err->code;
}

int netlink_queue_run(struct netlink *netlink, int *status, netlink_callback *callback, void *data,
		      struct error *err)
{
	struct replies replies = {
		.port = mnl_socket_get_portid(netlink->socket),
		.first = netlink->sequence + 1,
		.count = netlink->queued,
		.status = status,
		.callback = callback,
		.data = data,
	};
	size_t i;

	if (!replies.count)
		return 0;
	send_queue(netlink, err);
	/* requests that were not sent failed */
	for (i = 0; i < replies.count; i++)
		status[i] = err->code ? err->code : ERROR_UNKNOWN;
	netlink->queued = netlink->queue_size = 0;
	return err->code ? err->code : receive_all(netlink, &replies, err);
}
