// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * socket.c - a netlink socket: request, get, dump
 */
#include "lib/netlink/socket.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "lib/base/cleanup.h"
#include "lib/base/clock.h"
#include "lib/base/escape.h"
#include "lib/netlink/receive.h"

/*
 * Limits of a dump. Memory allows fewer sessions, at some KiB each. Linux 6.1 needs quadratic time, but less than this.
 */
#define RECORDS_MAX (1UL << 22)
#define DUMP_SECONDS 3600
/* Attempts at a read whose answer is lost. */
#define GET_TRIES 3

/* What ends an answer, as the request flag that asks for it. An error always ends it. */
enum awaited { RECORD = 0, ACKNOWLEDGEMENT = NLM_F_ACK, END_OF_DUMP = NLM_F_DUMP };

/* State of a pending answer. */
struct answer {
	struct netlink *netlink;
	enum awaited awaited;
	netlink_callback *callback;
	void *data;
	unsigned long records;
	bool interrupted;
	bool lost; /* a message was lost or malformed, with the error `cause` */
	bool done; /* the result is known */
	struct error cause;
};

void netlink_close(struct netlink *netlink)
{
	if (!netlink)
		return;
	if (netlink->socket)
		mnl_socket_close(netlink->socket);
	free(netlink->buffer);
	free(netlink->queue);
	free(netlink);
}

void netlink_closep(struct netlink **netlink)
{
	netlink_close(*netlink);
}

static int open_socket(struct netlink *netlink, int bus, struct error *err)
{
	struct timeval timeout = { .tv_sec = RECEIVE_SECONDS };
	int on = 1, fd;

	netlink->socket = mnl_socket_open2(bus, SOCK_CLOEXEC);
	if (!netlink->socket || mnl_socket_bind(netlink->socket, 0, MNL_SOCKET_AUTOPID) < 0)
		return error_set(err, -errno, "netlink socket: %s", strerror(errno));
	fd = mnl_socket_get_fd(netlink->socket);
	/* optional: error texts and shorter acknowledgements */
	setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(on));
	setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof(on));
	if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout)) < 0)
		return error_set(err, -errno, "netlink socket: %s", strerror(errno));
	return 0;
}

struct nlmsghdr *netlink_begin(const struct netlink *netlink, void *buffer, uint8_t command)
{
	struct genlmsghdr *header;
	struct nlmsghdr *request;

	/* libmnl leaves attribute padding uninitialized */
	memset(buffer, 0, NETLINK_REQUEST_SIZE);
	request = mnl_nlmsg_put_header(buffer);
	header = mnl_nlmsg_put_extra_header(request, sizeof(*header));
	request->nlmsg_type = netlink->family;
	header->cmd = command;
	header->version = netlink->version;
	return request;
}

/* The kernel never sends this answer to the request, whose result is unknown. */
static int unexpected(struct error *err)
{
	return error_set(err, -EBADMSG, "netlink: unexpected type of answer");
}

/* The result of a request: 0, or a negative errno with the kernel's text in err. */
static int take_error(const struct nlmsghdr *message, struct answer *answer, struct error *err)
{
	const struct nlmsgerr *report = mnl_nlmsg_get_payload(message);
	char text[256];

	if (!netlink_is_report(message))
		return error_set(err, -EBADMSG, "netlink: malformed acknowledgement");
	if (report->error == 0 && answer->awaited != ACKNOWLEDGEMENT)
		return unexpected(err);
	answer->done = true;
	if (report->error == 0)
		return 0;
	escape_text(extack_text(message, message->nlmsg_len), text, sizeof(text));
	return error_set(err, report->error, "%s", text);
}

/* The end of a dump carries its status as an int on every kernel with genetlink. */
static int take_done(const struct nlmsghdr *message, struct answer *answer, struct error *err)
{
	const int *status = mnl_nlmsg_get_payload(message);

	if (answer->awaited != END_OF_DUMP)
		return unexpected(err);
	if (mnl_nlmsg_get_payload_len(message) < sizeof(*status) || *status > 0 ||
	    *status < -ERRNO_MAX)
		return error_set(err, -EBADMSG, "netlink: malformed end of a dump");
	answer->done = true;
	return *status ? error_set(err, *status, "%s", "") : 0;
}

static int take_answer_record(const struct nlmsghdr *message, struct answer *answer,
			      struct error *err)
{
	if (answer->awaited == ACKNOWLEDGEMENT)
		return 0;
	if (!netlink_is_of_family(answer->netlink, message))
		return unexpected(err);
	if (++answer->records > RECORDS_MAX)
		error_set(err, -EBADMSG, "netlink: more than %lu records in one dump", RECORDS_MAX);
	else
		answer->callback(message, answer->data, err);
	answer->done = answer->awaited == RECORD || err->code;
	return err->code;
}

/* A netlink_callback for struct answer; answers to other requests are ignored. */
static int take_answer_message(const struct nlmsghdr *message, void *data, struct error *err)
{
	struct answer *answer = data;

	if (answer->done || message->nlmsg_pid != mnl_socket_get_portid(answer->netlink->socket) ||
	    message->nlmsg_seq != answer->netlink->sequence)
		return 0;
	if (message->nlmsg_flags & NLM_F_DUMP_INTR)
		answer->interrupted = true;
	switch (message->nlmsg_type) {
	case NLMSG_NOOP:
		return 0;
	case NLMSG_ERROR:
		return take_error(message, answer, err);
	case NLMSG_DONE:
		return take_done(message, answer, err);
	case NLMSG_OVERRUN:
		return error_set(err, -ENOBUFS, "netlink: messages lost");
	default:
		return take_answer_record(message, answer, err);
	}
}

