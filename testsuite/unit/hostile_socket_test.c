// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * hostile_socket_test.c - a socket with invalid answers returns an error without hanging
 *
 * Well-formed false answers are undetectable and not tested.
 */
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/error.h"
#include "lib/netlink/events.h"
#include "lib/netlink/socket.h"
#include "testsuite/unit/hostile_evils.h"
#include "testsuite/unit/hostile_peer.h"
#include "testsuite/unit/unit.h"

static int count_record(const struct nlmsghdr *message, void *data, struct error *err)
{
	unsigned long *records = data;

	(void)message;
	(void)err;
	++*records;
	return 0;
}

enum call { REQUEST, GET, DUMP, CALLS };

static int call_once(struct netlink *netlink, enum call call, unsigned long *records)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE];
	struct nlmsghdr *request = netlink_begin(netlink, buffer, L2TP_CMD_SESSION_GET);
	struct error err = { 0 };
	int status;

	*records = 0;
	if (call == REQUEST)
		status = netlink_request(netlink, request, &err);
	else if (call == GET)
		status = netlink_get(netlink, request, count_record, records, &err);
	else
		status = netlink_dump(netlink, request, count_record, records, &err);
	return status == err.code ? status : -EDOM;
}

/* The expected result of each invalid answer, by call. A request without a valid answer may have been run. */
static const struct {
	const char *name;
	peer_answer *evil;
	int wanted[CALLS];
} evils[] = {
	{ "silence", evil_silence, { ERROR_UNKNOWN, -ETIMEDOUT, -ETIMEDOUT } },
	{ "half a header", evil_half_a_header, { ERROR_UNKNOWN, -EBADMSG, -EBADMSG } },
	{ "longer than its datagram", evil_too_long, { ERROR_UNKNOWN, -EBADMSG, -EBADMSG } },
	{ "shorter than a header", evil_too_short, { ERROR_UNKNOWN, -EBADMSG, -EBADMSG } },
	{ "datagrams of nothing", evil_nothing_in_it, { ERROR_UNKNOWN, -ETIMEDOUT, -ETIMEDOUT } },
	{ "a cut error", evil_cut_error, { ERROR_UNKNOWN, -EBADMSG, -EBADMSG } },
	{ "a cut end", evil_cut_done, { ERROR_UNKNOWN, -EBADMSG, -EBADMSG } },
	{ "a cut record", evil_cut_record, { ERROR_UNKNOWN, -EBADMSG, -EBADMSG } },
	{ "an oversized datagram", evil_oversized, { ERROR_UNKNOWN, -EBADMSG, -EBADMSG } },
	{ "a foreign sender, endless", evil_foreign, { ERROR_UNKNOWN, -ETIMEDOUT, -ETIMEDOUT } },
	{ "foreign senders, then right", evil_foreign_then_right, { 0, 0, 0 } },
	{ "another sequence, endless",
	  evil_other_sequence,
	  { ERROR_UNKNOWN, -ETIMEDOUT, -ETIMEDOUT } },
	{ "another port, endless", evil_other_port, { ERROR_UNKNOWN, -ETIMEDOUT, -ETIMEDOUT } },
	{ "others' answers, then right", evil_others_then_right, { 0, 0, 0 } },
	{ "no operation, endless", evil_no_operation, { ERROR_UNKNOWN, -ETIMEDOUT, -ETIMEDOUT } },
	{ "overrun", evil_overrun, { ERROR_UNKNOWN, -ENOBUFS, -ENOBUFS } },
	{ "another type, then right", evil_other_type, { 0, 0, -EINTR } },
	{ "messages lost", evil_lost, { 0, 0, -EINTR } },
	{ "interrupted, endless", evil_interrupted, { ERROR_UNKNOWN, -ETIMEDOUT, -ETIMEDOUT } },
	{ "the end of a dump", evil_done, { ERROR_UNKNOWN, -EBADMSG, 0 } },
	{ "an acknowledgement", evil_acknowledgement, { 0, -EBADMSG, -EBADMSG } },
	{ "a positive error", evil_positive, { ERROR_UNKNOWN, -EBADMSG, -EBADMSG } },
	{ "an error that is no errno", evil_no_errno, { ERROR_UNKNOWN, -EBADMSG, -EBADMSG } },
	{ "an error in the middle", evil_error_in_the_middle, { -EIO, 0, -EIO } },
	{ "right, twice", evil_twice, { 0, 0, 0 } },
	{ "records, endless", evil_endless_records, { ERROR_UNKNOWN, 0, -EBADMSG } },
	{ "a record each minute, endless", evil_trickle, { ERROR_UNKNOWN, 0, -ETIMEDOUT } },
};

