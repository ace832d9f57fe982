/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * member.h - load, store and swap struct members by offset and size
 */
#ifndef LIB_BASE_MEMBER_H
#define LIB_BASE_MEMBER_H

#include <stddef.h>
#include <stdint.h>

/* The `offset` and `size` of a table row, from the struct type and its member. */
#define MEMBER(type, member) \
	.offset = offsetof(type, member), .size = sizeof(((type *)NULL)->member)

/* Swap two members of the struct that OBJECT points to. */
#define SWAP(object, one, other) \
	do { \
		typeof((object)->one) kept = (object)->one; \
\
		(object)->one = (object)->other; \
		(object)->other = kept; \
	} while (0)

/* Load the SIZE bytes (1, 2, 4 or 8) at MEMBER as a number in host byte order. */
uint64_t member_load(const void *member, size_t size);

/* Store NUMBER in the SIZE bytes (1, 2, 4 or 8) at MEMBER in host byte order. */
void member_store(void *member, size_t size, uint64_t number);

/* BITS with the bits ONE and OTHER swapped. */
uint32_t member_swap_bits(uint32_t bits, uint32_t one, uint32_t other);

#endif
