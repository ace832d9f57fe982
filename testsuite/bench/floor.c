// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * floor.c - the minimal work for each row of the bench
 *
 * Sends or drains the netlink messages of the row, without libraries, parsing, checks or output. Linked statically,
 * since the start-up cost of libraries is not part of the work (start.c is the floor for that). Requests are sent
 * many with each sendmsg(); only the last of them requests an acknowledgement.
 */
#include <errno.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "include/uapi/linux/l2tp.h"
#include "testsuite/bench/wire.h"

#define LOCAL "\x7f\x00\x00\x01"
#define REMOTE "\x7f\x00\x00\x02"
#define FIRST_PORT 10000
#define POLL_NS 500000

/* An object of a dump, to delete. */
struct object {
	uint32_t tunnel_id, session_id;
	char name[IFNAMSIZ];
};

struct objects {
	struct object *list;
	size_t count, room;
};

static uint32_t number(const char *text)
{
	return (uint32_t)strtoul(text, NULL, 10);
}

/* tunnels ip|udp|v2 COUNT: IDs from 1, equal to the files of testsuite/bench/run */
static void add_tunnels(struct wire *wire, const char *encap, uint32_t count)
{
	const bool udp = strcmp(encap, "ip") != 0;
	const uint8_t version = strcmp(encap, "v2") == 0 ? 2 : 3;
	uint32_t id;

	for (id = 1; id <= count; id++) {
		wire_begin(wire, L2TP_CMD_TUNNEL_CREATE);
		wire_put_u32(wire, L2TP_ATTR_CONN_ID, id);
		wire_put_u32(wire, L2TP_ATTR_PEER_CONN_ID, id);
		wire_put_u8(wire, L2TP_ATTR_PROTO_VERSION, version);
		wire_put_u16(wire, L2TP_ATTR_ENCAP_TYPE,
			     udp ? L2TP_ENCAPTYPE_UDP : L2TP_ENCAPTYPE_IP);
		wire_put(wire, L2TP_ATTR_IP_SADDR, LOCAL, 4);
		wire_put(wire, L2TP_ATTR_IP_DADDR, REMOTE, 4);
		if (udp) {
			wire_put_u16(wire, L2TP_ATTR_UDP_SPORT, (uint16_t)(FIRST_PORT + id));
			wire_put_u16(wire, L2TP_ATTR_UDP_DPORT, (uint16_t)(FIRST_PORT + id));
		}
	}
	wire_flush(wire);
}

/* sessions eth|ppp TUNNEL FROM TO: session IDs in one tunnel; interfaces are named wireN */
static void add_sessions(struct wire *wire, bool eth, uint32_t tunnel, const uint32_t range[2])
{
	char name[IFNAMSIZ];
	uint32_t id;

	for (id = range[0]; id <= range[1]; id++) {
		wire_begin(wire, L2TP_CMD_SESSION_CREATE);
		wire_put_u32(wire, L2TP_ATTR_CONN_ID, tunnel);
		wire_put_u32(wire, L2TP_ATTR_SESSION_ID, id);
		wire_put_u32(wire, L2TP_ATTR_PEER_SESSION_ID, id);
		wire_put_u16(wire, L2TP_ATTR_PW_TYPE, eth ? L2TP_PWTYPE_ETH : L2TP_PWTYPE_PPP);
		if (eth)
			wire_put(wire, L2TP_ATTR_IFNAME, name,
				 (size_t)snprintf(name, sizeof(name), "wire%u", id) + 1);
	}
}

/* spread TUNNELS EACH: PPP sessions, EACH in each of the tunnels from 1 */
static void spread_sessions(struct wire *wire, uint32_t tunnels, uint32_t each)
{
	const uint32_t range[2] = { 1, each };
	uint32_t tunnel;

	for (tunnel = 1; tunnel <= tunnels; tunnel++)
		add_sessions(wire, false, tunnel, range);
	wire_flush(wire);
}

/* get tunnel ID | session TUNNEL ID | name NAME: one request, one reply */
static void get(struct wire *wire, char *const *argv)
{
	const bool tunnel = strcmp(argv[0], "tunnel") == 0;

	wire_begin(wire, tunnel ? L2TP_CMD_TUNNEL_GET : L2TP_CMD_SESSION_GET);
	if (strcmp(argv[0], "name") == 0)
		wire_put(wire, L2TP_ATTR_IFNAME, argv[1], strlen(argv[1]) + 1);
	else
		wire_put_u32(wire, L2TP_ATTR_CONN_ID, number(argv[1]));
	if (strcmp(argv[0], "session") == 0)
		wire_put_u32(wire, L2TP_ATTR_SESSION_ID, number(argv[2]));
	errno = -wire_get(wire);
	if (errno)
		die("get");
}

