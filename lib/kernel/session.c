// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * session.c - what can be asked of sessions (declared in kernel.h)
 *
 * The kernel knows an Ethernet session by the name its interface was created with and is never told of a
 * new one. Debugfs tells the present names, so it decides wherever it can be read; else the first name is
 * taken for the present one.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/kernel/kernel.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/netlink/session_attributes.h"

/* What is on its way out is asked for so often, 3 seconds in all. */
#define RETRIES 300
#define RETRY_US 10000

int kernel_request_session(struct kernel *kernel, uint8_t command,
			   const struct l2tp_session *session, struct error *err)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE];
	struct nlmsghdr *request = netlink_begin(kernel->netlink, buffer, command);

	if (l2tp_session_encode(session, request, sizeof(buffer), err) < 0)
		return err->code;
	return netlink_request(kernel->netlink, request, err);
}

static int take_session(const struct nlmsghdr *message, void *data, struct error *err)
{
	return kernel_expect(L2TP_CMD_SESSION_GET, message, err) < 0
		       ? err->code
		       : l2tp_session_decode(message, data, err);
}

static const struct record_type session_records = {
	.command = L2TP_CMD_SESSION_GET,
	.size = sizeof(struct l2tp_session),
	.decode = take_session,
	.compare = l2tp_session_compare,
};

/*
 * Linux 6.12 finds a version 3 session by session_id alone, whatever tunnel the request names
 * (l2tp_core.c, l2tp_v3_session_get), so the answer is held to the question.
 */
int kernel_fetch_session(struct kernel *kernel, const struct l2tp_session *key,
			 struct l2tp_session *session, struct error *err)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE];
	struct nlmsghdr *request = netlink_begin(kernel->netlink, buffer, L2TP_CMD_SESSION_GET);

	if (l2tp_session_encode(key, request, sizeof(buffer), err) < 0 ||
	    netlink_get(kernel->netlink, request, take_session, session, err) < 0)
		return err->code;
	if ((key->fields & L2TP_SESSION_TUNNEL_ID && session->tunnel_id != key->tunnel_id) ||
	    (key->fields & L2TP_SESSION_ID && session->session_id != key->session_id))
		return error_set(err, -ENODEV, "%s", "");
	return 0;
}

int kernel_has_session(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id,
		       struct error *err)
{
	const struct l2tp_session key = l2tp_session_key(tunnel_id, session_id);
	struct l2tp_session found;

	return kernel_exists(kernel_fetch_session(kernel, &key, &found, err), err);
}

int kernel_has_whole_session(struct kernel *kernel, const struct l2tp_session *session,
			     struct error *err)
{
	const struct l2tp_session key = l2tp_session_key(session->tunnel_id, session->session_id);
	struct l2tp_session found;
	int there = kernel_exists(kernel_fetch_session(kernel, &key, &found, err), err);

	if (there <= 0)
		return there;
	return (found.pwtype != L2TP_PWTYPE_ETH || found.fields & L2TP_SESSION_NAME);
}

static bool is_listed(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id)
{
	const struct l2tp_session key = { .tunnel_id = tunnel_id, .session_id = session_id };
	struct error ignored = { 0 };
	struct records records;
	bool found;

	if (kernel_dump(kernel, &session_records, &records, &ignored) < 0)
		return true;
	found = records.count &&
		bsearch(&key, records.list, records.count, sizeof(key), l2tp_session_compare);
	free(records.list);
	return found;
}

/* A session that is told of. */
static bool is_really_there(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id)
{
	return !pending_delete_may_be(kernel, tunnel_id, session_id) &&
	       is_listed(kernel, tunnel_id, session_id);
}

int kernel_has_live_session(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id,
			    struct error *err)
{
	int tries = RETRIES, there;

	while ((there = kernel_has_session(kernel, tunnel_id, session_id, err)) > 0) {
		if (is_really_there(kernel, tunnel_id, session_id) || --tries == 0)
			return 1;
		usleep(RETRY_US);
	}
	return there;
}

static int by_ids(struct kernel *kernel, const struct l2tp_session *key,
		  struct l2tp_session *session, struct error *err)
{
	const struct l2tp_session ids = l2tp_session_key(key->tunnel_id, key->session_id);

	return kernel_fetch_session(kernel, &ids, session, err) < 0 ? explain_session(&ids, err)
								    : 0;
}

