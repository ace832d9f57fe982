// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * links_socket.c - the rtnetlink socket: connect, ask, change
 *
 * libnl takes an unread answer for that of the next request, and fails. After a lost message, the socket is therefore
 * replaced by a new one.
 */
#include <errno.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <string.h>

#include "lib/base/escape.h"
#include "lib/netlink/links_internal.h"
#include "lib/netlink/receive.h"

/* Attempts at a change whose answer is lost. */
#define CHANGE_TRIES 3

int link_error(struct links *links, int code, const char *what, struct error *err)
{
	int number = code == -NLE_OBJ_NOTFOUND || code == -NLE_NODEV ? -ENODEV
		     : code == -NLE_PERM			     ? -EPERM
		     : code == -NLE_NOMEM			     ? -ENOMEM
		     : code == -NLE_BUSY			     ? -EBUSY
								     : -EIO;

	if (links->lost)
		return error_set(err, ERROR_UNKNOWN, "%s: %s; it may have taken effect", what,
				 nl_geterror(code));
	return error_set(err, number, "%s: %s", what,
			 links->extack[0] ? links->extack : nl_geterror(code));
}

/* A libnl error callback: the kernel has answered; save its message from REPORT. */
static int keep_extack(struct sockaddr_nl *sender, struct nlmsgerr *report, void *data)
{
	const struct nlmsghdr *message = (const void *)((const char *)report - NLMSG_HDRLEN);
	struct links *links = data;

	links->answered = true;
	escape_text(extack_text(message, message->nlmsg_len), links->extack, sizeof(links->extack));
	return NL_STOP; /* libnl returns the errno as its error */
}

int links_connect(struct links *links)
{
	struct nl_sock *socket = nl_socket_alloc();
	const int on = 1;
	int code, fd;

	if (!socket)
		return -NLE_NOMEM;
	nl_socket_free(links->socket);
	links->socket = socket;
	code = nl_connect(socket, links->protocol);
	fd = nl_socket_get_fd(socket);
	/* required to dump the addresses of a single interface */
	if (code == 0 && setsockopt(fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &on, sizeof(on)) < 0)
		code = -nl_syserr2nlerr(errno);
	if (code < 0)
		return code;
	setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(on));
	nl_socket_modify_err_cb(socket, NL_CB_CUSTOM, keep_extack, links);
	return 0;
}

struct nl_msg *links_request(int type, int flags, const void *header, size_t size)
{
	struct nl_msg *message = nlmsg_alloc_simple(type, flags);

	if (!message || nlmsg_append(message, (void *)header, size, NLMSG_ALIGNTO) == 0)
		return message;
	nlmsg_free(message);
	return NULL;
}

/*
 * Send MESSAGE and receive its answer, the last of which is an acknowledgement unless it is a dump. Replaces the socket
 * and sets links->lost if a message is lost. Returns 0 or libnl's error.
 */
static int links_exchange(struct links *links, struct nl_msg *message, nl_recvmsg_msg_cb_t callback,
			  void *data)
{
	bool dump = (nlmsg_hdr(message)->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
	int code, again;

	links->extack[0] = '\0';
	links->answered = links->lost = false;
	/* set by libnl for the socket that sends it */
	nlmsg_hdr(message)->nlmsg_seq = NL_AUTO_SEQ;
	nlmsg_hdr(message)->nlmsg_pid = NL_AUTO_PORT;
	code = nl_send_auto(links->socket, message);
	if (callback)
		nl_socket_modify_cb(links->socket, NL_CB_VALID, NL_CB_CUSTOM, callback, data);
	if (code >= 0 && callback)
		code = nl_recvmsgs_default(links->socket);
	if (callback)
		nl_socket_modify_cb(links->socket, NL_CB_VALID, NL_CB_DEFAULT, NULL, NULL);
	if (code >= 0 && !dump)
		code = nl_wait_for_ack(links->socket);
	if (code >= 0 || links->answered || code == -NLE_DUMP_INTR)
		return code < 0 ? code : 0;
	links->lost = true;
	again = links_connect(links);
	return again < 0 ? again : code;
}

int links_ask(struct links *links, struct nl_msg *message, nl_recvmsg_msg_cb_t callback, void *data)
{
	int code = message ? links_exchange(links, message, callback, data) : -NLE_NOMEM;

	nlmsg_free(message);
	if (!message || !links->lost)
		return code;
	links->lost = false; /* nothing was changed */
	return -NLE_DUMP_INTR;
}

int links_tell(struct links *links, struct nl_msg *message)
{
	int tries = CHANGE_TRIES, code;

	links->repeated = links->lost = false;
	if (!message)
		return -NLE_NOMEM;
	code = links_exchange(links, message, NULL, NULL);
	while (links->lost && --tries > 0) {
		links->repeated = true;
		code = links_exchange(links, message, NULL, NULL);
	}
	nlmsg_free(message);
	return code;
}
