// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * start.c - the floor of a short command: a program that links libmnl and json-c, and prints
 *
 * A short command costs mainly its start-up, so this program loads the libraries that netlink and JSON need and does
 * the minimum: `start` prints a line; `start show` requests the tunnels, `start get ...` one object, and both print
 * the length of the reply.
 */
#include <json-c/json.h>
#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"

struct start {
	struct mnl_socket *socket;
	uint16_t family;
	char in[65536];
};

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static void print(const char *word, int64_t number)
{
	struct json_object *object = json_object_new_object();

	json_object_object_add(object, word, json_object_new_int64(number));
	puts(json_object_to_json_string_ext(object, JSON_C_TO_STRING_PLAIN));
	json_object_put(object);
}

static struct nlmsghdr *begin(const struct start *start, char *buffer, uint8_t command)
{
	struct nlmsghdr *request = mnl_nlmsg_put_header(buffer);
	struct genlmsghdr *header = mnl_nlmsg_put_extra_header(request, sizeof(*header));

	request->nlmsg_type = start->family;
	request->nlmsg_flags = NLM_F_REQUEST;
	header->cmd = command;
	header->version = L2TP_GENL_VERSION;
	return request;
}

/* Send a request and receive one datagram. Returns its length. */
static size_t ask(struct start *start, const struct nlmsghdr *request)
{
	const struct nlmsghdr *reply = (const void *)start->in;
	ssize_t length;

	if (mnl_socket_sendto(start->socket, request, request->nlmsg_len) < 0)
		die("send");
	length = mnl_socket_recvfrom(start->socket, start->in, sizeof(start->in));
	if (length < 0 || reply->nlmsg_type == NLMSG_ERROR)
		die("answer");
	return (size_t)length;
}

static void open_family(struct start *start, char *buffer)
{
	struct nlmsghdr *request;
	const struct nlattr *attr;

	start->socket = mnl_socket_open(NETLINK_GENERIC);
	if (!start->socket || mnl_socket_bind(start->socket, 0, MNL_SOCKET_AUTOPID) < 0)
		die("netlink socket");
	start->family = GENL_ID_CTRL;
	request = begin(start, buffer, CTRL_CMD_GETFAMILY);
	mnl_attr_put_strz(request, CTRL_ATTR_FAMILY_NAME, L2TP_GENL_NAME);
	ask(start, request);
	mnl_attr_for_each(attr, (const struct nlmsghdr *)start->in, sizeof(struct genlmsghdr))
		if (mnl_attr_get_type(attr) == CTRL_ATTR_FAMILY_ID)
			start->family = mnl_attr_get_u16(attr);
}

/* Dump an empty list, for which one datagram suffices. */
static size_t show(struct start *start, char *buffer)
{
	struct nlmsghdr *request = begin(start, buffer, L2TP_CMD_TUNNEL_GET);

	request->nlmsg_flags |= NLM_F_DUMP;
	return ask(start, request);
}

static size_t get(struct start *start, char *buffer, char *const *words)
{
	const int tunnel = strcmp(words[0], "tunnel") == 0;
	struct nlmsghdr *request =
		begin(start, buffer, tunnel ? L2TP_CMD_TUNNEL_GET : L2TP_CMD_SESSION_GET);

	if (strcmp(words[0], "name") == 0)
		mnl_attr_put_strz(request, L2TP_ATTR_IFNAME, words[1]);
	else
		mnl_attr_put_u32(request, L2TP_ATTR_CONN_ID, (uint32_t)atol(words[1]));
	if (strcmp(words[0], "session") == 0)
		mnl_attr_put_u32(request, L2TP_ATTR_SESSION_ID, (uint32_t)atol(words[2]));
	return ask(start, request);
}

int main(int argc, char *argv[])
{
	_Alignas(struct nlmsghdr) char buffer[1024] = { 0 };
	static struct start start;

	if (argc < 2) {
		print("version", 1);
		return 0;
	}
	open_family(&start, buffer);
	if (strcmp(argv[1], "show") == 0)
		print("length", (int64_t)show(&start, buffer));
	else if (strcmp(argv[1], "get") == 0 && argc > 3)
		print("length", (int64_t)get(&start, buffer, argv + 2));
	mnl_socket_close(start.socket);
	return 0;
}