/* The ids of the session whose interface has NAME now, as debugfs tells it. Returns whether it does. */
static bool present_ids(const struct debugfs_session *entries, size_t count, const char *name,
			struct l2tp_session *ids)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(entries[i].name, name) == 0) {
			*ids = (struct l2tp_session){ .tunnel_id = entries[i].tunnel_id,
						      .session_id = entries[i].session_id };
			return true;
		}
	return false;
}

/* The session that was created with NAME. -ENODEV if none. */
static int by_first_name(struct kernel *kernel, const char *name, struct l2tp_session *session,
			 struct error *err)
{
	struct l2tp_session key = { .fields = L2TP_SESSION_NAME };

	memcpy(key.name, name, sizeof(key.name));
	return kernel_fetch_session(kernel, &key, session, err);
}

/* There is no session with the interface NAME, or debugfs would have had to tell. */
static int explain_name(struct kernel *kernel, const char *name, bool debugfs, struct error *err)
{
	char quoted[TEXT_SIZE];

	if (err->code != -ENODEV)
		return explain_other(err);
	escape_text(name, quoted, sizeof(quoted));
	if (!kernel_link_index(kernel, name))
		return error_set(err, -ENODEV, "there is no session with the interface %s", quoted);
	if (debugfs)
		return error_set(
			err, -ENODEV,
			"the interface %s is not that of a session of this network namespace",
			quoted);
	/* no -ENODEV: perhaps there is one */
	return error_set(err, -ENXIO,
			 "no session was created with the interface %s; to find one renamed since: "
			 "modprobe l2tp_debugfs",
			 quoted);
}

/*
 * By the present name, which debugfs knows; else by the first, which the kernel knows, unless another
 * session has that one now.
 */
static int by_name(struct kernel *kernel, const char *name, struct l2tp_session *session,
		   struct error *err)
{
	CLEANUP(memory_freep) struct debugfs_session *entries = NULL;
	struct l2tp_session ids;
	size_t count = 0;
	bool debugfs = kernel_load_names(false, &entries, &count);

	/* one request does, as a rule: without debugfs only a PPP session's name would be told elsewhere */
	if (!debugfs && by_first_name(kernel, name, session, err) == 0)
		return 0;
	error_clear(err);
	if (!debugfs)
		kernel_load_names(true, &entries, &count);
	if (present_ids(entries, count, name, &ids))
		return by_ids(kernel, &ids, session, err);
	/* with debugfs, a name that is an interface's now is that of no other any more */
	if (debugfs && kernel_link_index(kernel, name))
		error_set(err, -ENODEV, "%s", "");
	else
		by_first_name(kernel, name, session, err);
	return err->code ? explain_name(kernel, name, debugfs, err) : 0;
}

int kernel_get_session(struct kernel *kernel, const struct l2tp_session *key,
		       struct l2tp_session *session, struct error *err)
{
	const uint32_t ids = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID;
	int status = (key->fields & ids) == ids ? by_ids(kernel, key, session, err)
						: by_name(kernel, key->name, session, err);

	if (status < 0)
		return status;
	kernel_describe(session, 1);
	if (!l2tp_session_has_key(session, key))
		return error_set(err, -ENODEV,
				 "session %u in tunnel %u differs in what else was given",
				 session->session_id, session->tunnel_id);
	return 0;
}

const struct l2tp_tunnel *kernel_tunnel_of(struct kernel *kernel,
					   const struct l2tp_session *session, struct error *err)
{
	struct l2tp_tunnel *last = &kernel->last_tunnel;

	if (last->fields && last->tunnel_id == session->tunnel_id)
		return last;
	if (kernel_get_tunnel(kernel, session->tunnel_id, last, err) == 0)
		return last;
	last->fields = 0;
	return NULL;
}

/* Linux 6.12 takes a second session of these ids where the tunnel is version 3 over UDP. */
static int refuse_double(struct kernel *kernel, const struct l2tp_session *session,
			 struct error *err)
{
	const struct l2tp_tunnel *tunnel = &kernel->last_tunnel;
	int there;

	if (tunnel->version != 3 || tunnel->encap != L2TP_ENCAPTYPE_UDP)
		return 0;
	there = kernel_has_live_session(kernel, session->tunnel_id, session->session_id, err);
	if (there <= 0)
		return there;
	error_set(err, -EEXIST, "%s", "");
	return explain_session_add(kernel, session, err);
}

