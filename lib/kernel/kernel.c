// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * kernel.c - the handle, the raw requests, and what can be asked of tunnels
 */
#include "lib/kernel/kernel.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/array.h"
#include "lib/base/cleanup.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/netlink/interface.h"
#include "lib/netlink/links.h"
#include "lib/netlink/tunnel_attributes.h"

/* A dump that the kernel calls inconsistent is taken again so often. */
#define DUMP_TRIES 3

int kernel_open(struct kernel **kernel, struct error *err)
{
	struct kernel *opened = calloc(1, sizeof(*opened));

	if (!opened)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	if (netlink_open(&opened->netlink, L2TP_GENL_NAME, L2TP_GENL_VERSION, err) < 0) {
		free(opened);
		return explain_open(err);
	}
	*kernel = opened;
	return 0;
}

void kernel_close(struct kernel *kernel)
{
	if (!kernel)
		return;
	kernel_queue_close(kernel);
	netlink_close(kernel->netlink);
	links_close(kernel->links);
	ifindex_close(&kernel->ifindex);
	free(kernel->pending.list);
	free(kernel->settled.list);
	session_list_free(&kernel->sessions);
	free(kernel->names);
	free(kernel);
}

unsigned int kernel_link_index(struct kernel *kernel, const char *name)
{
	return ifindex_find(&kernel->ifindex, name);
}

struct links *kernel_links(struct kernel *kernel, struct error *err)
{
	if (!kernel->links && links_open(&kernel->links, err) < 0)
		return NULL;
	return kernel->links;
}

int kernel_request_tunnel(struct kernel *kernel, uint8_t command, const struct l2tp_tunnel *tunnel,
			  struct error *err)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE];
	struct nlmsghdr *request = netlink_begin(kernel->netlink, buffer, command);

	if (l2tp_tunnel_encode(tunnel, request, sizeof(buffer), err) < 0)
		return err->code;
	return netlink_request(kernel->netlink, request, err);
}

int kernel_expect(uint8_t command, const struct nlmsghdr *message, struct error *err)
{
	const struct genlmsghdr *header = NLMSG_DATA(message);

	return header->cmd == command
		       ? 0
		       : error_set(err, -EBADMSG, "netlink: a record of another kind of object");
}

static int take_tunnel(const struct nlmsghdr *message, void *data, struct error *err)
{
	return kernel_expect(L2TP_CMD_TUNNEL_GET, message, err) < 0
		       ? err->code
		       : l2tp_tunnel_decode(message, data, err);
}

int kernel_fetch_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct l2tp_tunnel *tunnel,
			struct error *err)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE];
	struct nlmsghdr *request = netlink_begin(kernel->netlink, buffer, L2TP_CMD_TUNNEL_GET);
	const struct l2tp_tunnel key = { .fields = L2TP_TUNNEL_ID, .tunnel_id = tunnel_id };

	if (l2tp_tunnel_encode(&key, request, sizeof(buffer), err) < 0 ||
	    netlink_get(kernel->netlink, request, take_tunnel, tunnel, err) < 0)
		return err->code;
	return tunnel->tunnel_id == tunnel_id
		       ? 0
		       : error_set(err, -EBADMSG, "the kernel told of tunnel %u, asked for %u",
				   tunnel->tunnel_id, tunnel_id);
}

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

int kernel_dump(struct kernel *kernel, const struct record_type *type, struct records *records,
		struct error *err)
{
	_Alignas(struct nlmsghdr) char buffer[NETLINK_REQUEST_SIZE];
	int tries = DUMP_TRIES, status;

	*records = (struct records){ .type = type };
	do {
		error_clear(err);
		records->count = 0;
		status = netlink_dump(kernel->netlink,
				      netlink_begin(kernel->netlink, buffer, type->command),
				      add_record, records, err);
	} while (status == -EINTR && --tries > 0);
	if (status < 0) {
		free(records->list);
		return explain_other(err);
	}
	/* Linux 6.1 counts records while it dumps: a change meanwhile makes it send one twice */
	records->count =
		array_sort_unique(records->list, records->count, type->size, type->compare);
	return 0;
}

int kernel_get_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct l2tp_tunnel *tunnel,
		      struct error *err)
{
	if (kernel_fetch_tunnel(kernel, tunnel_id, tunnel, err) < 0)
		return explain_tunnel(tunnel_id, err);
	return 0;
}

/* What an EEXIST says is there may be on its way out: then ask again. */
static bool worth_another_try(struct kernel *kernel, const struct l2tp_tunnel *tunnel, int status)
{
	struct error ignored = { 0 };
	struct l2tp_tunnel found;

	return status == -EEXIST &&
	       kernel_fetch_tunnel(kernel, tunnel->tunnel_id, &found, &ignored) == -ENODEV;
}

int kernel_add_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel, struct error *err)
{
	int tries = 100, status;

	if (pending_delete_before_tunnel(kernel, tunnel, err) < 0)
		return err->code;
	kernel->last_tunnel.fields = 0;
	while ((status = kernel_request_tunnel(kernel, L2TP_CMD_TUNNEL_CREATE, tunnel, err)) < 0) {
		if (--tries == 0 || !worth_another_try(kernel, tunnel, status))
			return explain_tunnel_add(kernel, tunnel, err);
		error_clear(err);
		usleep(10000);
	}
	return 0;
}

int kernel_delete_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct error *err)
{
	const struct l2tp_tunnel key = { .fields = L2TP_TUNNEL_ID, .tunnel_id = tunnel_id };
	struct l2tp_tunnel tunnel;

	kernel->last_tunnel.fields = 0;
	/* what is on its way out counts as gone */
	if (pending_delete_before_tunnel(kernel, &key, err) < 0 ||
	    kernel_get_tunnel(kernel, tunnel_id, &tunnel, err) < 0 ||
	    pending_delete_tunnel(kernel, &tunnel, err) < 0)
		return err->code;
	if (kernel_request_tunnel(kernel, L2TP_CMD_TUNNEL_DELETE, &key, err) < 0)
		return explain_tunnel(tunnel_id, err);
	return 0;
}

static const struct record_type tunnel_records = {
	.command = L2TP_CMD_TUNNEL_GET,
	.size = sizeof(struct l2tp_tunnel),
	.decode = take_tunnel,
	.compare = l2tp_tunnel_compare,
};

int kernel_list_tunnels(struct kernel *kernel, struct l2tp_tunnel **list, size_t *count,
			struct error *err)
{
	struct records records;

	if (kernel_dump(kernel, &tunnel_records, &records, err) < 0)
		return err->code;
	*list = records.list;
	*count = records.count;
	return 0;
}
