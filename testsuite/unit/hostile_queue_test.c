// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * hostile_queue_test.c - many requests in one message, with invalid answers
 *
 * Requests without a valid answer must be unknown, not successful.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/error.h"
#include "lib/kernel/kernel.h"
#include "lib/kernel/queue.h"
#include "lib/model/tunnel.h"
#include "lib/netlink/batch.h"
#include "lib/netlink/socket.h"
#include "testsuite/unit/hostile_evils.h"
#include "testsuite/unit/hostile_peer.h"
#include "testsuite/unit/sample.h"
#include "testsuite/unit/unit.h"

#define UNKNOWN ERROR_UNKNOWN

/* The header of request AT of three, 0 to 2. All answers can be sent at the last request. */
static const struct nlmsghdr *nth(const struct nlmsghdr *last, int at, struct nlmsghdr *header)
{
	*header = *last;
	header->nlmsg_seq = last->nlmsg_seq - 2 + (uint32_t)at;
	return header;
}

/* Send ANSWERS, pairs of request and errno, in order; 1 sends a truncated message. */
static void say(struct peer *peer, const struct nlmsghdr *last, const int (*answers)[2],
		size_t count)
{
	const struct peer_message cut = { .type = NLMSG_ERROR, .payload = "\0", .length = 2 };
	struct nlmsghdr header;
	size_t i;

	if (peer->at != 2)
		return;
	for (i = 0; i < count; i++)
		if (answers[i][1] == 1)
			peer_say_message(peer, nth(last, answers[i][0], &header), &cut);
		else
			peer_say_error(peer, nth(last, answers[i][0], &header), answers[i][1]);
}

#define SAY(name, ...) \
	static void name(struct peer *peer, const struct nlmsghdr *request) \
	{ \
		const int answers[][2] = { __VA_ARGS__ }; \
\
		say(peer, request, answers, sizeof(answers) / sizeof(answers[0])); \
	}

SAY(last_done, { 2, 0 })
SAY(error_in_the_middle, { 1, -EEXIST }, { 2, 0 })
SAY(errors_for_all, { 0, -EEXIST }, { 1, -EPERM }, { 2, -EIO })
SAY(all_acknowledged, { 0, 0 }, { 1, 0 }, { 2, 0 })
SAY(last_twice, { 2, 0 }, { 2, 0 })
SAY(first_twice, { 0, 0 }, { 0, 0 }, { 2, 0 })
SAY(error_behind_the_last, { 2, 0 }, { 0, -EEXIST })
SAY(errors_reordered, { 1, -EEXIST }, { 0, -EPERM }, { 2, 0 })
SAY(cut_in_the_middle, { 0, -EEXIST }, { 1, 1 }, { 2, 0 })
SAY(no_last, { 0, -EEXIST }, { 1, -EPERM })

static void lost_in_the_middle(struct peer *peer, const struct nlmsghdr *request)
{
	struct nlmsghdr header;

	if (peer->at != 2)
		return;
	peer_say_error(peer, nth(request, 0, &header), -EEXIST);
	peer_fail(peer, ENOBUFS);
	peer_say_error(peer, request, 0);
}

static void lost_behind_the_last(struct peer *peer, const struct nlmsghdr *request)
{
	last_done(peer, request);
	if (peer->at == 2)
		peer_fail(peer, ENOBUFS);
}

static void from_foreign(struct peer *peer, const struct nlmsghdr *request)
{
	peer->sender = PEER_FOREIGN;
	errors_for_all(peer, request);
}

static void foreign_then_done(struct peer *peer, const struct nlmsghdr *request)
{
	from_foreign(peer, request);
	peer->sender = 0;
	last_done(peer, request);
}

static void end_of_a_dump(struct peer *peer, const struct nlmsghdr *request)
{
	if (peer->at == 2)
		peer_say_done(peer, request);
}

static void one_again_and_again(struct peer *peer, const struct nlmsghdr *request)
{
	if (peer->at == 2)
		peer_say_record(peer, request, 0, 7);
	peer->endless = true;
}

