// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * tunnel.c - tunnel rules
 */
#include "lib/model/tunnel.h"

#include <stddef.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/member.h"

bool l2tp_tunnel_is_ipv6(const struct l2tp_tunnel *tunnel)
{
	return tunnel->fields & L2TP_TUNNEL_LOCAL ? tunnel->local.family == AF_INET6
						  : tunnel->remote.family == AF_INET6;
}

int l2tp_tunnel_compare(const void *a, const void *b)
{
	const struct l2tp_tunnel *left = a, *right = b;

	return (left->tunnel_id > right->tunnel_id) - (left->tunnel_id < right->tunnel_id);
}

static void set_any(struct l2tp_address *address, const struct l2tp_address *other)
{
	if (address->family == AF_UNSPEC)
		*address = (struct l2tp_address){ .family = other->family,
						  .prefixlen = other->prefixlen };
}

static int check_address(const char *word, const struct l2tp_address *address, struct error *err)
{
	if (l2tp_address_is_multicast(address))
		return error_usage(err, "%s: a multicast address is not a valid tunnel address",
				   word);
	if (address->family == AF_INET6 && IN6_IS_ADDR_LINKLOCAL(&address->v6))
		return error_usage(err,
				   "%s: the kernel does not support link-local addresses; use a "
				   "global or unique local one",
				   word);
	return 0;
}

static int check_addresses(const struct l2tp_tunnel *tunnel, struct error *err)
{
	if (l2tp_address_is_any(&tunnel->local) && l2tp_address_is_any(&tunnel->remote))
		return error_usage(err, "local and remote cannot both be any");
	if (tunnel->local.family != tunnel->remote.family)
		return error_usage(err, "local and remote must be of the same family");
	if (check_address("local", &tunnel->local, err) < 0)
		return err->code;
	return check_address("remote", &tunnel->remote, err);
}

static int check_version(const struct l2tp_tunnel *tunnel, struct error *err)
{
	if (tunnel->version != 2)
		return 0;
	if (tunnel->encap == L2TP_ENCAPTYPE_IP)
		return error_usage(err, "encap ip requires version 3; version 2 uses encap udp");
	if (tunnel->tunnel_id > L2TP_VERSION_2_ID_MAX)
		return error_usage(err, "tunnel_id: %u is not in the range 1..65535 of version 2",
				   tunnel->tunnel_id);
	if (tunnel->peer_tunnel_id > L2TP_VERSION_2_ID_MAX)
		return error_usage(err,
				   "peer_tunnel_id: %u is not in the range 1..65535 of version 2",
				   tunnel->peer_tunnel_id);
	return 0;
}

static int check_ports(const struct l2tp_tunnel *tunnel, struct error *err)
{
	if (tunnel->encap != L2TP_ENCAPTYPE_UDP)
		return 0;
	if (!(tunnel->fields & L2TP_TUNNEL_UDP_SPORT))
		return error_usage(err, "udp_sport is required with encap udp");
	if (!(tunnel->fields & L2TP_TUNNEL_UDP_DPORT))
		return error_usage(err, "udp_dport is required with encap udp");
	return 0;
}

/* Scripts set these fields on every tunnel (VyOS does); the kernel ignores those that do not apply. */
static void drop_useless(struct l2tp_tunnel *tunnel, struct error *err)
{
	const struct {
		const char *word;
		uint32_t field;
		bool useful;
		const char *why;
	} rules[] = {
		{ "udp_sport", L2TP_TUNNEL_UDP_SPORT, true, "" },
		{ "udp_dport", L2TP_TUNNEL_UDP_DPORT, true, "" },
		{ "udp_csum", L2TP_TUNNEL_UDP_CSUM, !l2tp_tunnel_is_ipv6(tunnel),
		  "use udp6_csum_tx and udp6_csum_rx over IPv6" },
		{ "udp6_csum_tx", L2TP_TUNNEL_UDP6_CSUM_TX, l2tp_tunnel_is_ipv6(tunnel),
		  "use udp_csum over IPv4" },
		{ "udp6_csum_rx", L2TP_TUNNEL_UDP6_CSUM_RX, l2tp_tunnel_is_ipv6(tunnel),
		  "use udp_csum over IPv4" },
	};
	bool udp = tunnel->encap == L2TP_ENCAPTYPE_UDP;
	size_t i;

	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		if (!(tunnel->fields & rules[i].field) || (udp && rules[i].useful))
			continue;
		tunnel->fields &= ~rules[i].field;
		error_ignored(err, "%s is ignored: %s", rules[i].word,
			      udp ? rules[i].why : "encap ip has no ports and no checksums");
	}
}

