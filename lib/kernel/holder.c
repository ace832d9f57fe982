// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * holder.c - the programs that hold the sockets of tunnels and sessions
 */
#include "lib/kernel/holder.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "include/uapi/linux/if_pppol2tp.h"
#include "include/uapi/linux/l2tp.h"
#include "lib/base/array.h"
#include "lib/base/cleanup.h"

/* include/uapi/linux/udp.h: the socket carries L2TP */
#define ENCAP_L2TP 3

union socket_address {
	struct sockaddr any;
	struct sockaddr_in in;
	struct sockaddr_in6 in6;
	struct l2tp_ip_address ip;
	struct l2tp_ip_in6_address ip6;
	struct l2tp_pppox_v2 v2;
	struct l2tp_pppox_v2_in6 v2_in6;
	struct l2tp_pppox_v3 v3;
	struct l2tp_pppox_v3_in6 v3_in6;
};

/* Copy the address and the port of FROM. */
static void take_address(const union socket_address *from, struct l2tp_address *address,
			 uint16_t *port)
{
	const bool ipv6 = from->any.sa_family == AF_INET6;

	*address = (struct l2tp_address){ .family = ipv6 ? AF_INET6 : AF_INET,
					  .prefixlen = ipv6 ? 128 : 32 };
	if (ipv6)
		address->v6 = from->in6.sin6_addr;
	else
		address->v4 = from->in.sin_addr;
	*port = ntohs(ipv6 ? from->in6.sin6_port : from->in.sin_port);
}

static bool read_udp(int fd, struct holder *holder)
{
	union socket_address local = { 0 }, remote = { 0 };
	socklen_t length = sizeof(int);
	int encap = 0;

	if (getsockopt(fd, IPPROTO_UDP, UDP_ENCAP, &encap, &length) < 0 || encap != ENCAP_L2TP)
		return false;
	length = sizeof(local);
	if (getsockname(fd, &local.any, &length) < 0)
		return false;
	take_address(&local, &holder->local, &holder->udp_sport);
	holder->is_udp = true;
	length = sizeof(remote);
	if (getpeername(fd, &remote.any, &length) == 0)
		take_address(&remote, &holder->remote, &holder->udp_dport);
	return true;
}

static bool read_ip(int fd, struct holder *holder)
{
	union socket_address local = { 0 };
	socklen_t length = sizeof(local);

	if (getsockname(fd, &local.any, &length) < 0)
		return false;
	holder->tunnel_id =
		local.any.sa_family == AF_INET6 ? local.ip6.tunnel_id : local.ip.tunnel_id;
	return holder->tunnel_id;
}

#define take_ids(holder, layout) \
	((holder)->tunnel_id = (layout).tunnel_id, (holder)->session_id = (layout).session_id)

/* The four layouts of addresses differ in size (net/l2tp/l2tp_ppp.c, pppol2tp_getname). */
static bool read_pppox(int fd, struct holder *holder)
{
	union socket_address local = { 0 };
	socklen_t length = sizeof(local);

	if (getsockname(fd, &local.any, &length) < 0)
		return false;
	holder->is_pppox = true;
	switch (length) {
	case sizeof(local.v2):
		take_ids(holder, local.v2);
		break;
	case sizeof(local.v2_in6):
		take_ids(holder, local.v2_in6);
		break;
	case sizeof(local.v3):
		take_ids(holder, local.v3);
		break;
	case sizeof(local.v3_in6):
		take_ids(holder, local.v3_in6);
		break;
	default:
		return false;
	}
	return holder->tunnel_id;
}

/* How to read the sockets of each protocol, by the name that the kernel gives it (struct proto). */
static const struct protocol {
	const char *name;
	bool (*read)(int fd, struct holder *holder); /* whether the socket is L2TP's */
} protocols[] = {
	{ "UDP", read_udp },	  { "UDPv6", read_udp },      { "L2TP/IP", read_ip },
	{ "L2TP/IPv6", read_ip }, { "PPPOL2TP", read_pppox },
};

/* The protocol of the socket at PATH, in /proc/PID/fd, or NULL. */
static const struct protocol *protocol_of(const char *path)
{
	char name[32] = "";
	size_t i;

	if (getxattr(path, "system.sockprotoname", name, sizeof(name) - 1) < 0)
		return NULL;
	for (i = 0; i < sizeof(protocols) / sizeof(protocols[0]); i++)
		if (strcmp(protocols[i].name, name) == 0)
			return &protocols[i];
	return NULL;
}

/* Whether the socket FD belongs to the network namespace of the process, whose file OWN describes. */
static bool is_of_namespace(int fd, const struct stat *own)
{
	CLEANUP(fd_closep) int namespace = ioctl(fd, SIOCGSKNS);
	struct stat status;

	return namespace >= 0 && fstat(namespace, &status) == 0 && status.st_ino == own->st_ino &&
	       status.st_dev == own->st_dev;
}

