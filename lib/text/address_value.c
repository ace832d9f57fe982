// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * address_value.c - parse and print IP addresses, networks and cookies
 */
#include "lib/text/address_value.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/escape.h"
#include "lib/model/session.h"

/* The unspecified address, as in iproute2's get_addr(). */
static bool is_any(const char *word)
{
	return strcmp(word, "any") == 0 || strcmp(word, "all") == 0 || strcmp(word, "default") == 0;
}

/* inet_pton() rejects 127.1, octal parts and host names. */
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

static int refuse_address(const char *word, const char *what, struct error *err)
{
	char quoted[TEXT_SIZE];

	escape_text(word, quoted, sizeof(quoted));
	return error_usage(err, "\"%s\" is not a valid %s", quoted, what);
}

static int address_parse(const struct value_type *type, const char *word, void *value, size_t size,
			 struct error *err)
{
	struct l2tp_address address;

	if (host_parse(word, &address) < 0)
		return refuse_address(word, "IPv4 or IPv6 address", err);
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

	if (!slash && host_parse(word, &network) < 0)
		return refuse_address(word, "IPv4 or IPv6 address or prefix", err);
	if (!slash) {
		memcpy(value, &network, size);
		return 0;
	}
	if ((size_t)snprintf(host, sizeof(host), "%.*s", (int)(slash - word), word) >=
		    sizeof(host) ||
	    host_parse(host, &network) < 0 || network.family == AF_UNSPEC ||
	    value_number(slash + 1, &prefixlen) < 0 || prefixlen > network.prefixlen)
		return refuse_address(word, "IPv4 or IPv6 address or prefix", err);
	network.prefixlen = (uint8_t)prefixlen;
	memcpy(value, &network, size);
	return 0;
}

static void address_print(const struct value_type *type, const void *value, size_t size, char *text)
{
	l2tp_address_print(value, text);
}

static bool address_match(const void *filter, const void *value, size_t size)
{
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

static const char digits[] = "0123456789abcdef";

static int hex_digit(char c)
{
	const char *at = c ? strchr(digits, tolower((unsigned char)c)) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* The kernel accepts up to 8 bytes; RFC 3931, 4.1.2.1 allows 4 or 8. */
static int cookie_parse(const struct value_type *type, const char *word, void *value, size_t size,
			struct error *err)
{
	struct l2tp_cookie cookie = { .length = (uint8_t)(strlen(word) / 2) };
	char quoted[TEXT_SIZE];
	size_t i;

	if (strlen(word) != 8 && strlen(word) != 16)
		goto refuse;
	for (i = 0; i < cookie.length; i++) {
		int high = hex_digit(word[2 * i]), low = hex_digit(word[2 * i + 1]);

		if (high < 0 || low < 0)
			goto refuse;
		cookie.bytes[i] = (uint8_t)(high << 4 | low);
	}
	memcpy(value, &cookie, size);
	return 0;
refuse:
	escape_text(word, quoted, sizeof(quoted));
	return error_usage(err, "\"%s\" is not a valid cookie: use 8 or 16 hex digits", quoted);
}

static void cookie_print(const struct value_type *type, const void *value, size_t size, char *text)
{
	const struct l2tp_cookie *cookie = value;
	size_t i;

	for (i = 0; i < cookie->length && i < L2TP_COOKIE_MAX; i++) {
		*text++ = digits[cookie->bytes[i] >> 4];
		*text++ = digits[cookie->bytes[i] & 15];
	}
	*text = '\0';
}

const struct value_type value_cookie = {
	.name = "HEX",
	.json = VALUE_TEXT,
	.parse = cookie_parse,
	.print = cookie_print,
};
