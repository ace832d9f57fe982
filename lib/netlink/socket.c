// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * socket.c - one generic netlink socket: request, get, dump
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
#include "lib/netlink/socket_internal.h"
#include "lib/text/value.h"

/* Answers are made while the request is sent; longer means that something is wrong. */
#define RECEIVE_SECONDS 60
/*
 * A dump ends: not all sessions that fit into a machine are so many, since each takes the kernel some KiB. Linux 6.1
 * looks for each from the first one on and so takes long, but not longer than this.
 */
#define RECORDS_MAX (1UL << 22)
#define DUMP_SECONDS 3600

/* The kernel's own limit (include/linux/err.h, MAX_ERRNO). */
#define ERRNO_MAX 4095

/* What ends an answer. */
enum awaited { ACKNOWLEDGEMENT, RECORD, END_OF_DUMP };

/* What becomes of one answer. */
struct answer {
	enum awaited awaited;
	uint32_t sequence;
	genl_callback *callback;
	void *data;
	unsigned long records;
	bool interrupted;
	bool done;
};

void genl_close(struct genl *genl)
{
	if (!genl)
		return;
	if (genl->socket)
		mnl_socket_close(genl->socket);
	free(genl->buffer);
	free(genl->queue);
	free(genl);
}

void genl_closep(struct genl **genl)
{
	genl_close(*genl);
}

static int open_socket(struct genl *genl, int bus, struct error *err)
{
	struct timeval timeout = { .tv_sec = RECEIVE_SECONDS };
	int on = 1, fd;

	genl->socket = mnl_socket_open2(bus, SOCK_CLOEXEC);
	if (!genl->socket || mnl_socket_bind(genl->socket, 0, MNL_SOCKET_AUTOPID) < 0)
		return error_set(err, -errno, "netlink socket: %s", strerror(errno));
	fd = mnl_socket_get_fd(genl->socket);
	/* without these the answers are only longer and poorer */
	setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(on));
	setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof(on));
	if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout)) < 0)
		return error_set(err, -errno, "netlink socket: %s", strerror(errno));
	return 0;
}

struct nlmsghdr *genl_begin(const struct genl *genl, void *buffer, uint8_t command)
{
	struct genlmsghdr *header;
	struct nlmsghdr *request;

	memset(buffer, 0,
	       GENL_REQUEST_SIZE); /* libmnl leaves the padding of attributes as it was */
	request = mnl_nlmsg_put_header(buffer);
	header = mnl_nlmsg_put_extra_header(request, sizeof(*header));
	request->nlmsg_type = genl->family;
	header->cmd = command;
	header->version = genl->version;
	return request;
}

static int genl_send(struct genl *genl, struct nlmsghdr *request, uint16_t flags, struct error *err)
{
	request->nlmsg_flags = NLM_F_REQUEST | flags;
	request->nlmsg_seq = ++genl->sequence;
	if (mnl_socket_sendto(genl->socket, request, request->nlmsg_len) < 0)
		return error_set(err, -errno, "netlink: %s", strerror(errno));
	return 0;
}

int64_t genl_deadline(void)
{
	return clock_milliseconds() + RECEIVE_SECONDS * INT64_C(1000);
}

ssize_t genl_receive(struct genl *genl, int flags, int64_t deadline, struct error *err)
{
	struct sockaddr_nl sender;
	struct iovec part = { .iov_base = genl->buffer, .iov_len = RECEIVE_SIZE };
	struct msghdr message;
	ssize_t length;

	do {
		if (clock_milliseconds() > deadline)
			return error_set(err, -ETIMEDOUT, "the kernel did not answer within %d s",
					 RECEIVE_SECONDS);
		message = (struct msghdr){ .msg_name = &sender,
					   .msg_namelen = sizeof(sender),
					   .msg_iov = &part,
					   .msg_iovlen = 1 };
		length = recvmsg(mnl_socket_get_fd(genl->socket), &message, flags);
		if (length < 0 && errno == EAGAIN && flags & MSG_DONTWAIT)
			return 0;
		/* after a wait as long as the socket's own, the deadline has passed */
		if (length < 0 && errno != EINTR && errno != EAGAIN)
			return error_set(err, -errno, "netlink: %s", strerror(errno));
	} while (length < 0 || message.msg_namelen != sizeof(sender) || sender.nl_pid != 0);
	if (message.msg_flags & MSG_TRUNC)
		return error_set(err, -EBADMSG, "netlink: an answer longer than %d bytes",
				 RECEIVE_SIZE);
	return length;
}

