// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * pppox.c - PPPoX sockets: the kernel's end of PPP sessions
 */
#include "lib/ppp/pppox.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "include/uapi/linux/if_pppol2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/kernel/request.h"

/* One of four layouts; the kernel derives the layout from the length given to connect(). */
union pppox_address {
	struct sockaddr any;
	struct l2tp_pppox_v2 v2;
	struct l2tp_pppox_v2_in6 v2_in6;
	struct l2tp_pppox_v3 v3;
	struct l2tp_pppox_v3_in6 v3_in6;
};

/* An IPv4 or IPv6 address and a UDP port. */
union udp_address {
	struct sockaddr any;
	struct sockaddr_in in;
	struct sockaddr_in6 in6;
};

/* Fill in *UDP from ADDRESS and PORT. Returns its length. */
static socklen_t fill_udp_address(union udp_address *udp, bool ipv6,
				  const struct l2tp_address *address, uint16_t port)
{
	memset(udp, 0, sizeof(*udp));
	if (ipv6) {
		udp->in6.sin6_family = AF_INET6;
		udp->in6.sin6_port = htons(port);
		udp->in6.sin6_addr = address->v6;
		return sizeof(udp->in6);
	}
	udp->in.sin_family = AF_INET;
	udp->in.sin_port = htons(port);
	udp->in.sin_addr = address->v4;
	return sizeof(udp->in);
}

/* Fill in LAYOUT and `length`; the members of the four layouts have different offsets. */
#define FILL(layout, remote_address) \
	do { \
		(layout).family = L2TP_AF_PPPOX; \
		(layout).protocol = L2TP_PX_PROTO_OL2TP; \
		(layout).fd = udp; \
		(layout).addr = (remote_address); \
		(layout).tunnel_id = (typeof((layout).tunnel_id))tunnel->tunnel_id; \
		(layout).peer_tunnel_id = (typeof((layout).tunnel_id))tunnel->peer_tunnel_id; \
		(layout).session_id = (typeof((layout).tunnel_id))session->session_id; \
		(layout).peer_session_id = (typeof((layout).tunnel_id))session->peer_session_id; \
		length = sizeof(layout); \
	} while (0)

/* Fill in the layout for TUNNEL's version and family. Returns its length. */
static socklen_t fill_address(union pppox_address *address, const struct l2tp_tunnel *tunnel,
			      const struct l2tp_session *session, int udp)
{
	bool ipv6 = l2tp_tunnel_is_ipv6(tunnel);
	union udp_address remote;
	socklen_t length;

	fill_udp_address(&remote, ipv6, &tunnel->remote, tunnel->udp_dport);
	memset(address, 0, sizeof(*address));
	if (tunnel->version == 2 && ipv6)
		FILL(address->v2_in6, remote.in6);
	else if (tunnel->version == 2)
		FILL(address->v2, remote.in);
	else if (ipv6)
		FILL(address->v3_in6, remote.in6);
	else
		FILL(address->v3, remote.in);
	return length;
}

static int open_pppox(struct error *err)
{
	int fd = socket(L2TP_AF_PPPOX, SOCK_DGRAM | SOCK_CLOEXEC, L2TP_PX_PROTO_OL2TP);

	if (fd < 0 && (errno == EPROTONOSUPPORT || errno == EAFNOSUPPORT))
		return error_set(err, -EPROTONOSUPPORT,
				 "the kernel has no PPPoL2TP sockets; modprobe l2tp_ppp");
	return fd < 0 ? error_set(err, -errno, "PPPoX socket: %s", strerror(errno)) : fd;
}

int pppox_check(struct error *err)
{
	CLEANUP(fd_closep) int fd = open_pppox(err);

	return fd < 0 ? fd : 0;
}

/* Returns a connected PPPoX socket, or a negative errno; err is not set if connect() failed. */
static int connect_pppox(const struct l2tp_tunnel *tunnel, const struct l2tp_session *session,
			 int udp, struct error *err)
{
	CLEANUP(fd_closep) int fd = open_pppox(err);
	union pppox_address address;
	socklen_t length = fill_address(&address, tunnel, session, udp);
	int connected = fd;

	if (fd < 0)
		return fd;
	if (connect(fd, &address.any, length) < 0)
		return -errno;
	fd = -1;
	return connected;
}

static int set_int(int fd, int level, int option, int value)
{
	return setsockopt(fd, level, option, &value, sizeof(value)) < 0 ? -errno : 0;
}

