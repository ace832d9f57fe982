// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * address.c - IP addresses and network filters
 */
#include "lib/model/address.h"

#include <arpa/inet.h>
#include <string.h>

#include "lib/base/buffer.h"
#include "lib/base/escape.h"

static const void *address_bytes(const struct l2tp_address *address)
{
	return address->family == AF_INET ? (const void *)&address->v4 : (const void *)&address->v6;
}

uint8_t l2tp_address_host_bits(int family)
{
	return family == AF_INET ? 32 : 128;
}

void l2tp_address_print(const struct l2tp_address *address, char *text)
{
	if (address->family == AF_UNSPEC ||
	    !inet_ntop(address->family, address_bytes(address), text, TEXT_SIZE)) {
		memcpy(text, "any", sizeof("any"));
	} else if (address->prefixlen != l2tp_address_host_bits(address->family)) {
		text += strlen(text);
		*text++ = '/';
		buffer_decimal(address->prefixlen, text);
	}
}

bool l2tp_address_is_any(const struct l2tp_address *address)
{
	size_t length = address->family == AF_INET ? sizeof(address->v4) : sizeof(address->v6);

	return address->family == AF_UNSPEC ||
	       memcmp(address_bytes(address), &in6addr_any, length) == 0;
}

bool l2tp_address_is_multicast(const struct l2tp_address *address)
{
	return address->family == AF_INET ? IN_MULTICAST(ntohl(address->v4.s_addr))
					  : IN6_IS_ADDR_MULTICAST(&address->v6);
}

bool l2tp_address_match(const struct l2tp_address *network, const struct l2tp_address *address)
{
	const uint8_t *a = address_bytes(network), *b = address_bytes(address);
	size_t bytes = network->prefixlen / 8;
	unsigned int bits = network->prefixlen % 8;

	if (network->family == AF_UNSPEC)
		return l2tp_address_is_any(address);
	if (network->family != address->family || memcmp(a, b, bytes) != 0)
		return false;
	return bits == 0 || (a[bytes] ^ b[bytes]) >> (8 - bits) == 0;
}

bool l2tp_address_same_host(const struct l2tp_address *a, const struct l2tp_address *b)
{
	struct l2tp_address host = *a;

	host.prefixlen = l2tp_address_host_bits(host.family);
	return a->family == b->family && (!a->family || l2tp_address_match(&host, b));
}
