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
	bool done;
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
static int take_error(const struct nlmsghdr *message, struct error *err)
{
	const struct nlmsgerr *report = mnl_nlmsg_get_payload(message);
	char text[256];

	if (!netlink_is_report(message))
		return error_set(err, -EBADMSG, "netlink: malformed acknowledgement");
	if (report->error == 0)
		return 0;
	escape_text(extack_text(message, message->nlmsg_len), text, sizeof(text));
	return error_set(err, report->error, "%s", text);
}

/* The end of a dump carries its status as an int on every kernel with genetlink. */
static int take_done(const struct nlmsghdr *message, struct error *err)
{
	const int *status = mnl_nlmsg_get_payload(message);

	if (mnl_nlmsg_get_payload_len(message) < sizeof(*status) || *status > 0 ||
	    *status < -ERRNO_MAX)
		return error_set(err, -EBADMSG, "netlink: malformed end of a dump");
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
		return error_set(err, -EBADMSG, "netlink: more than %lu records in one dump",
				 RECORDS_MAX);
	answer->done = answer->awaited == RECORD;
	return answer->callback(message, answer->data, err);
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
		answer->done = true;
		if (take_error(message, err) < 0)
			return err->code;
		return answer->awaited == ACKNOWLEDGEMENT ? 0 : unexpected(err);
	case NLMSG_DONE:
		answer->done = true;
		return answer->awaited == END_OF_DUMP ? take_done(message, err) : unexpected(err);
	case NLMSG_OVERRUN:
		return error_set(err, -ENOBUFS, "netlink: messages lost");
	default:
		return take_answer_record(message, answer, err);
	}
}

/* Send REQUEST and receive until an answer ends it. Each part of a dump has the timeout of an answer. */
static int netlink_exchange(struct nlmsghdr *request, struct answer *answer, struct error *err)
{
	struct netlink *netlink = answer->netlink;
	unsigned long records = 0;
	int64_t deadline, last;

	request->nlmsg_flags = (uint16_t)(NLM_F_REQUEST | answer->awaited);
	request->nlmsg_seq = ++netlink->sequence;
	if (mnl_socket_sendto(netlink->socket, request, request->nlmsg_len) < 0)
		return error_set(err, -errno, "netlink: %s", strerror(errno));
	deadline = netlink_deadline();
	last = clock_milliseconds() + (int64_t)DUMP_SECONDS * 1000;
	while (!answer->done) {
		ssize_t length =
			netlink_receive(netlink, 0, deadline < last ? deadline : last, err);

		if (length < 0 ||
		    netlink_walk(netlink, (size_t)length, take_answer_message, answer, err) < 0)
			return err->code;
		if (answer->records > records)
			deadline = netlink_deadline();
		records = answer->records;
	}
	return answer->interrupted ? error_set(err, -EINTR, "the dump was interrupted by changes")
				   : 0;
}

int netlink_request(struct netlink *netlink, struct nlmsghdr *request, struct error *err)
{
	struct answer answer = { .netlink = netlink, .awaited = ACKNOWLEDGEMENT };

	return netlink_exchange(request, &answer, err);
}

int netlink_get(struct netlink *netlink, struct nlmsghdr *request, netlink_callback *callback,
		void *data, struct error *err)
{
	struct answer answer = { netlink, RECORD, .callback = callback, .data = data };

	return netlink_exchange(request, &answer, err);
}

int netlink_dump(struct netlink *netlink, struct nlmsghdr *request, netlink_callback *callback,
		 void *data, struct error *err)
{
	struct answer answer = { netlink, END_OF_DUMP, .callback = callback, .data = data };

	return netlink_exchange(request, &answer, err);
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