/* Set what the kernel sets on the sockets that it creates (net/ipv4/udp_tunnel_core.c). */
static int set_checksums(int fd, const struct l2tp_tunnel *tunnel)
{
	int code;

	if (!l2tp_tunnel_is_ipv6(tunnel))
		return set_int(fd, SOL_SOCKET, SO_NO_CHECK, !tunnel->udp_csum);
	code = set_int(fd, IPPROTO_UDP, UDP_NO_CHECK6_TX, !tunnel->udp6_csum_tx);
	return code < 0 ? code : set_int(fd, IPPROTO_UDP, UDP_NO_CHECK6_RX, !tunnel->udp6_csum_rx);
}

static int explain_udp(int code, const struct l2tp_tunnel *tunnel, struct error *err)
{
	char local[TEXT_SIZE], remote[TEXT_SIZE];

	l2tp_address_print(&tunnel->local, local);
	l2tp_address_print(&tunnel->remote, remote);
	if (code == -EADDRNOTAVAIL)
		return error_set(err, code, "%s is not an address of this host", local);
	if (code == -EADDRINUSE)
		return error_set(err, code, "UDP port %u of %s is in use", tunnel->udp_sport,
				 local);
	if (code == -ENETUNREACH || code == -EHOSTUNREACH)
		return error_set(err, code, "no route to %s", remote);
	return error_set(err, code, "UDP socket from %s to %s: %s", local, remote, strerror(-code));
}

