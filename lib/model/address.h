/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * address.h - IP addresses and network filters
 */
#ifndef LIB_MODEL_ADDRESS_H
#define LIB_MODEL_ADDRESS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

/* An IP address or a network filter. Bytes outside the family's address are zero. */
struct l2tp_address {
	uint8_t family;	   /* AF_INET, AF_INET6, or AF_UNSPEC for `any` */
	uint8_t prefixlen; /* 32 or 128 for a host */
	union {
		struct in_addr v4; /* network byte order */
		struct in6_addr v6;
	};
};

/* The prefix length of a FAMILY host address: 32 or 128. */
uint8_t l2tp_address_host_bits(int family);

/* Write ADDRESS ("10.0.0.1", "10.0.0.0/8", "any") to TEXT, of TEXT_SIZE bytes (escape.h). */
void l2tp_address_print(const struct l2tp_address *address, char *text);

/* Whether NETWORK contains ADDRESS; `any` matches the unspecified address of either family. */
bool l2tp_address_match(const struct l2tp_address *network, const struct l2tp_address *address);

/* Whether A and B have the same family and address; prefix lengths are ignored. */
bool l2tp_address_same_host(const struct l2tp_address *a, const struct l2tp_address *b);

/* Whether ADDRESS is a multicast address (RFC 1112, 4; RFC 4291, 2.7). */
bool l2tp_address_is_multicast(const struct l2tp_address *address);

/* Whether ADDRESS is `any`: AF_UNSPEC or all zero. */
bool l2tp_address_is_any(const struct l2tp_address *address);

#endif