/* The kernel's own words of an error message (NETLINK_EXT_ACK), "" where there are none. */
static const char *extack_text(const struct nlmsghdr *message)
{
	const struct nlmsgerr *report = mnl_nlmsg_get_payload(message);
	size_t skip = sizeof(*report);
	const struct nlattr *attr;

	if (!(message->nlmsg_flags & NLM_F_ACK_TLVS))
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

bool genl_is_whole(const struct nlmsghdr *message, int left)
{
	return mnl_nlmsg_ok(message, left) && message->nlmsg_len <= (uint32_t)left;
}

bool genl_is_of_family(const struct genl *genl, const struct nlmsghdr *message)
{
	return !genl->family || (message->nlmsg_type == genl->family &&
				 mnl_nlmsg_get_payload_len(message) >= sizeof(struct genlmsghdr));
}

bool genl_is_report(const struct nlmsghdr *message)
{
	const struct nlmsgerr *report = mnl_nlmsg_get_payload(message);

	return mnl_nlmsg_get_payload_len(message) >= sizeof(*report) && report->error <= 0 &&
	       report->error >= -ERRNO_MAX;
}

int genl_take_error(const struct nlmsghdr *message, struct error *err)
{
	const struct nlmsgerr *report = mnl_nlmsg_get_payload(message);
	char text[256];

	if (!genl_is_report(message))
		return error_set(err, -EBADMSG, "netlink: malformed acknowledgement");
	if (report->error == 0)
		return 0;
	value_escape(extack_text(message), text, sizeof(text));
	return error_set(err, report->error, "%s", text);
}

/* What no kernel answers to a request of that kind: what became of it is not known. */
static int unexpected(struct error *err)
{
	return error_set(err, -EBADMSG, "netlink: an answer of another kind");
}

/* The end of a dump carries its status as an int, on every kernel that speaks genetlink. */
static int take_done(const struct nlmsghdr *message, struct error *err)
{
	const int *status = mnl_nlmsg_get_payload(message);

	if (mnl_nlmsg_get_payload_len(message) < sizeof(*status) || *status > 0 ||
	    *status < -ERRNO_MAX)
		return error_set(err, -EBADMSG, "netlink: malformed end of a dump");
	return *status ? error_set(err, *status, "%s", "") : 0;
}

static int take_record(const struct genl *genl, const struct nlmsghdr *message,
		       struct answer *answer, struct error *err)
{
	if (answer->awaited == ACKNOWLEDGEMENT)
		return 0;
	if (!genl_is_of_family(genl, message))
		return unexpected(err);
	if (++answer->records > RECORDS_MAX)
		return error_set(err, -EBADMSG, "netlink: more than %lu records in one dump",
				 RECORDS_MAX);
	answer->done = answer->awaited == RECORD;
	return answer->callback(message, answer->data, err);
}

static int take_message(const struct genl *genl, const struct nlmsghdr *message,
			struct answer *answer, struct error *err)
{
	if (message->nlmsg_flags & NLM_F_DUMP_INTR)
		answer->interrupted = true;
	switch (message->nlmsg_type) {
	case NLMSG_NOOP:
		return 0;
	case NLMSG_ERROR:
		answer->done = true;
		if (genl_take_error(message, err) < 0)
			return err->code;
		return answer->awaited == ACKNOWLEDGEMENT ? 0 : unexpected(err);
	case NLMSG_DONE:
		answer->done = true;
		return answer->awaited == END_OF_DUMP ? take_done(message, err) : unexpected(err);
	case NLMSG_OVERRUN:
		return error_set(err, -ENOBUFS, "netlink: messages lost");
	default:
		return take_record(genl, message, answer, err);
	}
}

static int take_datagram(const struct genl *genl, size_t length, struct answer *answer,
			 struct error *err)
{
	uint32_t port = mnl_socket_get_portid(genl->socket);
	const struct nlmsghdr *message = (const void *)genl->buffer;
	int left = (int)length;

	for (; left > 0 && !answer->done; message = mnl_nlmsg_next(message, &left)) {
		if (!genl_is_whole(message, left))
			return error_set(err, -EBADMSG, "netlink: malformed message");
		if (message->nlmsg_pid != port || message->nlmsg_seq != answer->sequence)
			continue;
		if (take_message(genl, message, answer, err) < 0)
			return err->code;
	}
	return 0;
}

/* Take answers until one ends the request. Each part of a dump may take as long as one answer. */
static int genl_answer(struct genl *genl, struct answer *answer, struct error *err)
{
	int64_t deadline = genl_deadline(),
		last = clock_milliseconds() + (int64_t)DUMP_SECONDS * 1000;
	unsigned long records = 0;

	answer->sequence = genl->sequence;
	while (!answer->done) {
		ssize_t length = genl_receive(genl, 0, deadline < last ? deadline : last, err);

		if (length < 0 || take_datagram(genl, (size_t)length, answer, err) < 0)
			return err->code;
		if (answer->records > records)
			deadline = genl_deadline();
		records = answer->records;
	}
	return answer->interrupted ? error_set(err, -EINTR, "the dump was interrupted by changes")
				   : 0;
}

int genl_request(struct genl *genl, struct nlmsghdr *request, struct error *err)
{
	struct answer answer = { .awaited = ACKNOWLEDGEMENT };

	if (genl_send(genl, request, NLM_F_ACK, err) < 0)
		return err->code;
	return genl_answer(genl, &answer, err);
}

int genl_get(struct genl *genl, struct nlmsghdr *request, genl_callback *callback, void *data,
	     struct error *err)
{
	struct answer answer = { .awaited = RECORD, .callback = callback, .data = data };

	/* no acknowledgement is asked for: the answer is one, and so is an error */
	if (genl_send(genl, request, 0, err) < 0)
		return err->code;
	return genl_answer(genl, &answer, err);
}

int genl_dump(struct genl *genl, struct nlmsghdr *request, genl_callback *callback, void *data,
	      struct error *err)
{
	struct answer answer = { .awaited = END_OF_DUMP, .callback = callback, .data = data };

	if (genl_send(genl, request, NLM_F_DUMP, err) < 0)
		return err->code;
	return genl_answer(genl, &answer, err);
}

/* The number of the first group of CTRL_ATTR_MCAST_GROUPS; L2TP has one. */
static uint32_t first_group(const struct nlattr *groups)
{
	const struct nlattr *group, *attr;

	mnl_attr_for_each_nested(group, groups) mnl_attr_for_each_nested(
		attr, group) if (mnl_attr_get_type(attr) == CTRL_ATTR_MCAST_GRP_ID &&
				 mnl_attr_validate(attr, MNL_TYPE_U32) >=
					 0) return mnl_attr_get_u32(attr);
	return 0;
}

static int take_family(const struct nlmsghdr *message, void *data, struct error *err)
{
	struct genl *genl = data;
	const struct nlattr *attr;

	genl->family = 0;
	mnl_attr_for_each(attr, message, sizeof(struct genlmsghdr)) {
		if (mnl_attr_get_type(attr) == CTRL_ATTR_FAMILY_ID &&
		    mnl_attr_validate(attr, MNL_TYPE_U16) >= 0)
			genl->family = mnl_attr_get_u16(attr);
		if (mnl_attr_get_type(attr) == CTRL_ATTR_MCAST_GROUPS)
			genl->group = first_group(attr);
	}
	/* those below are netlink's own types */
	return genl->family >= NLMSG_MIN_TYPE
		       ? 0
		       : error_set(err, -EBADMSG, "netlink: a family without a number");
}

static int find_family(struct genl *genl, const char *name, struct error *err)
{
	_Alignas(struct nlmsghdr) char buffer[GENL_REQUEST_SIZE];
	struct nlmsghdr *request;

	genl->family = GENL_ID_CTRL;
	request = genl_begin(genl, buffer, CTRL_CMD_GETFAMILY);
	if (!mnl_attr_put_strz_check(request, sizeof(buffer), CTRL_ATTR_FAMILY_NAME, name))
		return error_set(err, -EMSGSIZE, "netlink: the name of a family too long");
	return genl_get(genl, request, take_family, genl, err);
}

int genl_new(struct genl **genl, int bus, uint8_t version, struct error *err)
{
	CLEANUP(genl_closep) struct genl *opened = calloc(1, sizeof(*opened));

	if (!opened || !(opened->buffer = malloc(RECEIVE_SIZE)))
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	opened->version = version;
	if (open_socket(opened, bus, err) < 0)
		return err->code;
	*genl = opened;
	opened = NULL;
	return 0;
}

int genl_open(struct genl **genl, const char *family, uint8_t version, struct error *err)
{
	CLEANUP(genl_closep) struct genl *opened = NULL;

	if (genl_new(&opened, NETLINK_GENERIC, version, err) < 0 ||
	    find_family(opened, family, err) < 0)
		return err->code;
	*genl = opened;
	opened = NULL;
	return 0;
}

int genl_open_route(struct genl **genl, struct error *err)
{
	return genl_new(genl, NETLINK_ROUTE, 0, err);
}

int genl_descriptor(const struct genl *genl)
{
	return mnl_socket_get_fd(genl->socket);
}
