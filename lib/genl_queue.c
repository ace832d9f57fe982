// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * genl_queue.c - many requests in one message (declared in genl.h)
 *
 * The kernel takes the requests of a message one after the other, before sendmsg() returns, and answers each that
 * fails; of the others it acknowledges those that ask for it (net/netlink/af_netlink.c, netlink_rcv_skb). So the last
 * alone asks: when its answer is there, those before it that have none are done.
 */
#include <errno.h>
#include <libmnl/libmnl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/genl.h"
#include "lib/genl_internal.h"

#define QUEUE_SIZE ((size_t)GENL_QUEUE_LENGTH * GENL_REQUEST_SIZE)

int genl_queue(struct genl *genl, const struct nlmsghdr *request, struct error *err)
{
	size_t length = MNL_ALIGN(request->nlmsg_len);

	if (!genl->queue && !(genl->queue = malloc(QUEUE_SIZE)))
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	if (genl->queued == GENL_QUEUE_LENGTH || length > QUEUE_SIZE - genl->queue_size)
		return error_set(err, -ENOSPC, "netlink: too many requests at once");
	memcpy(genl->queue + genl->queue_size, request, length);
	genl->queue_size += length;
	genl->queued++;
	return 0;
}

size_t genl_queue_count(const struct genl *genl)
{
	return genl->queued;
}

/* Number the requests, ask for an acknowledgement of the last, and send. */
static int send_queue(struct genl *genl, struct error *err)
{
	struct nlmsghdr *request = NULL;
	size_t at;

	for (at = 0; at < genl->queue_size; at += MNL_ALIGN(request->nlmsg_len)) {
		request = (struct nlmsghdr *)(genl->queue + at);
		request->nlmsg_flags = NLM_F_REQUEST;
		request->nlmsg_seq = ++genl->sequence;
	}
	request->nlmsg_flags |= NLM_F_ACK;
	if (mnl_socket_sendto(genl->socket, genl->queue, genl->queue_size) < 0)
		return error_set(err, -errno, "netlink: %s", strerror(errno));
	return 0;
}

/* What the answers are to. */
struct hearing {
	uint32_t first; /* sequence number */
	size_t count;
	int *status;
	genl_callback *callback;
	void *data;
	bool done;
};

/* An answer to the request AT: an error, the last one's acknowledgement, or a record. */
static int take_answer(const struct nlmsghdr *message, struct hearing *hearing, size_t at,
		       struct error *err)
{
	struct error refusal = { 0 };

	if (message->nlmsg_type == NLMSG_ERROR) {
		hearing->status[at] = genl_take_error(message, &refusal);
		hearing->done = at == hearing->count - 1;
		return refusal.code == -EBADMSG ? error_set(err, refusal.code, "%s", refusal.text)
						: 0;
	}
	if (message->nlmsg_type < NLMSG_MIN_TYPE || !hearing->callback)
		return 0;
	return hearing->callback(message, hearing->data, err);
}

static int take_datagram(const struct genl *genl, size_t length, struct hearing *hearing,
			 struct error *err)
{
	uint32_t port = mnl_socket_get_portid(genl->socket);
	const struct nlmsghdr *message = (const void *)genl->buffer;
	int left = (int)length;

	for (; left > 0 && !hearing->done; message = mnl_nlmsg_next(message, &left)) {
		size_t at;

		if (!genl_is_whole(message, left))
			return error_set(err, -EBADMSG, "netlink: malformed message");
		at = message->nlmsg_seq - hearing->first;
		if (message->nlmsg_pid == port && at < hearing->count &&
		    take_answer(message, hearing, at, err) < 0)
			return err->code;
	}
	return 0;
}

static int hear_all(struct genl *genl, struct hearing *hearing, struct error *err)
{
	size_t i;

	while (!hearing->done) {
		ssize_t length = genl_receive(genl, 0, genl_deadline(), err);

		if (length < 0 || take_datagram(genl, (size_t)length, hearing, err) < 0)
			return err->code;
	}
	for (i = 0; i < hearing->count; i++)
		if (hearing->status[i] == GENL_UNKNOWN)
			hearing->status[i] = 0;
	return 0;
}

int genl_queue_run(struct genl *genl, int *status, genl_callback *callback, void *data,
		   struct error *err)
{
	struct hearing hearing = {
		.first = genl->sequence + 1,
		.count = genl->queued,
		.status = status,
		.callback = callback,
		.data = data,
	};
	size_t i;

	if (!hearing.count)
		return 0;
	for (i = 0; i < hearing.count; i++)
		status[i] = GENL_UNKNOWN;
	send_queue(genl, err);
	genl->queued = genl->queue_size = 0;
	return err->code ? err->code : hear_all(genl, &hearing, err);
}
