// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * probe.c - send a packet through a tunnel and receive the ICMP errors about it
 */
#include "lib/check/probe.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <linux/icmp.h>
#include <net/ethernet.h>
#include <netinet/icmp6.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netinet/udp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/clock.h"

#ifndef IPPROTO_L2TP
#define IPPROTO_L2TP 115 /* RFC 3931, 4.1.1; in linux/in.h since 6.8 */
#endif

/* For experiments in a private network (IEEE 802, 9.2.3). */
#define ETHERTYPE_LOCAL_EXPERIMENTAL 0x88b5
/* The shortest frame without its checksum: two addresses, EtherType and 46 bytes. */
#define FRAME_SIZE 60

struct probe {
	int icmp[2]; /* IPv4, IPv6; -1 if unsupported */
	int packet;
};

/* An ICMP type and code by which a packet is refused. */
struct reason {
	uint8_t type, code;
	const char *what;
	bool nobody;
};

static const struct reason icmp_reasons[] = {
	{ ICMP_DEST_UNREACH, ICMP_NET_UNREACH, "network unreachable", false },
	{ ICMP_DEST_UNREACH, ICMP_HOST_UNREACH, "host unreachable", false },
	{ ICMP_DEST_UNREACH, ICMP_PROT_UNREACH, "protocol unreachable", true },
	{ ICMP_DEST_UNREACH, ICMP_PORT_UNREACH, "port unreachable", true },
	{ ICMP_DEST_UNREACH, ICMP_NET_ANO, "network administratively prohibited", false },
	{ ICMP_DEST_UNREACH, ICMP_HOST_ANO, "host administratively prohibited", false },
	{ ICMP_DEST_UNREACH, ICMP_PKT_FILTERED, "administratively prohibited", false },
	{ 0, 0, NULL, false },
};

static const struct reason icmp6_reasons[] = {
	{ ICMP6_DST_UNREACH, ICMP6_DST_UNREACH_NOROUTE, "no route to destination", false },
	{ ICMP6_DST_UNREACH, ICMP6_DST_UNREACH_ADMIN, "administratively prohibited", false },
	{ ICMP6_DST_UNREACH, ICMP6_DST_UNREACH_ADDR, "address unreachable", false },
	{ ICMP6_DST_UNREACH, ICMP6_DST_UNREACH_NOPORT, "port unreachable", true },
	{ ICMP6_PARAM_PROB, ICMP6_PARAMPROB_NEXTHEADER, "unrecognised next header", true },
	{ 0, 0, NULL, false },
};

/* Accept ICMP errors only: echoes and neighbour discovery would fill the socket buffers. */
static void receive_errors_alone(const struct probe *probe)
{
	struct icmp_filter v4 = { .data = ~(1u << ICMP_DEST_UNREACH) };
	struct icmp6_filter v6;

	ICMP6_FILTER_SETBLOCKALL(&v6);
	ICMP6_FILTER_SETPASS(ICMP6_DST_UNREACH, &v6);
	ICMP6_FILTER_SETPASS(ICMP6_PARAM_PROB, &v6);
	/* a failure is harmless: other messages are read and skipped */
	setsockopt(probe->icmp[0], SOL_RAW, ICMP_FILTER, &v4, sizeof(v4));
	setsockopt(probe->icmp[1], IPPROTO_ICMPV6, ICMP6_FILTER, &v6, sizeof(v6));
}

int probe_open(struct probe **probe, struct error *err)
{
	struct probe *opened = calloc(1, sizeof(*opened));

	if (!opened)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	opened->icmp[0] = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_ICMP);
	opened->icmp[1] = socket(AF_INET6, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_ICMPV6);
	opened->packet = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
	if (opened->packet < 0 || (opened->icmp[0] < 0 && opened->icmp[1] < 0)) {
		error_set(err, -errno, "raw sockets: %s", strerror(errno));
		probe_close(opened);
		return err->code;
	}
	receive_errors_alone(opened);
	*probe = opened;
	return 0;
}

void probe_close(struct probe *probe)
{
	if (!probe)
		return;
	fd_closep(&probe->icmp[0]);
	fd_closep(&probe->icmp[1]);
	fd_closep(&probe->packet);
	free(probe);
}

bool probe_send_frame(struct probe *probe, unsigned int index)
{
	/* the nearest bridge group address: bridges do not forward it (IEEE 802.1D, 7.12.6) */
	static const uint8_t nearest[ETH_ALEN] = { 0x01, 0x80, 0xc2, 0x00, 0x00, 0x0e };
	const struct sockaddr_ll to = { .sll_family = AF_PACKET,
					.sll_ifindex = (int)index,
					.sll_halen = ETH_ALEN };
	uint8_t bytes[FRAME_SIZE] = { 0 };
	struct ether_header *frame = (struct ether_header *)bytes;

	memcpy(frame->ether_dhost, nearest, sizeof(nearest));
	frame->ether_shost[0] = 0x02; /* any locally administered address */
	frame->ether_type = htons(ETHERTYPE_LOCAL_EXPERIMENTAL);
	return sendto(probe->packet, bytes, sizeof(bytes), 0, (const struct sockaddr *)&to,
		      sizeof(to)) >= 0;
}

/* Convert ADDRESS and PORT to a socket address. Returns its size. */
static socklen_t socket_address(const struct l2tp_address *address, uint16_t port,
				struct sockaddr_storage *to)
{
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)to;
	struct sockaddr_in *v4 = (struct sockaddr_in *)to;

	*to = (struct sockaddr_storage){ .ss_family = (sa_family_t)address->family };
	if (address->family == AF_INET6) {
		v6->sin6_addr = address->v6;
		v6->sin6_port = htons(port);
		return sizeof(*v6);
	}
	v4->sin_addr = address->v4;
	v4->sin_port = htons(port);
	return sizeof(*v4);
}