/* dump tunnels|sessions|links|addresses ...: drain each dump */
static void dump(struct wire *wire, const char *what)
{
	/* without the counters of the interfaces */
	const uint32_t without_counters = RTEXT_FILTER_SKIP_STATS;
	const struct ifinfomsg link = { 0 };
	const struct ifaddrmsg address = { 0 };
	static struct wire route;

	if (strcmp(what, "tunnels") == 0 || strcmp(what, "sessions") == 0) {
		wire_begin(wire, *what == 't' ? L2TP_CMD_TUNNEL_GET : L2TP_CMD_SESSION_GET);
		wire_dump(wire, NULL, NULL);
		return;
	}
	if (!route.sequence)
		wire_open_route(&route);
	if (strcmp(what, "links") == 0) {
		wire_begin_route(&route, RTM_GETLINK, &link, sizeof(link));
		wire_put_u32(&route, IFLA_EXT_MASK, without_counters);
	} else {
		wire_begin_route(&route, RTM_GETADDR, &address, sizeof(address));
	}
	wire_dump(&route, NULL, NULL);
}

static void take_object(const struct nlmsghdr *message, void *data)
{
	struct objects *objects = data;
	const uint32_t *tunnel = wire_find(message, L2TP_ATTR_CONN_ID);
	const uint32_t *session = wire_find(message, L2TP_ATTR_SESSION_ID);
	const char *name = wire_find(message, L2TP_ATTR_IFNAME);
	struct object *object;

	if (objects->count == objects->room) {
		objects->room = objects->room ? objects->room * 2 : 1024;
		objects->list = realloc(objects->list, objects->room * sizeof(*objects->list));
		if (!objects->list)
			die("memory");
	}
	object = &objects->list[objects->count++];
	*object = (struct object){ .tunnel_id = *tunnel, .session_id = session ? *session : 0 };
	if (name)
		snprintf(object->name, sizeof(object->name), "%s", name);
}

static struct objects list(struct wire *wire, uint8_t command)
{
	struct objects objects = { 0 };

	wire_begin(wire, command);
	wire_dump(wire, take_object, &objects);
	return objects;
}

static void pause_for(long nanoseconds)
{
	const struct timespec moment = { .tv_nsec = nanoseconds };

	nanosleep(&moment, NULL);
}

static bool is_there(struct wire *wire, uint8_t command, const struct object *object)
{
	wire_begin(wire, command);
	wire_put_u32(wire, L2TP_ATTR_CONN_ID, object->tunnel_id);
	if (object->session_id)
		wire_put_u32(wire, L2TP_ATTR_SESSION_ID, object->session_id);
	return wire_get(wire) == 0;
}

/* The interfaces in the dump so far that have the name of one of GONE. */
struct interfaces {
	const struct objects *gone;
	size_t left;
};

static void count_interface(const struct nlmsghdr *message, void *data)
{
	struct interfaces *interfaces = data;
	const char *name = wire_find(message, IFLA_IFNAME);
	size_t i;

	for (i = 0; name && i < interfaces->gone->count; i++)
		interfaces->left += strcmp(interfaces->gone->list[i].name, name) == 0;
}

/*
 * Interfaces are deleted right after their sessions. Polls over netlink, the last one alone and then all: the ioctl
 * that looks up a name runs modprobe for an unknown one.
 */
static void wait_for_interfaces(const struct objects *gone)
{
	const struct object *last = &gone->list[gone->count - 1];
	const struct ifinfomsg header = { 0 };
	struct interfaces interfaces = { .gone = gone };
	static struct wire route;

	if (!*last->name)
		return;
	wire_open_route(&route);
	for (;;) {
		wire_begin_route(&route, RTM_GETLINK, &header, sizeof(header));
		wire_put(&route, IFLA_IFNAME, last->name, strlen(last->name) + 1);
		if (wire_get(&route) != 0)
			break;
		pause_for(POLL_NS);
	}
	for (;;) {
		interfaces.left = 0;
		wire_begin_route(&route, RTM_GETLINK, &header, sizeof(header));
		wire_dump(&route, count_interface, &interfaces);
		if (!interfaces.left)
			break;
		pause_for(POLL_NS);
	}
	close(route.fd);
}