static void calls(struct unit *unit)
{
	static const unsigned long right[CALLS] = { 0, 1, 2 };
	size_t i;
	int call;

	for (i = 0; i < sizeof(evils) / sizeof(evils[0]); i++)
		for (call = REQUEST; call < CALLS; call++) {
			struct netlink *netlink = NULL;
			struct error err = { 0 };
			unsigned long records;
			struct peer peer;

			unit_about(unit, "%s, call %d", evils[i].name, call);
			peer_start(&peer, evils[i].evil);
			CHECK(netlink_open(&netlink, L2TP_GENL_NAME, 1, &err) == 0);
			CHECK(call_once(netlink, call, &records) == evils[i].wanted[call]);
			CHECK(!peer.hung);
			CHECK(evils[i].wanted[call] || evils[i].evil == evil_done ||
			      records == right[call]);
			/* left-over messages must not answer the next request */
			peer.endless = false;
			peer.evil = peer_say_right;
			peer.sender = 0;
			if (evils[i].evil != evil_other_sequence &&
			    evils[i].evil != evil_others_then_right) {
				CHECK(call_once(netlink, call, &records) == 0);
				CHECK(records == right[call]);
			}
			netlink_close(netlink);
			peer_stop(&peer);
		}
}

/* The expected result of each invalid notification. */
static const struct {
	const char *name;
	peer_answer *evil;
	int wanted;
	unsigned long records;
} heard[] = {
	{ "silence", evil_silence, 0, 0 },
	{ "half a header", evil_half_a_header, -EBADMSG, 0 },
	{ "longer than its datagram", evil_too_long, -EBADMSG, 0 },
	{ "shorter than a header", evil_too_short, -EBADMSG, 0 },
	{ "a cut error", evil_cut_error, 0, 0 },
	{ "a cut record", evil_cut_record, 0, 0 },
	{ "an oversized datagram", evil_oversized, -ENOBUFS, 0 },
	{ "a foreign sender, endless", evil_foreign, 0, 0 },
	{ "no operation, endless", evil_no_operation, 0, 0 },
	{ "overrun", evil_overrun, -ENOBUFS, 0 },
	{ "another type, then right", evil_other_type, 0, 1 },
	{ "messages lost", evil_lost, -ENOBUFS, 0 },
	{ "right, twice", evil_twice, 0, 2 },
};

static void receive_answers(struct unit *unit, peer_answer *evil, int wanted, unsigned long records)
{
	struct nlmsghdr request = { .nlmsg_len = NLMSG_HDRLEN, .nlmsg_type = PEER_FAMILY };
	char announced[NLMSG_HDRLEN + GENL_HDRLEN] = { 0 };
	unsigned long came = 0;
	struct netlink *netlink = NULL;
	struct error err = { 0 };
	struct peer peer;

	request.nlmsg_len = sizeof(announced);
	memcpy(announced, &request, sizeof(request));
	peer_start(&peer, evil_silence);
	CHECK(netlink_listen(&netlink, L2TP_GENL_NAME, 0, &err) == 0);
	evil(&peer, (const struct nlmsghdr *)announced);
	CHECK(netlink_read(netlink, count_record, &came, &err) == wanted);
	CHECK(came == records);
	CHECK(!peer.hung);
	netlink_close(netlink);
	peer_stop(&peer);
}

static void listener(struct unit *unit)
{
	size_t i;

	for (i = 0; i < sizeof(heard) / sizeof(heard[0]); i++) {
		unit_about(unit, "%s", heard[i].name);
		receive_answers(unit, heard[i].evil, heard[i].wanted, heard[i].records);
	}
	unit_about(unit, "no sender");
	receive_answers(unit, evil_nameless, 0, 0);
	unit_about(unit, "the family again");
	receive_answers(unit, evil_family_again, 0, 0);
}

const struct unit_test hostile_socket_tests[] = {
	{ "a request, a get or a dump ends with an error where the answer is wrong, and ends",
	  calls },
	{ "a listener hands on what the kernel announces of its family, and nothing else",
	  listener },
	{ NULL, NULL },
};
