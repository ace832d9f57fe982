// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * links.c - interfaces and addresses, by libnl-route-3
 */
#include "lib/netlink/links.h"

#include <errno.h>
#include <limits.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/route/link.h>
#include <netlink/route/rtnl.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/array.h"
#include "lib/base/escape.h"
#include "lib/netlink/links_attributes.h"
#include "lib/netlink/links_internal.h"
#include "lib/netlink/receive.h"

/* A dump that another's change interrupted is taken again so often. */
#define DUMP_TRIES 20

int link_error(struct links *links, int code, const char *what, struct error *err)
{
	int number = code == -NLE_OBJ_NOTFOUND || code == -NLE_NODEV ? -ENODEV
		     : code == -NLE_PERM			     ? -EPERM
		     : code == -NLE_NOMEM			     ? -ENOMEM
		     : code == -NLE_BUSY			     ? -EBUSY
								     : -EIO;

	return error_set(err, number, "%s: %s", what,
			 links->extack[0] ? links->extack : nl_geterror(code));
}

/* An error callback of libnl: the message that REPORT is in may have the kernel's own words. */
static int keep_extack(struct sockaddr_nl *sender, struct nlmsgerr *report, void *data)
{
	const struct nlmsghdr *message = (const void *)((const char *)report - NLMSG_HDRLEN);
	struct links *links = data;

	(void)sender;
	escape_text(extack_text(message, message->nlmsg_len), links->extack, sizeof(links->extack));
	return NL_STOP; /* with the errno as libnl's error */
}

int links_open(struct links **links, struct error *err)
{
	struct links *opened = calloc(1, sizeof(*opened));
	const int on = 1;
	int code, fd;

	if (!opened || !(opened->socket = nl_socket_alloc())) {
		free(opened);
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	}
	code = nl_connect(opened->socket, NETLINK_ROUTE);
	fd = nl_socket_get_fd(opened->socket);
	/* a dump of one interface's addresses is of that interface alone */
	if (code == 0 && setsockopt(fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &on, sizeof(on)) < 0)
		code = -nl_syserr2nlerr(errno);
	if (code < 0) {
		link_error(opened, code, "rtnetlink", err);
		links_close(opened);
		return err->code;
	}
	setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(on));
	nl_socket_modify_err_cb(opened->socket, NL_CB_CUSTOM, keep_extack, opened);
	*links = opened;
	return 0;
}

void links_close(struct links *links)
{
	if (!links)
		return;
	nl_socket_free(links->socket);
	interface_lookup_close(&links->lookup);
	free(links);
}

void link_putp(struct rtnl_link **link)
{
	rtnl_link_put(*link);
}

static int compare_index(const void *a, const void *b)
{
	const struct link_state *left = a, *right = b;

	return (left->index > right->index) - (left->index < right->index);
}

/* The interfaces that are being read, or whose addresses are. */
struct link_list {
	struct link_state *list; /* sorted by index */
	size_t count, room;
};

/* A callback of libnl, for one message of a dump of addresses. */
static int read_address(struct nl_msg *message, void *data)
{
	const struct link_list *links = data;
	struct nlmsghdr *nlh = nlmsg_hdr(message);
	const struct ifaddrmsg *header = nlmsg_data(nlh);
	struct link_state key = { 0 }, *state;
	struct error ignored = { 0 };

	if (nlh->nlmsg_type != RTM_NEWADDR || nlmsg_datalen(nlh) < (int)sizeof(*header))
		return NL_OK;
	key.index = header->ifa_index;
	state = array_find(links->list, links->count, sizeof(key), &key, compare_index);
	return state && link_address_decode(nlh, state, &ignored) < 0 ? -NLE_NOMEM : NL_OK;
}

struct nl_msg *links_request(int type, int flags, const void *header, size_t size)
{
	struct nl_msg *message = nlmsg_alloc_simple(type, flags);

	if (!message || nlmsg_append(message, (void *)header, size, NLMSG_ALIGNTO) == 0)
		return message;
	nlmsg_free(message);
	return NULL;
}

int links_send(struct links *links, struct nl_msg *message)
{
	links->extack[0] = '\0';
	return message ? nl_send_sync(links->socket, message) : -NLE_NOMEM;
}

int links_ask(struct links *links, struct nl_msg *message, nl_recvmsg_msg_cb_t callback, void *data)
{
	struct nl_cb *own = nl_socket_get_cb(links->socket), *callbacks = nl_cb_clone(own);
	int code = message && callbacks ? nl_send_auto(links->socket, message) : -NLE_NOMEM;
	bool dump = message && nlmsg_hdr(message)->nlmsg_flags & NLM_F_DUMP;

	links->extack[0] = '\0';
	if (code >= 0) {
		nl_cb_set(callbacks, NL_CB_VALID, NL_CB_CUSTOM, callback, data);
		code = nl_recvmsgs(links->socket, callbacks);
	}
	if (code >= 0 && !dump)
		code = nl_wait_for_ack(links->socket);
	nl_cb_put(callbacks);
	nl_cb_put(own);
	nlmsg_free(message);
	return code < 0 ? code : 0;
}

