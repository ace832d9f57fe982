// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * outcome.c - find out whether a request whose answer was lost was run
 */
#include "lib/kernel/outcome.h"

#include <errno.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/clock.h"
#include "lib/kernel/find.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/kernel/request.h"

/* Get the tunnel or session with the IDs of KEY. Returns 0, 1, or a negative errno and err set. */
static int outcome_get_tunnel(struct kernel *kernel, const struct l2tp_tunnel *key,
			      struct l2tp_tunnel *found, struct error *err)
{
	return explain_exists(kernel_fetch_tunnel(kernel, key->tunnel_id, found, err), err);
}

static int outcome_get_session(struct kernel *kernel, const struct l2tp_session *key,
			       struct l2tp_session *found, struct error *err)
{
	const struct l2tp_session ids = l2tp_session_key(key->tunnel_id, key->session_id);

	return explain_exists(kernel_fetch_session(kernel, &ids, found, err), err);
}

/* Set ERR to CODE, as an answer of the kernel without text. */
static enum outcome refused(int code, struct error *err)
{
	error_set(err, code, "%s", "");
	return OUTCOME_REFUSED;
}

int outcome_add_tunnel(struct kernel *kernel, const struct sent_request *request, struct error *err)
{
	const struct l2tp_tunnel *want = request->object;
	struct l2tp_tunnel have;
	int there = outcome_get_tunnel(kernel, want, &have, err);

	if (there <= 0)
		return there < 0 ? there : OUTCOME_NOT_RUN;
	return l2tp_tunnel_is_as(want, &have) ? OUTCOME_DONE : (int)refused(-EEXIST, err);
}

/* An Ethernet session without an interface is one that the kernel refuses and is about to delete (l2tp_eth_create). */
int outcome_add_session(struct kernel *kernel, const struct sent_request *request,
			struct error *err)
{
	const struct l2tp_session *want = request->object;
	struct l2tp_session have;
	int there = outcome_get_session(kernel, want, &have, err);

	if (there <= 0)
		return there < 0 ? there : OUTCOME_NOT_RUN;
	if (have.pwtype == L2TP_PWTYPE_ETH && !(have.fields & L2TP_SESSION_NAME))
		return OUTCOME_NOT_RUN;
	return l2tp_session_is_made_as(want, &have) &&
			       !l2tp_session_changes(want, &have, clock_tick_rate())
		       ? OUTCOME_DONE
		       : (int)refused(-EEXIST, err);
}

/* The fields of WANT that differ in HAVE. */
static uint32_t missing_changes(const struct l2tp_session *want, const struct l2tp_session *have)
{
	return l2tp_session_changes(want, have, clock_tick_rate()) & want->fields;
}

int outcome_modify_session(struct kernel *kernel, const struct sent_request *request,
			   struct error *err)
{
	const struct l2tp_session *want = request->object;
	struct l2tp_session have;
	int there = outcome_get_session(kernel, want, &have, err);

	if (there < 0)
		return there;
	if (!there)
		return (int)refused(-ENODEV, err);
	return missing_changes(want, &have) ? OUTCOME_NOT_RUN : OUTCOME_DONE;
}

/* A tunnel that is being deleted may still be reported; deleting it again is harmless (l2tp_core.c). */
int outcome_delete_tunnel(struct kernel *kernel, const struct sent_request *request,
			  struct error *err)
{
	const struct l2tp_tunnel *listed = request->listed;
	struct l2tp_tunnel now;
	int there = outcome_get_tunnel(kernel, listed, &now, err);

	if (there < 0)
		return there;
	return there && l2tp_tunnel_equal(listed, &now) ? OUTCOME_NOT_RUN : OUTCOME_DONE;
}

int outcome_delete_session(struct kernel *kernel, const struct sent_request *request,
			   struct error *err)
{
	const struct l2tp_session *listed = request->listed;
	struct l2tp_session now;
	int there = outcome_get_session(kernel, listed, &now, err);

	if (there < 0)
		return there;
	return there && l2tp_session_is_still(listed, &now) ? OUTCOME_NOT_RUN : OUTCOME_DONE;
}

int outcome_find(struct kernel *kernel, const struct sent_request *request, struct error *err)
{
	const struct error loss = *err;
	struct error look_err = { 0 };
	int outcome = request->look(kernel, request, &look_err);

	error_clear(err);
	if (outcome == OUTCOME_NOT_RUN && kernel_request(kernel, request->command, request->table,
							 request->object, err) == ERROR_UNKNOWN) {
		error_clear(err);
		outcome = request->look(kernel, request, &look_err);
		if (outcome == OUTCOME_NOT_RUN)
			return error_set(err, -EIO, "%s", loss.text);
	}
	if (outcome == OUTCOME_REFUSED)
		return error_set(err, look_err.code, "%s", "");
	if (outcome < 0)
		return error_set(err, ERROR_UNKNOWN, "%s; it may have taken effect", loss.text);
	return err->code;
}

int outcome_request(struct kernel *kernel, const struct sent_request *request, struct error *err)
{
	return kernel_request(kernel, request->command, request->table, request->object, err) ==
			       ERROR_UNKNOWN
		       ? outcome_find(kernel, request, err)
		       : err->code;
}