/*
 * The kernel deletes in the background without notification, and l2tp promises that deleted objects do not exist any
 * more. The cheapest way to know: poll for the last object until it does not exist, then dump all, which is short by
 * then. Since a work queue may delete in another order, repeat the dump until it is empty.
 */
static void wait_until_gone(struct wire *wire, uint8_t get_command, const struct objects *gone)
{
	const struct object *last = &gone->list[gone->count - 1];
	struct objects left;

	while (is_there(wire, get_command, last))
		pause_for(POLL_NS);
	for (;;) {
		left = list(wire, get_command);
		free(left.list);
		if (!left.count)
			break;
		pause_for(POLL_NS);
	}
	wait_for_interfaces(gone);
}

static void count_wire(const struct nlmsghdr *message, void *data)
{
	const char *name = wire_find(message, IFLA_IFNAME);
	size_t *count = data;

	*count += name && strncmp(name, "wire", 4) == 0;
}

/* gone: wait until the sessions that another program deleted, and their interfaces, do not exist any more */
static void gone(struct wire *wire)
{
	const struct ifinfomsg header = { 0 };
	static struct wire route;
	struct objects left;
	size_t links;

	wire_open_route(&route);
	for (;;) {
		left = list(wire, L2TP_CMD_SESSION_GET);
		free(left.list);
		links = 0;
		if (!left.count) {
			wire_begin_route(&route, RTM_GETLINK, &header, sizeof(header));
			wire_dump(&route, count_wire, &links);
		}
		if (!left.count && !links)
			break;
		/* deletion takes longer: this is a dump of many interfaces */
		pause_for(links > 10 ? 20 * POLL_NS : POLL_NS);
	}
}

/* flush tunnels|sessions */
static void flush(struct wire *wire, bool tunnels)
{
	const uint8_t get_command = tunnels ? L2TP_CMD_TUNNEL_GET : L2TP_CMD_SESSION_GET;
	struct objects objects = list(wire, get_command);
	struct objects sessions = { 0 };
	size_t i;

	if (!objects.count)
		return;
	/* sessions deleted with their tunnels have interfaces to wait for */
	if (tunnels)
		sessions = list(wire, L2TP_CMD_SESSION_GET);
	for (i = 0; i < objects.count; i++) {
		wire_begin(wire, tunnels ? L2TP_CMD_TUNNEL_DELETE : L2TP_CMD_SESSION_DELETE);
		wire_put_u32(wire, L2TP_ATTR_CONN_ID, objects.list[i].tunnel_id);
		if (!tunnels)
			wire_put_u32(wire, L2TP_ATTR_SESSION_ID, objects.list[i].session_id);
	}
	wire_flush(wire);
	if (sessions.count)
		wait_until_gone(wire, L2TP_CMD_SESSION_GET, &sessions);
	wait_until_gone(wire, get_command, &objects);
	free(sessions.list);
	free(objects.list);
}

static bool run(struct wire *wire, int argc, char *const *argv)
{
	const char *verb = argv[1];
	int i;

	if (strcmp(verb, "tunnels") == 0 && argc == 4) {
		add_tunnels(wire, argv[2], number(argv[3]));
	} else if (strcmp(verb, "sessions") == 0 && argc == 6) {
		add_sessions(wire, strcmp(argv[2], "eth") == 0, number(argv[3]),
			     (const uint32_t[2]){ number(argv[4]), number(argv[5]) });
		wire_flush(wire);
	} else if (strcmp(verb, "spread") == 0 && argc == 4) {
		spread_sessions(wire, number(argv[2]), number(argv[3]));
	} else if (strcmp(verb, "get") == 0 && argc >= 4) {
		get(wire, argv + 2);
	} else if (strcmp(verb, "flush") == 0 && argc == 3) {
		flush(wire, strcmp(argv[2], "tunnels") == 0);
	} else if (strcmp(verb, "gone") == 0) {
		gone(wire);
	} else if (strcmp(verb, "dump") == 0) {
		for (i = 2; i < argc; i++)
			dump(wire, argv[i]);
	} else {
		return false;
	}
	return true;
}

int main(int argc, char *argv[])
{
	static struct wire wire;

	if (argc < 2) {
		fprintf(stderr, "usage: floor tunnels ip|udp|v2 COUNT | spread TUNNELS EACH | "
				"sessions eth|ppp TUNNEL FROM TO |\n"
				"       get tunnel ID | get session TUNNEL ID | get name NAME |\n"
				"       dump WHAT... | flush tunnels|sessions | gone\n");
		return 1;
	}
	wire_open_l2tp(&wire);
	return run(&wire, argc, argv) ? 0 : 1;
}
