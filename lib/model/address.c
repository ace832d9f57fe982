// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * address.c - IP addresses and networks: from their text and back (declared in value.h)
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/buffer.h"
#include "lib/text/value.h"

static const void *address_bytes(const struct l2tp_address *address)
{
	return address->family == AF_INET ? (const void *)&address->v4 : (const void *)&address->v6;
}

/* No address, in the words of iproute2's get_addr(). */
static bool is_any(const char *word)
{
	return strcmp(word, "any") == 0 || strcmp(word, "all") == 0 || strcmp(word, "default") == 0;
}

/* inet_pton() and no other: 127.1, octal parts and host names are not addresses. */
static int host_parse(const char *word, struct l2tp_address *address)
{
	*address = (struct l2tp_address){ .family = AF_INET, .prefixlen = 32 };
	if (inet_pton(AF_INET, word, &address->v4) == 1)
		return 0;
	*address = (struct l2tp_address){ .family = AF_INET6, .prefixlen = 128 };
	if (inet_pton(AF_INET6, word, &address->v6) == 1)
		return 0;
	*address = (struct l2tp_address){ .family = AF_UNSPEC };
	return is_any(word) ? 0 : -1;
}

static int refuse(const char *word, const char *what, struct error *err)
{
	char quoted[VALUE_TEXT_SIZE];

	value_escape(word, quoted, sizeof(quoted));
	return error_usage(err, "\"%s\" is not %s", quoted, what);
}

static int address_parse(const struct value_type *type, const char *word, void *value, size_t size,
			 struct error *err)
{
	struct l2tp_address address;

	(void)type;
	if (host_parse(word, &address) < 0)
		return refuse(word, "an IPv4 or IPv6 address", err);
	memcpy(value, &address, size);
	return 0;
}

static int network_parse(const struct value_type *type, const char *word, void *value, size_t size,
			 struct error *err)
{
	const char *slash = strchr(word, '/');
	struct l2tp_address network;
	char host[INET6_ADDRSTRLEN];
	uint64_t prefixlen;

	(void)type;
	if (!slash && host_parse(word, &network) < 0)
		return refuse(word, "an IPv4 or IPv6 address or prefix", err);
	if (!slash) {
		memcpy(value, &network, size);
		return 0;
	}
	if ((size_t)snprintf(host, sizeof(host), "%.*s", (int)(slash - word), word) >=
		    sizeof(host) ||
	    host_parse(host, &network) < 0 || network.family == AF_UNSPEC ||
	    value_number(slash + 1, &prefixlen) < 0 || prefixlen > network.prefixlen)
		return refuse(word, "an IPv4 or IPv6 address or prefix", err);
	network.prefixlen = (uint8_t)prefixlen;
	memcpy(value, &network, size);
	return 0;
}

static void address_print(const struct value_type *type, const void *value, size_t size, char *text)
{
	const struct l2tp_address *address = value;

	(void)type;
	(void)size;
	if (address->family == AF_UNSPEC ||
	    !inet_ntop(address->family, address_bytes(address), text, VALUE_TEXT_SIZE)) {
		memcpy(text, "any", sizeof("any"));
	} else if (address->prefixlen != (address->family == AF_INET ? 32 : 128)) {
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

static bool address_match(const void *filter, const void *value, size_t size)
{
	(void)size;
	return l2tp_address_match(filter, value);
}

const struct value_type value_address = {
	.name = "ADDRESS",
	.json = VALUE_TEXT,
	.parse = address_parse,
	.print = address_print,
	.match = address_match,
};

const struct value_type value_network = {
	.name = "PREFIX",
	.json = VALUE_TEXT,
	.parse = network_parse,
	.print = address_print,
	.match = address_match,
};
