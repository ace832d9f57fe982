// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * port_conflict.c - find tunnels whose UDP sockets cannot coexist
 *
 * The kernel binds a socket to the local address and then connects it, which replaces a wildcard by an address of the
 * host (net/l2tp/l2tp_core.c, l2tp_tunnel_sock_create; net/ipv4/datagram.c). So a wildcard socket takes the port of all
 * addresses only until the next one is bound: bound first, it can share its port.
 */
#include "lib/config/port_conflict.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/array.h"

/* The address that is bound: an IPv4-mapped address takes the port of the IPv4 address. */
static struct l2tp_address bound_address(const struct l2tp_tunnel *tunnel)
{
	struct l2tp_address address = { .family = AF_INET };

	if (tunnel->local.family != AF_INET6 || !IN6_IS_ADDR_V4MAPPED(&tunnel->local.v6))
		return tunnel->local;
	memcpy(&address.v4, &tunnel->local.v6.s6_addr[12], sizeof(address.v4));
	return address;
}

static int compare_addresses(const struct l2tp_address *left, const struct l2tp_address *right)
{
	size_t size = left->family == AF_INET ? sizeof(left->v4) : sizeof(left->v6);

	if (left->family != right->family)
		return left->family < right->family ? -1 : 1;
	return memcmp(&left->v6, &right->v6, size);
}

static int compare_sockets(const struct port_user *left, const struct port_user *right)
{
	const struct l2tp_address one = bound_address(left->tunnel);
	const struct l2tp_address other = bound_address(right->tunnel);

	if (left->tunnel->udp_sport != right->tunnel->udp_sport)
		return left->tunnel->udp_sport < right->tunnel->udp_sport ? -1 : 1;
	return compare_addresses(&one, &other);
}

/* For qsort(3): by port and address, sockets that exist first. */
static int compare_users(const void *a, const void *b)
{
	const struct port_user *left = a, *right = b;
	int order = compare_sockets(left, right);

	if (order == 0 && left->kept != right->kept)
		return left->kept ? -1 : 1;
	return order ? order : l2tp_tunnel_compare(left->tunnel, right->tunnel);
}

/* Kinds of sockets on one port. */
enum port_use { ANY, KEPT_ANY, KEPT, NEW, PORT_USES };

/* A socket of each kind for IPv4 and IPv6, or NULL. */
struct port_uses {
	const struct port_user *of[PORT_USES][2];
};

/* Pairs that cannot coexist, besides equal addresses. What remains depends on the kernel's choice of an address. */
static const struct {
	enum port_use one, other;
	bool one_ipv6, other_ipv6;
	bool shared; /* only if an IPv6 wildcard also takes the port of IPv4 */
} refused[] = {
	{ ANY, KEPT, false, false, false },	{ ANY, KEPT, true, true, false },
	{ KEPT_ANY, NEW, false, false, false }, { KEPT_ANY, NEW, true, true, false },
	{ ANY, KEPT, true, false, true },	{ ANY, KEPT_ANY, true, false, true },
	{ ANY, ANY, true, false, true },
};

static bool is_refused(const struct port_uses *uses, bool ipv6_only, const struct port_user **one,
		       const struct port_user **other)
{
	size_t i;

	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		*one = uses->of[refused[i].one][refused[i].one_ipv6];
		*other = uses->of[refused[i].other][refused[i].other_ipv6];
		if (*one && *other && !(refused[i].shared && ipv6_only))
			return true;
	}
	return false;
}

bool port_conflict_find(struct port_user *list, size_t count, bool ipv6_only,
			const struct port_user **one, const struct port_user **other)
{
	struct port_uses uses = { 0 };
	size_t i;

	array_sort(list, count, sizeof(*list), compare_users);
	for (i = 0; i < count; i++) {
		const struct port_user *user = &list[i];
		const struct l2tp_address address = bound_address(user->tunnel);
		bool any = l2tp_address_is_any(&address);
		enum port_use use = any ? (user->kept ? KEPT_ANY : ANY) : user->kept ? KEPT : NEW;

		if (i && user[-1].tunnel->udp_sport != user->tunnel->udp_sport)
			uses = (struct port_uses){ 0 };
		uses.of[use][address.family == AF_INET6] = user;
		*one = i ? user - 1 : NULL;
		*other = user;
		if (i && !user->kept && compare_sockets(*one, *other) == 0)
			return true;
		if (is_refused(&uses, ipv6_only, one, other))
			return true;
	}
	return false;
}
