// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * hostile_evils.c - invalid answers
 */

#include <errno.h>
#include <libmnl/libmnl.h>
#include <limits.h>
#include <linux/genetlink.h>
#include <stdlib.h>

#include "include/uapi/linux/l2tp.h"
#include "testsuite/unit/hostile_evils.h"

/* Larger than the library's buffer. */
#define OVERSIZED 70000

void evil_silence(struct peer *peer, const struct nlmsghdr *request)
{
	(void)peer;
	(void)request;
}

void evil_half_a_header(struct peer *peer, const struct nlmsghdr *request)
{
	peer_say(peer, request, NLMSG_HDRLEN / 2);
}

/* Send only a header with LENGTH. */
static void say_length(struct peer *peer, const struct nlmsghdr *request, uint32_t length)
{
	struct nlmsghdr said = *request;

	said.nlmsg_pid = PEER_PORT;
	said.nlmsg_len = length;
	peer_say(peer, &said, sizeof(said));
}

void evil_too_long(struct peer *peer, const struct nlmsghdr *request)
{
	say_length(peer, request, UINT32_MAX);
}

void evil_too_short(struct peer *peer, const struct nlmsghdr *request)
{
	say_length(peer, request, 4);
}

void evil_nothing_in_it(struct peer *peer, const struct nlmsghdr *request)
{
	peer->endless = true;
	peer_say(peer, request, 0);
}

static void say_cut(struct peer *peer, const struct nlmsghdr *request, uint16_t type)
{
	const struct peer_message cut = { .type = type, .payload = "\0", .length = 2 };

	peer_say_message(peer, request, &cut);
}

void evil_cut_error(struct peer *peer, const struct nlmsghdr *request)
{
	say_cut(peer, request, NLMSG_ERROR);
}

void evil_cut_done(struct peer *peer, const struct nlmsghdr *request)
{
	say_cut(peer, request, NLMSG_DONE);
}

void evil_cut_record(struct peer *peer, const struct nlmsghdr *request)
{
	say_cut(peer, request, PEER_FAMILY);
}

void evil_oversized(struct peer *peer, const struct nlmsghdr *request)
{
	char *bytes = calloc(1, OVERSIZED);

	(void)request;
	peer_say(peer, bytes, OVERSIZED);
	free(bytes);
}

static void say_all_wrong(struct peer *peer, const struct nlmsghdr *request)
{
	peer_say_record(peer, request, 0, 66);
	peer_say_error(peer, request, -EPERM);
}

void evil_foreign(struct peer *peer, const struct nlmsghdr *request)
{
	peer->sender = PEER_FOREIGN;
	peer->endless = true;
	say_all_wrong(peer, request);
}

void evil_foreign_then_right(struct peer *peer, const struct nlmsghdr *request)
{
	peer->sender = PEER_FOREIGN;
	say_all_wrong(peer, request);
	evil_oversized(peer, request);
	peer->sender = PEER_NAMELESS;
	say_all_wrong(peer, request);
	peer->sender = 0;
	peer_say_right(peer, request);
}

static void say_shifted(struct peer *peer, const struct nlmsghdr *request, uint32_t shift,
			uint32_t port)
{
	const struct nlmsgerr report = { .error = -EPERM };
	struct peer_message message = { .type = NLMSG_ERROR,
					.shift = shift,
					.port = port,
					.payload = &report,
					.length = sizeof(report) };

	peer_say_message(peer, request, &message);
	message.type = PEER_FAMILY;
	peer_say_message(peer, request, &message);
}

void evil_other_sequence(struct peer *peer, const struct nlmsghdr *request)
{
	peer->endless = true;
	say_shifted(peer, request, 1, 0);
}

void evil_other_port(struct peer *peer, const struct nlmsghdr *request)
{
	peer->endless = true;
	say_shifted(peer, request, 0, PEER_FOREIGN);
}

void evil_others_then_right(struct peer *peer, const struct nlmsghdr *request)
{
	say_shifted(peer, request, UINT32_MAX, 0);
	say_shifted(peer, request, 1000, 0);
	say_shifted(peer, request, 0, PEER_FOREIGN);
	peer_say_right(peer, request);
}

static void say_type(struct peer *peer, const struct nlmsghdr *request, uint16_t type)
{
	const struct genlmsghdr header = { .cmd = L2TP_CMD_SESSION_GET };
	const struct peer_message message = { .type = type,
					      .payload = &header,
					      .length = sizeof(header) };

	peer_say_message(peer, request, &message);
}

void evil_no_operation(struct peer *peer, const struct nlmsghdr *request)
{
	peer->endless = true;
	say_type(peer, request, NLMSG_NOOP);
}

void evil_overrun(struct peer *peer, const struct nlmsghdr *request)
{
	say_type(peer, request, NLMSG_OVERRUN);
}

void evil_other_type(struct peer *peer, const struct nlmsghdr *request)
{
	say_type(peer, request, PEER_FAMILY + 1);
	peer_say_right(peer, request);
}

void evil_lost(struct peer *peer, const struct nlmsghdr *request)
{
	peer_fail(peer, ENOBUFS);
	peer_say_right(peer, request);
}

void evil_interrupted(struct peer *peer, const struct nlmsghdr *request)
{
	(void)request;
	peer->endless = true;
	peer_fail(peer, EINTR);
}

void evil_done(struct peer *peer, const struct nlmsghdr *request)
{
	peer_say_done(peer, request);
}

void evil_acknowledgement(struct peer *peer, const struct nlmsghdr *request)
{
	peer_say_error(peer, request, 0);
}

void evil_positive(struct peer *peer, const struct nlmsghdr *request)
{
	peer_say_error(peer, request, EPERM);
}

void evil_no_errno(struct peer *peer, const struct nlmsghdr *request)
{
	peer_say_error(peer, request, INT_MIN);
}

void evil_error_in_the_middle(struct peer *peer, const struct nlmsghdr *request)
{
	peer_say_record(peer, request, 0, 1);
	peer_say_error(peer, request, -EIO);
	peer_say_right(peer, request);
}

void evil_twice(struct peer *peer, const struct nlmsghdr *request)
{
	peer_say_right(peer, request);
	peer_say_right(peer, request);
}

/* Send a datagram of identical records. */
void evil_endless_records(struct peer *peer, const struct nlmsghdr *request)
{
	const uint32_t length = NLMSG_HDRLEN + GENL_HDRLEN;
	char *bytes = calloc(1, OVERSIZED), *at = bytes;

	for (; at + length < bytes + 65536; at += length) {
		struct nlmsghdr *said = (struct nlmsghdr *)at;

		*said = *request;
		said->nlmsg_len = length;
		said->nlmsg_pid = PEER_PORT;
	}
	peer_say(peer, bytes, (size_t)(at - bytes));
	peer->endless = true;
	peer->step = 1000;
	free(bytes);
}

void evil_trickle(struct peer *peer, const struct nlmsghdr *request)
{
	peer_say_record(peer, request, 0, 1);
	peer->endless = true;
	peer->step = 59000;
}

void evil_nameless(struct peer *peer, const struct nlmsghdr *request)
{
	peer->sender = PEER_NAMELESS;
	peer_say_record(peer, request, 0, 66);
}

/* Send the answer to the family lookup again. */
void evil_family_again(struct peer *peer, const struct nlmsghdr *request)
{
	peer_say_family(peer, request, PEER_FAMILY);
}
