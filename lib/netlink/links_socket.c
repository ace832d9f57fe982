// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * links_socket.c - the rtnetlink socket of libnl, and requests over it
 */
#include <errno.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/escape.h"
#include "lib/netlink/links.h"
#include "lib/netlink/links_internal.h"
#include "lib/netlink/receive.h"

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

/* A libnl error callback: save the kernel's message from REPORT. */
static int keep_extack(struct sockaddr_nl *sender, struct nlmsgerr *report, void *data)
{
	const struct nlmsghdr *message = (const void *)((const char *)report - NLMSG_HDRLEN);
	struct links *links = data;

	escape_text(extack_text(message, message->nlmsg_len), links->extack, sizeof(links->extack));
	return NL_STOP; /* libnl returns the errno as its error */
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
	/* required to dump the addresses of a single interface */
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

struct nl_msg *links_request(int type, int flags, const void *header, size_t size)
{
	struct nl_msg *message = nlmsg_alloc_simple(type, flags);

	if (!message || nlmsg_append(message, (void *)header, size, NLMSG_ALIGNTO) == 0)
		return message;
	nlmsg_free(message);
	return NULL;
}

int links_ask(struct links *links, struct nl_msg *message, nl_recvmsg_msg_cb_t callback, void *data)
{
	bool dump = message && nlmsg_hdr(message)->nlmsg_flags & NLM_F_DUMP;
	int code = message ? nl_send_auto(links->socket, message) : -NLE_NOMEM;

	links->extack[0] = '\0';
	nl_socket_modify_cb(links->socket, NL_CB_VALID, NL_CB_CUSTOM, callback, data);
	if (code >= 0)
		code = nl_recvmsgs_default(links->socket);
	nl_socket_modify_cb(links->socket, NL_CB_VALID, NL_CB_DEFAULT, NULL, NULL);
	if (code >= 0 && !dump)
		code = nl_wait_for_ack(links->socket);
	nlmsg_free(message);
	return code < 0 ? code : 0;
}