/* The processes that are looked through. */
struct scan {
	struct holders *holders;
	struct stat own; /* the network namespace */
	pid_t pid;
	int pidfd; /* of the process PID, or -1 */
};

static void read_program(pid_t pid, char program[16])
{
	char path[64];
	ssize_t length;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/comm", (int)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	length = fd < 0 ? 0 : read(fd, program, 15);
	program[length > 0 ? length : 0] = '\0';
	program[strcspn(program, "\n")] = '\0';
	if (fd >= 0)
		close(fd);
}

/* Add the socket that is descriptor NUMBER of the process, if it is L2TP's. */
static void take_socket(struct scan *scan, const struct protocol *protocol, int number)
{
	struct holder holder = { .pid = scan->pid }, *list;
	CLEANUP(fd_closep) int fd = (int)syscall(SYS_pidfd_getfd, scan->pidfd, number, 0);

	if (fd < 0 || !is_of_namespace(fd, &scan->own) || !protocol->read(fd, &holder))
		return;
	list = array_grow(scan->holders->list, scan->holders->count, &scan->holders->room,
			  sizeof(*list));
	if (!list)
		return;
	read_program(scan->pid, holder.program);
	scan->holders->list = list;
	list[scan->holders->count++] = holder;
}

static void scan_process(struct scan *scan)
{
	char path[64], target[16];
	DIR *folder;
	const struct dirent *entry;

	snprintf(path, sizeof(path), "/proc/%d/fd", (int)scan->pid);
	folder = opendir(path);
	while (folder && (entry = readdir(folder))) {
		const struct protocol *protocol;

		if (readlinkat(dirfd(folder), entry->d_name, target, sizeof(target)) < 7 ||
		    memcmp(target, "socket:", 7) != 0)
			continue;
		snprintf(path, sizeof(path), "/proc/%d/fd/%.16s", (int)scan->pid, entry->d_name);
		protocol = protocol_of(path);
		if (protocol && scan->pidfd < 0)
			scan->pidfd = (int)syscall(SYS_pidfd_open, scan->pid, 0);
		if (protocol)
			take_socket(scan, protocol, atoi(entry->d_name));
	}
	if (folder)
		closedir(folder);
	if (scan->pidfd >= 0)
		close(scan->pidfd);
	scan->pidfd = -1;
}

void holders_read(struct holders *holders)
{
	struct scan scan = { .holders = holders, .pidfd = -1 };
	DIR *folder = opendir("/proc");
	const struct dirent *entry;

	if (stat("/proc/self/ns/net", &scan.own) < 0)
		scan.own = (struct stat){ 0 };
	while (folder && (entry = readdir(folder))) {
		scan.pid = isdigit((unsigned char)entry->d_name[0]) ? atoi(entry->d_name) : 0;
		if (scan.pid && scan.pid != getpid())
			scan_process(&scan);
	}
	if (folder)
		closedir(folder);
}

void holders_free(struct holders *holders)
{
	free(holders->list);
	*holders = (struct holders){ 0 };
}

/* A socket without a peer has no remote address, and the tunnel neither. */
static bool is_socket_of(const struct holder *holder, const struct l2tp_tunnel *tunnel)
{
	return holder->is_udp && holder->udp_sport == tunnel->udp_sport &&
	       holder->udp_dport == tunnel->udp_dport &&
	       l2tp_address_same_host(&holder->local, &tunnel->local) &&
	       (!holder->remote.family || l2tp_address_same_host(&holder->remote, &tunnel->remote));
}

const struct holder *holders_of_socket(const struct holders *holders,
				       const struct l2tp_tunnel *tunnel)
{
	size_t i;

	for (i = 0; i < holders->count; i++) {
		const struct holder *holder = &holders->list[i];

		if (tunnel->encap == L2TP_ENCAPTYPE_UDP
			    ? is_socket_of(holder, tunnel)
			    : !holder->is_udp && !holder->is_pppox &&
				      holder->tunnel_id == tunnel->tunnel_id)
			return holder;
	}
	return NULL;
}

const struct holder *holders_of_tunnel(const struct holders *holders,
				       const struct l2tp_tunnel *tunnel)
{
	size_t i;

	for (i = 0; i < holders->count; i++)
		if (holders->list[i].is_pppox && !holders->list[i].session_id &&
		    holders->list[i].tunnel_id == tunnel->tunnel_id)
			return &holders->list[i];
	return NULL;
}

const struct holder *holders_of_session(const struct holders *holders,
					const struct l2tp_session *session)
{
	size_t i;

	for (i = 0; i < holders->count; i++)
		if (holders->list[i].is_pppox && holders->list[i].session_id &&
		    holders->list[i].tunnel_id == session->tunnel_id &&
		    holders->list[i].session_id == session->session_id)
			return &holders->list[i];
	return NULL;
}