/* Ask with DUMP, again from the start where another's change interrupted it. Returns 0 or libnl's error. */
static int dump_whole(int (*dump)(struct links *links, struct link_list *into), struct links *links,
		      struct link_list *into)
{
	int tries = DUMP_TRIES, code;

	do
		code = dump(links, into);
	while (code == -NLE_DUMP_INTR && --tries > 0);
	return code;
}

/* Of one interface the kernel tells its addresses alone: many have thousands. */
static int dump_addresses(struct links *links, struct link_list *into)
{
	const struct ifaddrmsg header = { .ifa_index = into->count == 1 ? into->list->index : 0 };
	size_t i;

	for (i = 0; i < into->count; i++)
		into->list[i].now.addresses.count = 0;
	return links_ask(links, links_request(RTM_GETADDR, NLM_F_DUMP, &header, sizeof(header)),
			 read_address, into);
}

/*
 * The addresses of the COUNT interfaces in LIST, sorted by index. Read from the messages, since struct rtnl_addr
 * does not tell who made an address (IFA_PROTO).
 */
static int read_addresses(struct links *links, struct link_state *list, size_t count,
			  struct error *err)
{
	struct link_list into = { .list = list, .count = count };
	int code = dump_whole(dump_addresses, links, &into);
	size_t i;

	for (i = 0; i < count; i++)
		link_addresses_order(&list[i].now.addresses);
	return code < 0 ? link_error(links, code, "addresses", err) : 0;
}

/* A callback of libnl, for one interface. */
static int read_link(struct nl_msg *message, void *data)
{
	struct link_list *links = data;
	struct link_state *list =
		array_grow(links->list, links->count, &links->room, sizeof(*list));

	if (!list)
		return -NLE_NOMEM;
	links->list = list;
	if (link_state_decode(nlmsg_hdr(message), &list[links->count]))
		links->count++;
	return NL_OK;
}

/* The interface INDEX, or, where that is 0, all; without counters, which take the kernel longest. */
static int ask_links(struct links *links, unsigned int index, struct link_list *into)
{
	const struct ifinfomsg header = { .ifi_index = (int)index };
	struct nl_msg *message =
		links_request(RTM_GETLINK, index ? 0 : NLM_F_DUMP, &header, sizeof(header));

	into->count = 0;
	if (message && nla_put_u32(message, IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS) < 0) {
		nlmsg_free(message);
		message = NULL;
	}
	return links_ask(links, message, read_link, into);
}

/* The names of their masters, which are among them where all are. */
static void name_masters(struct links *links, struct link_state *list, size_t count)
{
	const struct link_state *master;
	size_t i;

	for (i = 0; i < count; i++) {
		const struct link_state key = { .index = list[i].master };

		if (!key.index)
			continue;
		master = array_find(list, count, sizeof(key), &key, compare_index);
		if (master)
			memcpy(list[i].now.master, master->name, sizeof(master->name));
		else
			interface_name(&links->lookup, key.index, list[i].now.master);
	}
}

int links_read(struct links *links, unsigned int index, struct link_state *state, struct error *err)
{
	struct link_list into = { 0 };
	int code = -NLE_NODEV;

	links->extack[0] = '\0';
	if (index && index <= INT_MAX)
		code = ask_links(links, index, &into);
	/* no answer but about that interface is one */
	if (code == 0 && (into.count != 1 || into.list->index != index))
		code = -NLE_NODEV;
	if (code < 0) {
		free(into.list);
		return link_error(links, code, "interface", err);
	}
	*state = *into.list;
	free(into.list);
	name_masters(links, state, 1);
	if (read_addresses(links, state, 1, err) < 0)
		link_state_free(state);
	return err->code;
}

static int dump_links(struct links *links, struct link_list *into)
{
	return ask_links(links, 0, into);
}

int links_list(struct links *links, struct link_state **list, size_t *count, struct error *err)
{
	struct link_list into = { 0 };
	int code = dump_whole(dump_links, links, &into);

	*list = into.list;
	*count = into.count;
	if (code < 0)
		return link_error(links, code, "interfaces", err);
	*count = array_sort_unique(into.list, into.count, sizeof(*into.list), compare_index);
	name_masters(links, *list, *count);
	return read_addresses(links, *list, *count, err);
}
