// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * genl_fuzz.c - the generic netlink layer: which received messages answer a request
 *
 * The first byte selects the request; the rest, in the format of kernel.h, starts with the answer to the family lookup.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/error.h"
#include "lib/netlink/events.h"
#include "lib/netlink/socket.h"
#include "testsuite/fuzz/fuzz.h"
#include "testsuite/fuzz/kernel.h"

/* A callback that asserts that the whole message is readable. */
static int take(const struct nlmsghdr *message, void *data, struct error *err)
{
	unsigned char *sum = data;
	uint32_t at;

	for (at = 0; at < message->nlmsg_len; at++)
		*sum ^= ((const unsigned char *)message)[at];
	return *sum == 0x5a ? error_set(err, -ECANCELED, "enough") : 0;
}

static int ask(struct netlink *netlink, uint8_t what, struct error *err)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE];
	struct nlmsghdr *request = netlink_begin(netlink, buffer, L2TP_CMD_TUNNEL_GET);
	unsigned char sum = 0;

	switch (what % 4) {
	case 0:
		return netlink_request(netlink, request, err);
	case 1:
		return netlink_get(netlink, request, take, &sum, err);
	case 2:
		return netlink_dump(netlink, request, take, &sum, err);
	default:
		return netlink_read(netlink, take, &sum, err);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct netlink *netlink = NULL;
	struct error err = { 0 };
	int status;

	if (!size)
		return 0;
	kernel_begin(data + 1, size - 1);
	status = data[0] & 4 ? netlink_listen(&netlink, L2TP_GENL_NAME, 0, &err)
			     : netlink_open(&netlink, L2TP_GENL_NAME, L2TP_GENL_VERSION, &err);
	if (status == 0)
		status = ask(netlink, data[0], &err);
	fuzz_hold(status <= 0 && status == err.code);
	netlink_close(netlink);
	kernel_end();
	return 0;
}
