// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * session_fuzz.c - a session record: a netlink message after its length
 */
#include <stdlib.h>
#include <string.h>

#include "lib/base/error.h"
#include "lib/model/session.h"
#include "lib/netlink/attributes.h"
#include "lib/text/output.h"
#include "lib/text/show.h"
#include "testsuite/fuzz/fuzz.h"
#include "testsuite/fuzz/message.h"

static void show(const struct l2tp_session *session, bool json)
{
	const struct show_options options = { .stats = true, .details = true };
	const struct session_lookup alone = { 0 };
	struct fuzz_text text;
	struct output *out = fuzz_output_open(&text, json);

	l2tp_session_show(session, &alone, &options, out);
	fuzz_output_close(&text, out, json);
}

/* Assert that encoding, decoding and encoding again gives the same message. */
static void there_and_back(const struct l2tp_session *session)
{
	_Alignas(struct nlmsghdr) char first[MESSAGE_ROOM], second[MESSAGE_ROOM];
	struct nlmsghdr *message = message_begin(first);
	struct error err = { 0 };
	struct l2tp_session again;

	fuzz_hold(attributes_put(&l2tp_session_attributes, session, message, sizeof(first), &err) ==
		  0);
	fuzz_hold(l2tp_session_decode(message, &again, &err) == 0);
	message = message_begin(second);
	fuzz_hold(attributes_put(&l2tp_session_attributes, &again, message, sizeof(second), &err) ==
		  0);
	fuzz_hold(memcmp(first, second, sizeof(first)) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct nlmsghdr *message = message_of(data, size);
	struct error err = { 0 };
	struct l2tp_session session;

	if (l2tp_session_decode(message, &session, &err) == 0) {
		show(&session, false);
		show(&session, true);
		there_and_back(&session);
	}
	free(message);
	return 0;
}