/*
 * Receive until an answer ends it; each part of a dump has the timeout of an answer. Once a message is lost, take only
 * what is queued: the answer may be there, and the kernel refuses a dump while another one is unread (EBUSY). Returns
 * what the answer says, or the error of the loss, with `done` false.
 */
static int receive_answer(struct answer *answer, struct error *err)
{
	const int64_t last = clock_milliseconds() + (int64_t)DUMP_SECONDS * 1000;
	struct netlink *netlink = answer->netlink;
	int64_t deadline = netlink_deadline();
	ssize_t length = 1;

	while (!answer->done && (length > 0 || !answer->lost)) {
		unsigned long records = answer->records;
		bool was_lost = answer->lost;

		length = netlink_receive(netlink, was_lost ? MSG_DONTWAIT : 0,
					 deadline < last ? deadline : last, err);
		if (length > 0)
			netlink_walk(netlink, (size_t)length, take_answer_message, answer, err);
		if (answer->records > records)
			deadline = netlink_deadline();
		if (answer->done || !err->code)
			continue;
		if (!was_lost)
			answer->cause = *err;
		answer->lost = true;
		length = was_lost ? length : 1;
		error_clear(err);
	}
	return answer->done ? err->code
			    : error_set(err, answer->cause.code, "%s", answer->cause.text);
}

/* Send REQUEST and receive its answer. */
static int netlink_exchange(struct nlmsghdr *request, struct answer *answer, struct error *err)
{
	request->nlmsg_flags = (uint16_t)(NLM_F_REQUEST | answer->awaited);
	request->nlmsg_seq = ++answer->netlink->sequence;
	if (netlink_send(answer->netlink, request, request->nlmsg_len, err) == 0)
		return receive_answer(answer, err);
	answer->done = true; /* nothing was sent */
	return err->code;
}

int netlink_request(struct netlink *netlink, struct nlmsghdr *request, struct error *err)
{
	struct answer answer = { .netlink = netlink, .awaited = ACKNOWLEDGEMENT };

	if (netlink_exchange(request, &answer, err) < 0 && !answer.done)
		err->code = ERROR_UNKNOWN;
	return err->code;
}

int netlink_get(struct netlink *netlink, struct nlmsghdr *request, netlink_callback *callback,
		void *data, struct error *err)
{
	struct answer answer;
	int tries = GET_TRIES;

	do {
		error_clear(err);
		answer = (struct answer){ netlink, RECORD, .callback = callback, .data = data };
		netlink_exchange(request, &answer, err);
	} while (!answer.done && err->code != -ETIMEDOUT && --tries > 0);
	return err->code;
}

int netlink_dump(struct netlink *netlink, struct nlmsghdr *request, netlink_callback *callback,
		 void *data, struct error *err)
{
	struct answer answer = { netlink, END_OF_DUMP, .callback = callback, .data = data };

	if (netlink_exchange(request, &answer, err) < 0)
		return err->code;
	if (answer.lost)
		return error_set(err, -EINTR, "%s", answer.cause.text);
	return answer.interrupted ? error_set(err, -EINTR, "the dump was interrupted by changes")
				  : 0;
}

/* The first group of CTRL_ATTR_MCAST_GROUPS; L2TP has only one. */
static uint32_t first_group(const struct nlattr *groups)
{
	const struct nlattr *group, *attr;

	mnl_attr_for_each_nested(group, groups)
		mnl_attr_for_each_nested(attr, group)
			if (mnl_attr_get_type(attr) == CTRL_ATTR_MCAST_GRP_ID &&
			    mnl_attr_validate(attr, MNL_TYPE_U32) >= 0)
				return mnl_attr_get_u32(attr);
	return 0;
}

static int take_family(const struct nlmsghdr *message, void *data, struct error *err)
{
	struct netlink *netlink = data;
	const struct nlattr *attr;

	netlink->family = 0;
	mnl_attr_for_each(attr, message, sizeof(struct genlmsghdr)) {
		if (mnl_attr_get_type(attr) == CTRL_ATTR_FAMILY_ID &&
		    mnl_attr_validate(attr, MNL_TYPE_U16) >= 0)
			netlink->family = mnl_attr_get_u16(attr);
		if (mnl_attr_get_type(attr) == CTRL_ATTR_MCAST_GROUPS)
			netlink->group = first_group(attr);
	}
	/* lower numbers are netlink control messages */
	return netlink->family >= NLMSG_MIN_TYPE
		       ? 0
		       : error_set(err, -EBADMSG, "netlink: a family without a number");
}

static int find_family(struct netlink *netlink, const char *name, struct error *err)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE];
	struct nlmsghdr *request;

	netlink->family = GENL_ID_CTRL;
	request = netlink_begin(netlink, buffer, CTRL_CMD_GETFAMILY);
	if (!mnl_attr_put_strz_check(request, sizeof(buffer), CTRL_ATTR_FAMILY_NAME, name))
		return error_set(err, -EMSGSIZE, "netlink: the name of a family too long");
	return netlink_get(netlink, request, take_family, netlink, err);
}

int netlink_open(struct netlink **netlink, const char *family, uint8_t version, struct error *err)
{
	CLEANUP(netlink_closep) struct netlink *opened = calloc(1, sizeof(*opened));

	if (!opened || !(opened->buffer = malloc(RECEIVE_SIZE)))
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	opened->version = version;
	if (open_socket(opened, family ? NETLINK_GENERIC : NETLINK_ROUTE, err) < 0 ||
	    (family && find_family(opened, family, err) < 0))
		return err->code;
	*netlink = opened;
	opened = NULL;
	return 0;
}
