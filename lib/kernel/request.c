// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * request.c - requests of the l2tp family, explanations of the kernel's errno, and the interface socket
 */
#include "lib/kernel/request.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/array.h"
#include "lib/base/escape.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/netlink/batch.h"
#include "lib/netlink/attributes.h"

/* Attempts at a dump that the kernel reports as inconsistent. */
#define DUMP_TRIES 3

int explain_other(struct error *err)
{
	if (err->code == -EPERM)
		return error_set(err, -EPERM,
				 "not permitted: CAP_NET_ADMIN is needed in this network "
				 "namespace; run it as root");
	if (err->text[0])
		return err->code;
	/* the family ID was valid when it was resolved */
	if (err->code == -ENOENT)
		return error_set(err, -ENOENT,
				 "the L2TP module was unloaded; modprobe l2tp_netlink");
	return error_set(err, err->code, "%s", strerror(-err->code));
}

int explain_exists(int status, struct error *err)
{
	if (status != -ENODEV)
		return status < 0 ? explain_other(err) : 1;
	error_clear(err);
	return 0;
}

int explain_tunnel(uint32_t tunnel_id, struct error *err)
{
	if (err->code == -ENODEV)
		return error_set(err, -ENODEV, "tunnel %u does not exist", tunnel_id);
	return explain_other(err);
}

int explain_session(const struct l2tp_session *key, struct error *err)
{
	char name[TEXT_SIZE];

	if (err->code != -ENODEV)
		return explain_other(err);
	if (key->fields & L2TP_SESSION_ID)
		return error_set(err, -ENODEV, "session %u in tunnel %u does not exist",
				 key->session_id, key->tunnel_id);
	escape_text(key->name, name, sizeof(name));
	return error_set(err, -ENODEV, "no session has the interface %s", name);
}

int explain_session_differs(const struct l2tp_session *session, struct error *err)
{
	return error_set(err, -ENODEV, "session %u in tunnel %u does not match the other fields",
			 session->session_id, session->tunnel_id);
}

int kernel_request(struct kernel *kernel, uint8_t command, const struct attribute_table *table,
		   const void *object, struct error *err)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE];
	struct nlmsghdr *request = netlink_begin(kernel->netlink, buffer, command);

	return attributes_put(table, object, request, sizeof(buffer), err) < 0
		       ? err->code
		       : netlink_request(kernel->netlink, request, err);
}

int kernel_queue_request(struct kernel *kernel, uint8_t command,
			 const struct attribute_table *table, const void *object, struct error *err)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE];
	struct nlmsghdr *request = netlink_begin(kernel->netlink, buffer, command);

	return attributes_put(table, object, request, sizeof(buffer), err) < 0
		       ? err->code
		       : netlink_queue(kernel->netlink, request, err);
}

int kernel_expect(uint8_t command, const struct nlmsghdr *message, struct error *err)
{
	const struct genlmsghdr *header = NLMSG_DATA(message);

	return header->cmd == command
		       ? 0
		       : error_set(err, -EBADMSG, "netlink: unexpected type of record");
}

/* A netlink_callback for a struct l2tp_tunnel. */
static int decode_tunnel(const struct nlmsghdr *message, void *data, struct error *err)
{
	return kernel_expect(L2TP_CMD_TUNNEL_GET, message, err) < 0
		       ? err->code
		       : l2tp_tunnel_decode(message, data, err);
}

/* A netlink_callback for a struct l2tp_session. */
static int decode_session(const struct nlmsghdr *message, void *data, struct error *err)
{
	return kernel_expect(L2TP_CMD_SESSION_GET, message, err) < 0
		       ? err->code
		       : l2tp_session_decode(message, data, err);
}

/* A type of record that the kernel sends. */
struct record_type {
	uint8_t command;
	const struct attribute_table *table;
	size_t size;		  /* of a decoded record */
	netlink_callback *decode; /* DATA is the record to fill in */
	int (*compare)(const void *a, const void *b);
};

static const struct record_type tunnel_records = {
	.command = L2TP_CMD_TUNNEL_GET,
	.table = &l2tp_tunnel_attributes,
	.size = sizeof(struct l2tp_tunnel),
	.decode = decode_tunnel,
	.compare = l2tp_tunnel_compare,
};