int probe_send_beside(const struct l2tp_tunnel *tunnel)
{
	bool udp = tunnel->encap == L2TP_ENCAPTYPE_UDP;
	CLEANUP(fd_closep)
	int fd = udp ? socket(tunnel->remote.family, SOCK_DGRAM | SOCK_CLOEXEC, 0)
		     : socket(tunnel->remote.family, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_L2TP);
	/* l2tp_ip drops it: no control message begins with a zero byte (RFC 3931, 3.2.1) */
	static const uint8_t nothing[12] = { 0 };
	struct sockaddr_storage from, to;
	socklen_t from_size = socket_address(&tunnel->local, 0, &from);
	socklen_t to_size = socket_address(&tunnel->remote, udp ? tunnel->udp_dport : 0, &to);

	if (fd < 0 || bind(fd, (const struct sockaddr *)&from, from_size) < 0 ||
	    sendto(fd, nothing, sizeof(nothing), 0, (const struct sockaddr *)&to, to_size) < 0)
		return -errno;
	return 0;
}

/* Set the `what` of ANSWER to the meaning of TYPE and CODE; NULL for an unknown one. */
static void find_reason(const struct reason *reasons, uint8_t type, uint8_t code,
			struct probe_answer *answer)
{
	while (reasons->what && (reasons->type != type || reasons->code != code))
		reasons++;
	answer->what = reasons->what;
	answer->nobody = reasons->nobody;
}

/* Read the packet that the ICMP message quotes: PROTOCOL, and REST, the bytes after its IP header. */
static bool take_packet(uint8_t protocol, const uint8_t *rest, size_t size,
			struct probe_answer *answer)
{
	struct udphdr udp;

	answer->encap = protocol == IPPROTO_UDP ? L2TP_ENCAPTYPE_UDP : L2TP_ENCAPTYPE_IP;
	if (protocol == IPPROTO_L2TP)
		return true;
	if (protocol != IPPROTO_UDP || size < sizeof(udp))
		return false;
	memcpy(&udp, rest, sizeof(udp));
	answer->udp_sport = ntohs(udp.source);
	answer->udp_dport = ntohs(udp.dest);
	return true;
}

/* Read an ICMP message with its IP header, as an IPv4 raw socket delivers it. */
static bool take_icmp(const uint8_t *bytes, size_t size, struct probe_answer *answer)
{
	struct iphdr outer, inner;
	struct icmphdr icmp;
	size_t at, end;

	if (size < sizeof(outer))
		return false;
	memcpy(&outer, bytes, sizeof(outer));
	at = (size_t)outer.ihl * 4;
	if (size < at + sizeof(icmp) + sizeof(inner))
		return false;
	memcpy(&icmp, bytes + at, sizeof(icmp));
	memcpy(&inner, bytes + at + sizeof(icmp), sizeof(inner));
	end = at + sizeof(icmp) + (size_t)inner.ihl * 4;
	find_reason(icmp_reasons, icmp.type, icmp.code, answer);
	answer->from = (struct l2tp_address){ .family = AF_INET, .prefixlen = 32 };
	answer->from.v4.s_addr = outer.saddr;
	answer->local = answer->remote = answer->from;
	answer->local.v4.s_addr = inner.saddr;
	answer->remote.v4.s_addr = inner.daddr;
	return answer->what && size >= end &&
	       take_packet(inner.protocol, bytes + end, size - end, answer);
}

static bool take_icmp6(const struct sockaddr_in6 *from, const uint8_t *bytes, size_t size,
		       struct probe_answer *answer)
{
	struct icmp6_hdr icmp;
	struct ip6_hdr inner;

	if (size < sizeof(icmp) + sizeof(inner))
		return false;
	memcpy(&icmp, bytes, sizeof(icmp));
	memcpy(&inner, bytes + sizeof(icmp), sizeof(inner));
	find_reason(icmp6_reasons, icmp.icmp6_type, icmp.icmp6_code, answer);
	answer->from = (struct l2tp_address){ .family = AF_INET6, .prefixlen = 128 };
	answer->from.v6 = from->sin6_addr;
	answer->local = answer->remote = answer->from;
	answer->local.v6 = inner.ip6_src;
	answer->remote.v6 = inner.ip6_dst;
	return answer->what && take_packet(inner.ip6_nxt, bytes + sizeof(icmp) + sizeof(inner),
					   size - sizeof(icmp) - sizeof(inner), answer);
}

/* Read a message from socket AT of the two. */
static bool read_answer(struct probe *probe, int at, struct probe_answer *answer)
{
	struct sockaddr_in6 from = { 0 };
	socklen_t length = sizeof(from);
	uint8_t bytes[2048];
	ssize_t size = recvfrom(probe->icmp[at], bytes, sizeof(bytes), MSG_DONTWAIT,
				(struct sockaddr *)&from, &length);

	*answer = (struct probe_answer){ 0 };
	if (size <= 0)
		return false;
	return at == 0 ? take_icmp(bytes, (size_t)size, answer)
		       : take_icmp6(&from, bytes, (size_t)size, answer);
}

bool probe_receive(struct probe *probe, int64_t end, struct probe_answer *answer)
{
	struct pollfd fds[2] = { { .fd = probe->icmp[0], .events = POLLIN },
				 { .fd = probe->icmp[1], .events = POLLIN } };
	int64_t left;

	while ((left = end - clock_milliseconds()) > 0) {
		int ready = poll(fds, 2, (int)left);

		if (ready < 0 && errno != EINTR)
			return false;
		if (ready > 0 && ((fds[0].revents && read_answer(probe, 0, answer)) ||
				  (fds[1].revents && read_answer(probe, 1, answer))))
			return true;
	}
	return false;
}