/* An EEXIST without anything there that collides, as far as the kernel tells: it is on its way out, so ask again. */
static bool is_on_its_way_out(struct kernel *kernel, const struct l2tp_session *session)
{
	struct error unknown = { 0 };

	if (session->fields & L2TP_SESSION_NAME && kernel_link_index(kernel, session->name))
		return false;
	if (pending_delete_may_be(kernel, session->tunnel_id, session->session_id))
		return true;
	if (kernel_has_whole_session(kernel, session, &unknown) > 0 &&
	    is_listed(kernel, session->tunnel_id, session->session_id))
		return false;
	return !unknown.code && !kernel_owner_of_session(kernel, session->session_id, &unknown) &&
	       !unknown.code;
}

static int create(struct kernel *kernel, const struct l2tp_session *session, struct error *err)
{
	int tries = RETRIES, status;

	for (;;) {
		status = kernel_request_session(kernel, L2TP_CMD_SESSION_CREATE, session, err);
		if (status == 0) {
			pending_delete_made_again(kernel, session->tunnel_id, session->session_id);
			return 0;
		}
		if (status != -EEXIST || --tries == 0 || !is_on_its_way_out(kernel, session)) {
			explain_session_add(kernel, session, err);
			return pending_delete_half_made(kernel, session, err);
		}
		error_clear(err);
		usleep(RETRY_US);
	}
}

/*
 * Keep the census true. At worst a later delete does not wait for this session's interface: nothing to
 * fail for, now that it is there.
 */
static void count_in(struct kernel *kernel, const struct l2tp_session *session)
{
	struct error ignored = { 0 };
	struct l2tp_session created;

	if (kernel->sessions.taken && by_ids(kernel, session, &created, &ignored) == 0) {
		kernel_take_name(&created, NULL);
		session_list_add(&kernel->sessions, &created);
	}
}

int kernel_add_session(struct kernel *kernel, struct l2tp_session *session, struct error *err)
{
	/* a tunnel that is on its way out takes sessions, and takes them along */
	if (pending_delete_before_session(kernel, session, err) < 0 ||
	    !kernel_tunnel_of(kernel, session, err) ||
	    l2tp_session_check(session, &kernel->last_tunnel, err) < 0 ||
	    refuse_double(kernel, session, err) < 0 || create(kernel, session, err) < 0)
		return err->code;
	count_in(kernel, session);
	return 0;
}

int kernel_delete_listed(struct kernel *kernel, const struct l2tp_session *session,
			 struct error *err)
{
	const struct l2tp_session ids = l2tp_session_key(session->tunnel_id, session->session_id);
	struct l2tp_session found;

	/* Linux 6.12 would delete another tunnel's session of that id */
	if (by_ids(kernel, &ids, &found, err) < 0 ||
	    pending_delete_session(kernel, session, err) < 0)
		return err->code;
	if (kernel_request_session(kernel, L2TP_CMD_SESSION_DELETE, &ids, err) < 0)
		return explain_session(&ids, err);
	return 0;
}

int kernel_delete_session(struct kernel *kernel, const struct l2tp_session *key, struct error *err)
{
	const uint32_t ids = L2TP_SESSION_TUNNEL_ID | L2TP_SESSION_ID;
	struct l2tp_session session;

	/* what is on its way out counts as gone */
	if (pending_delete_before_session(kernel, key, err) < 0)
		return err->code;
	if ((key->fields & (ids | L2TP_SESSION_NAME)) == ids) {
		if (by_ids(kernel, key, &session, err) < 0)
			return err->code;
		kernel_describe_roughly(kernel, &session);
	} else if (kernel_get_session(kernel, key, &session, err) < 0 ||
		   (!(key->fields & L2TP_SESSION_ID) &&
		    kernel_refuse_ambiguous(kernel, &session, err) < 0)) {
		return err->code;
	}
	return kernel_delete_listed(kernel, &session, err);
}

int kernel_list_raw_sessions(struct kernel *kernel, struct l2tp_session **list, size_t *count,
			     struct error *err)
{
	struct records records;

	if (kernel_dump(kernel, &session_records, &records, err) < 0)
		return err->code;
	*list = records.list;
	*count = records.count;
	return 0;
}

int kernel_list_sessions(struct kernel *kernel, struct l2tp_session **list, size_t *count,
			 struct error *err)
{
	if (kernel_list_raw_sessions(kernel, list, count, err) < 0)
		return err->code;
	kernel_describe(*list, *count);
	return 0;
}