static const struct record_type session_records = {
	.command = L2TP_CMD_SESSION_GET,
	.table = &l2tp_session_attributes,
	.size = sizeof(struct l2tp_session),
	.decode = decode_session,
	.compare = l2tp_session_compare,
};

/* Get the record of TYPE that has the fields of KEY. */
static int fetch(struct kernel *kernel, const struct record_type *type, const void *key,
		 void *record, struct error *err)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE];
	struct nlmsghdr *request = netlink_begin(kernel->netlink, buffer, type->command);

	return attributes_put(type->table, key, request, sizeof(buffer), err) < 0
		       ? err->code
		       : netlink_get(kernel->netlink, request, type->decode, record, err);
}

int kernel_fetch_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct l2tp_tunnel *tunnel,
			struct error *err)
{
	const struct l2tp_tunnel key = { .fields = L2TP_TUNNEL_ID, .tunnel_id = tunnel_id };

	if (fetch(kernel, &tunnel_records, &key, tunnel, err) < 0)
		return err->code;
	return tunnel->tunnel_id == tunnel_id
		       ? 0
		       : error_set(err, -EBADMSG,
				   "the kernel answered with tunnel %u to a request for %u",
				   tunnel->tunnel_id, tunnel_id);
}

int kernel_fetch_session(struct kernel *kernel, const struct l2tp_session *key,
			 struct l2tp_session *session, struct error *err)
{
	if (fetch(kernel, &session_records, key, session, err) < 0)
		return err->code;
	if ((key->fields & L2TP_SESSION_TUNNEL_ID && session->tunnel_id != key->tunnel_id) ||
	    (key->fields & L2TP_SESSION_ID && session->session_id != key->session_id))
		return error_set(err, -ENODEV, "%s", "");
	return 0;
}

int kernel_has_object(struct kernel *kernel, uint32_t tunnel_id, uint32_t session_id,
		      struct error *err)
{
	const struct l2tp_session key = l2tp_session_key(tunnel_id, session_id);
	struct l2tp_session session;
	struct l2tp_tunnel tunnel;

	return explain_exists(session_id ? kernel_fetch_session(kernel, &key, &session, err)
					 : kernel_fetch_tunnel(kernel, tunnel_id, &tunnel, err),
			      err);
}

/* The records of a dump. */
struct records {
	const struct record_type *type;
	void *list;
	size_t count, room;
};

static int add_record(const struct nlmsghdr *message, void *data, struct error *err)
{
	struct records *records = data;
	const struct record_type *type = records->type;
	char *list = array_grow(records->list, records->count, &records->room, type->size);

	if (!list)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	records->list = list;
	if (type->decode(message, list + records->count * type->size, err) < 0)
		return err->code;
	records->count++;
	return 0;
}

/* Dump all records of TYPE, sorted, without duplicates. LIST points to a pointer. Returns as kernel_list_tunnels(). */
static int dump(struct kernel *kernel, const struct record_type *type, void *list, size_t *count,
		struct error *err)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE];
	struct records records = { .type = type };
	int tries = DUMP_TRIES, status;

	do {
		error_clear(err);
		records.count = 0;
		status = netlink_dump(kernel->netlink,
				      netlink_begin(kernel->netlink, buffer, type->command),
				      add_record, &records, err);
	} while (status == -EINTR && --tries > 0);
	if (status < 0) {
		free(records.list);
		return explain_other(err);
	}
	/* Linux 6.1 resumes a dump at a record count: a concurrent change can repeat a record */
	*count = array_sort_unique(records.list, records.count, type->size, type->compare);
	memcpy(list, &records.list, sizeof(records.list));
	return 0;
}

int kernel_list_tunnels(struct kernel *kernel, struct l2tp_tunnel **list, size_t *count,
			struct error *err)
{
	return dump(kernel, &tunnel_records, list, count, err);
}

int kernel_list_raw_sessions(struct kernel *kernel, struct l2tp_session **list, size_t *count,
			     struct error *err)
{
	return dump(kernel, &session_records, list, count, err);
}

struct links *kernel_links(struct kernel *kernel, struct error *err)
{
	if (!kernel->links && links_open(&kernel->links, err) < 0)
		return NULL;
	return kernel->links;
}