int pppox_udp(const struct l2tp_tunnel *tunnel, struct error *err)
{
	bool ipv6 = l2tp_tunnel_is_ipv6(tunnel);
	CLEANUP(fd_closep)
	int fd = socket(ipv6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, IPPROTO_UDP);
	int code = fd < 0 ? -errno : 0, opened = fd;
	union udp_address address;
	socklen_t length;

	if (code == 0 && ipv6)
		code = set_int(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
	if (code == 0)
		code = set_checksums(fd, tunnel);
	length = fill_udp_address(&address, ipv6, &tunnel->local, tunnel->udp_sport);
	if (code == 0 && bind(fd, &address.any, length) < 0)
		code = -errno;
	length = fill_udp_address(&address, ipv6, &tunnel->remote, tunnel->udp_dport);
	if (code == 0 && connect(fd, &address.any, length) < 0)
		code = -errno;
	if (code < 0)
		return explain_udp(code, tunnel, err);
	fd = -1;
	return opened;
}

/* Whether the kernel created a tunnel from the socket, rather than using an existing tunnel with that ID. */
static bool is_tunnel(int udp)
{
	int encap = 0;
	socklen_t length = sizeof(encap);

	return getsockopt(udp, IPPROTO_UDP, UDP_ENCAP, &encap, &length) == 0 && encap != 0;
}

int pppox_management(const struct l2tp_tunnel *tunnel, int udp, struct error *err)
{
	const struct l2tp_session none = { 0 };
	CLEANUP(fd_closep) int fd = connect_pppox(tunnel, &none, udp, err);
	int opened = fd;

	if (err->code)
		return err->code;
	if (fd == -EEXIST || (fd >= 0 && udp >= 0 && !is_tunnel(udp)))
		return error_set(err, -EEXIST,
				 "tunnel %u already exists; omit peer_tunnel_id, addresses and "
				 "ports to use it",
				 tunnel->tunnel_id);
	if (fd < 0)
		return error_set(err, fd, "tunnel %u: %s", tunnel->tunnel_id, strerror(-fd));
	fd = -1;
	return opened;
}

static int explain_session_socket(int code, const struct l2tp_session *session, struct error *err)
{
	if (code == -EEXIST)
		return error_set(
			err, code,
			"session %u in tunnel %u is in use by another program, such as pppd; stop it first",
			session->session_id, session->tunnel_id);
	if (code == -EPROTOTYPE)
		return error_set(
			err, code,
			"session %u in tunnel %u is not a PPP session; add one with pwtype "
			"ppp",
			session->session_id, session->tunnel_id);
	if (code == -ENOENT || code == -ENODEV) {
		err->code = -ENODEV;
		return explain_tunnel(session->tunnel_id, err);
	}
	return error_set(err, code, "session %u in tunnel %u: %s", session->session_id,
			 session->tunnel_id, strerror(-code));
}

int pppox_session(const struct l2tp_tunnel *tunnel, const struct l2tp_session *session,
		  struct error *err)
{
	int fd = connect_pppox(tunnel, session, -1, err);

	return fd >= 0 || err->code ? fd : explain_session_socket(fd, session, err);
}

/* clang-format off */
/* The socket options, each with its field: a bit of seq, lns_mode, or a number. */
static const struct pppox_option {
	int option;
	uint32_t field;
	uint8_t seq;
	size_t number; /* offset of a uint32_t in struct l2tp_session */
} options[] = {
	{ .option = PPPOL2TP_SO_RECVSEQ, .field = L2TP_SESSION_SEQ, .seq = L2TP_SEQ_RECV },
	{ .option = PPPOL2TP_SO_SENDSEQ, .field = L2TP_SESSION_SEQ, .seq = L2TP_SEQ_SEND },
	{ .option = PPPOL2TP_SO_LNSMODE, .field = L2TP_SESSION_LNS_MODE },
	{ .option = PPPOL2TP_SO_REORDERTO, .field = L2TP_SESSION_REORDER_TIMEOUT,
	  .number = offsetof(struct l2tp_session, reorder_timeout) },
	{ .option = PPPOL2TP_SO_DEBUG, .field = L2TP_SESSION_DEBUG,
	  .number = offsetof(struct l2tp_session, debug) },
};

/* clang-format on */
#define OPTION_COUNT (sizeof(options) / sizeof(options[0]))

static int option_of(const struct l2tp_session *session, const struct pppox_option *option)
{
	if (option->seq)
		return (session->seq & option->seq) != 0;
	if (!option->number)
		return session->lns_mode;
	return (int)*(const uint32_t *)((const char *)session + option->number);
}

static void take_option(struct l2tp_session *session, const struct pppox_option *option, int value)
{
	session->fields |= option->field;
	if (option->seq)
		session->seq = (uint8_t)((session->seq & ~option->seq) | (value ? option->seq : 0));
	else if (!option->number)
		session->lns_mode = value;
	else
		*(uint32_t *)((char *)session + option->number) = (uint32_t)value;
}

int pppox_set(int fd, const struct l2tp_session *session, struct error *err)
{
	int code;
	size_t i;

	for (i = 0; i < OPTION_COUNT; i++) {
		if (!(session->fields & options[i].field))
			continue;
		code = set_int(fd, L2TP_SOL_PPPOL2TP, options[i].option,
			       option_of(session, &options[i]));
		if (code < 0)
			return error_set(err, code, "PPPoX socket option %d: %s", options[i].option,
					 strerror(-code));
	}
	return 0;
}

/* Read the counters of a tunnel or a session. */
static int read_stats(int fd, struct l2tp_pppox_stats *raw, struct l2tp_stats *stats,
		      struct error *err)
{
	*raw = (struct l2tp_pppox_stats){ 0 };
	if (ioctl(fd, L2TP_PPPIOCGL2TPSTATS, raw) < 0)
		return error_set(err, -errno, "counters: %s", strerror(errno));
	*stats = (struct l2tp_stats){
		.rx_packets = raw->rx_packets,
		.rx_bytes = raw->rx_bytes,
		.rx_errors = raw->rx_errors,
		.rx_seq_discards = raw->rx_seq_discards,
		.rx_oos_packets = raw->rx_oos_packets,
		.tx_packets = raw->tx_packets,
		.tx_bytes = raw->tx_bytes,
		.tx_errors = raw->tx_errors,
	};
	return 0;
}

int pppox_get(int fd, struct l2tp_session *session, struct error *err)
{
	struct l2tp_pppox_stats raw;
	socklen_t length = sizeof(int);
	size_t i;
	int value;

	for (i = 0; i < OPTION_COUNT; i++) {
		if (getsockopt(fd, L2TP_SOL_PPPOL2TP, options[i].option, &value, &length) < 0)
			return errno == ENOTCONN || errno == EBADF
				       ? error_set(
						 err, -errno,
						 "the session was deleted; stop the program and add it again")
				       : error_set(err, -errno, "PPPoX socket: %s",
						   strerror(errno));
		take_option(session, &options[i], value);
	}
	if (read_stats(fd, &raw, &session->stats, err) < 0)
		return err->code;
	session->fields |= L2TP_SESSION_STATS;
	session->using_ipsec = raw.using_ipsec;
	return 0;
}

int pppox_get_tunnel(int fd, struct l2tp_tunnel *tunnel, struct error *err)
{
	struct l2tp_pppox_stats raw;

	if (read_stats(fd, &raw, &tunnel->stats, err) < 0)
		return err->code;
	tunnel->fields |= L2TP_TUNNEL_STATS;
	return 0;
}
