// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * events_fuzz.c - notifications of tunnels, sessions and interfaces, in the format of kernel.h
 */
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/error.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/netlink/events.h"
#include "testsuite/fuzz/fuzz.h"
#include "testsuite/fuzz/kernel.h"

static int hear_tunnel(void *data, uint8_t command, const struct l2tp_tunnel *tunnel,
		       struct error *err)
{
	(void)data;
	(void)err;
	fuzz_hold(command != L2TP_CMD_NOOP && tunnel->fields & L2TP_TUNNEL_ID);
	return 0;
}

static int hear_session(void *data, uint8_t command, const struct l2tp_session *session,
			struct error *err)
{
	(void)data;
	(void)err;
	fuzz_hold(command != L2TP_CMD_NOOP && session->fields & L2TP_SESSION_ID);
	fuzz_hold(strlen(session->name) < sizeof(session->name));
	return 0;
}

static int hear_link(void *data, unsigned int index, const char *name, struct error *err)
{
	(void)data;
	(void)index;
	(void)err;
	fuzz_hold(!name || strlen(name) < IF_NAMESIZE);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct events_handler handler = {
		.tunnel = hear_tunnel,
		.session = hear_session,
		.link = hear_link,
	};
	struct events *events = NULL;
	struct error err = { 0 };

	kernel_begin(data, size);
	if (events_open(&events, &err) == 0)
		while (events_wait(events, 0, NULL, &handler, &err) == 0)
			;
	events_close(events);
	kernel_end();
	return 0;
}