static const struct {
	const char *name;
	peer_answer *evil;
	int wanted;
	int status[3];
} cases[] = {
	{ "the last is acknowledged", last_done, 0, { 0, 0, 0 } },
	{ "an error in the middle", error_in_the_middle, 0, { 0, -EEXIST, 0 } },
	{ "errors for all", errors_for_all, 0, { -EEXIST, -EPERM, -EIO } },
	{ "all acknowledged", all_acknowledged, 0, { 0, 0, 0 } },
	{ "the last twice", last_twice, -EBADMSG, { UNKNOWN, UNKNOWN, 0 } },
	{ "the first twice", first_twice, -EBADMSG, { 0, UNKNOWN, 0 } },
	{ "an error behind the last", error_behind_the_last, -EBADMSG, { UNKNOWN, UNKNOWN, 0 } },
	{ "reordered", errors_reordered, -EBADMSG, { UNKNOWN, -EEXIST, 0 } },
	{ "cut", cut_in_the_middle, -EBADMSG, { -EEXIST, UNKNOWN, 0 } },
	{ "no answer of the last", no_last, -ETIMEDOUT, { -EEXIST, -EPERM, UNKNOWN } },
	{ "lost", lost_in_the_middle, -ENOBUFS, { -EEXIST, UNKNOWN, 0 } },
	{ "lost behind the last", lost_behind_the_last, -ENOBUFS, { UNKNOWN, UNKNOWN, 0 } },
	{ "silence", evil_silence, -ETIMEDOUT, { UNKNOWN, UNKNOWN, UNKNOWN } },
	{ "foreign", from_foreign, -ETIMEDOUT, { UNKNOWN, UNKNOWN, UNKNOWN } },
	{ "foreign, endless", evil_foreign, -ETIMEDOUT, { UNKNOWN, UNKNOWN, UNKNOWN } },
	{ "foreign, then right", foreign_then_done, 0, { 0, 0, 0 } },
	{ "other port", evil_other_port, -ETIMEDOUT, { UNKNOWN, UNKNOWN, UNKNOWN } },
	{ "half a header", evil_half_a_header, -EBADMSG, { UNKNOWN, UNKNOWN, UNKNOWN } },
	{ "a length without end", evil_too_long, -EBADMSG, { UNKNOWN, UNKNOWN, UNKNOWN } },
	{ "oversized", evil_oversized, -EBADMSG, { UNKNOWN, UNKNOWN, UNKNOWN } },
	{ "positive", evil_positive, -EBADMSG, { UNKNOWN, UNKNOWN, UNKNOWN } },
	{ "no errno", evil_no_errno, -EBADMSG, { UNKNOWN, UNKNOWN, UNKNOWN } },
	{ "overrun", evil_overrun, -ENOBUFS, { UNKNOWN, UNKNOWN, UNKNOWN } },
	{ "no operation", evil_no_operation, -ETIMEDOUT, { UNKNOWN, UNKNOWN, UNKNOWN } },
	{ "the end of a dump", end_of_a_dump, -EBADMSG, { UNKNOWN, UNKNOWN, UNKNOWN } },
	{ "a record, endless", one_again_and_again, -ETIMEDOUT, { UNKNOWN, UNKNOWN, UNKNOWN } },
};

static void queue_three(struct unit *unit, struct netlink *netlink)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE];
	struct error err = { 0 };
	int i;

	for (i = 0; i < 3; i++)
		CHECK(netlink_queue(netlink, netlink_begin(netlink, buffer, L2TP_CMD_TUNNEL_CREATE),
				    &err) == 0);
}

static void statuses(struct unit *unit)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int status[NETLINK_QUEUE_LENGTH];
		struct netlink *netlink = NULL;
		struct error err = { 0 };
		struct peer peer;

		unit_about(unit, "%s", cases[i].name);
		peer_start(&peer, cases[i].evil);
		CHECK(netlink_open(&netlink, L2TP_GENL_NAME, 1, &err) == 0);
		queue_three(unit, netlink);
		CHECK(netlink_queue_run(netlink, status, NULL, NULL, &err) == cases[i].wanted);
		CHECK(memcmp(status, cases[i].status, sizeof(cases[i].status)) == 0);
		/* the queue is empty, so running it again sends nothing */
		CHECK(!peer.hung && netlink_queue_run(netlink, status, NULL, NULL, &err) == 0);
		netlink_close(netlink);
		peer_stop(&peer);
	}
}

/* The results reported to a batch; lines without one succeeded. */
struct told {
	unsigned long lines, failed;
	struct error last;
};

static void tell(void *data, unsigned long line, const char *object, struct error *err)
{
	struct told *told = data;

	(void)object;
	(void)line;
	told->lines++;
	told->failed += err->code != 0;
	told->last = *err;
}

static struct told run_batch(struct unit *unit, peer_answer *evil, bool go_on)
{
	struct l2tp_tunnel tunnel = sample_tunnel(false);
	struct kernel *kernel = NULL;
	struct error err = { 0 };
	struct told told = { 0 };
	struct peer peer;
	unsigned long line;

	peer_start(&peer, evil);
	CHECK(kernel_open(&kernel, &err) == 0);
	CHECK(kernel_queue_open(kernel, go_on, tell, &told, &err) == 0);
	for (line = 1; line <= 3; line++, tunnel.tunnel_id++, tunnel.udp_sport++)
		CHECK(kernel_queue_tunnel(kernel, &tunnel, line, &err) == 0);
	CHECK(kernel_queue_run(kernel, &err) == (told.failed && !go_on ? -ECANCELED : 0));
	CHECK(!peer.hung);
	kernel_close(kernel);
	peer_stop(&peer);
	return told;
}

static void batches(struct unit *unit)
{
	struct told told = run_batch(unit, last_done, true);

	CHECK(told.lines == 0);
	told = run_batch(unit, evil_silence, true);
	CHECK(told.lines == 3 && told.failed == 3 && told.last.code == ERROR_UNKNOWN);
	CHECK_TEXT(told.last.text,
		   "the kernel did not answer within 60 s; it may have taken effect");
	told = run_batch(unit, error_behind_the_last, true);
	CHECK(told.lines == 2 && told.failed == 2);
	told = run_batch(unit, evil_silence, false);
	CHECK(told.lines == 1 && told.failed == 1);
	CHECK_TEXT(
		told.last.warnings,
		"line 3 may have been run and was not rolled back: the kernel did not answer within 60 s\n"
		"line 2 may have been run and was not rolled back: the kernel did not answer within 60 s\n");
}

const struct unit_test hostile_queue_tests[] = {
	{ "of many requests those are done that are known to be", statuses },
	{ "a batch is told of each line that is not known to be done", batches },
	{ NULL, NULL },
};