int l2tp_tunnel_prepare(struct l2tp_tunnel *tunnel, struct error *err)
{
	if (!(tunnel->fields & L2TP_TUNNEL_VERSION))
		tunnel->version = 3;
	if (!(tunnel->fields & L2TP_TUNNEL_ENCAP))
		tunnel->encap = L2TP_ENCAPTYPE_UDP;
	tunnel->fields |= L2TP_TUNNEL_VERSION | L2TP_TUNNEL_ENCAP;
	set_any(&tunnel->local, &tunnel->remote);
	set_any(&tunnel->remote, &tunnel->local);
	if (check_addresses(tunnel, err) < 0 || check_version(tunnel, err) < 0 ||
	    check_ports(tunnel, err) < 0)
		return err->code;
	drop_useless(tunnel, err);
	return 0;
}

static bool same_address(const struct l2tp_address *want, const struct l2tp_address *have)
{
	return want->family == have->family &&
	       (l2tp_address_is_any(want) || l2tp_address_match(want, have));
}

/* UDP checksums default to off over IPv4 and on over IPv6. */
static bool same_checksums(const struct l2tp_tunnel *want, const struct l2tp_tunnel *have)
{
	bool csum = want->fields & L2TP_TUNNEL_UDP_CSUM && want->udp_csum;
	bool tx = !(want->fields & L2TP_TUNNEL_UDP6_CSUM_TX) || want->udp6_csum_tx;
	bool rx = !(want->fields & L2TP_TUNNEL_UDP6_CSUM_RX) || want->udp6_csum_rx;

	return l2tp_tunnel_is_ipv6(want) ? tx == have->udp6_csum_tx && rx == have->udp6_csum_rx
					 : csum == have->udp_csum;
}

bool l2tp_tunnel_is_as(const struct l2tp_tunnel *want, const struct l2tp_tunnel *have)
{
	if (want->tunnel_id != have->tunnel_id || want->peer_tunnel_id != have->peer_tunnel_id ||
	    want->version != have->version || want->encap != have->encap ||
	    !same_address(&want->local, &have->local) ||
	    !same_address(&want->remote, &have->remote))
		return false;
	return want->encap != L2TP_ENCAPTYPE_UDP ||
	       (want->udp_sport == have->udp_sport && want->udp_dport == have->udp_dport &&
		same_checksums(want, have));
}

bool l2tp_tunnel_equal(const struct l2tp_tunnel *a, const struct l2tp_tunnel *b)
{
	return memcmp(a, b, offsetof(struct l2tp_tunnel, stats)) == 0;
}

bool l2tp_tunnel_same_identity(const struct l2tp_tunnel *a, const struct l2tp_tunnel *b)
{
	return a->peer_tunnel_id == b->peer_tunnel_id && a->version == b->version &&
	       a->encap == b->encap;
}

void l2tp_tunnel_mirror(struct l2tp_tunnel *tunnel)
{
	SWAP(tunnel, tunnel_id, peer_tunnel_id);
	SWAP(tunnel, local, remote);
	SWAP(tunnel, udp_sport, udp_dport);
	SWAP(tunnel, udp6_csum_tx, udp6_csum_rx);
	tunnel->fields = member_swap_bits(tunnel->fields, L2TP_TUNNEL_UDP6_CSUM_TX,
					  L2TP_TUNNEL_UDP6_CSUM_RX);
}
