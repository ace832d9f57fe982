/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * member.h - members of a struct: by offset and size, as the rows of a table name them, and exchanged
 */
#ifndef LIB_BASE_MEMBER_H
#define LIB_BASE_MEMBER_H

#include <stddef.h>
#include <stdint.h>

/* A row's `offset` and `size`, by the struct's type and its member. */
#define MEMBER(type, member) \
	.offset = offsetof(type, member), .size = sizeof(((type *)NULL)->member)

/* Exchange two members of the struct that OBJECT points to. */
#define SWAP(object, one, other) \
	do { \
		typeof((object)->one) kept = (object)->one; \
\
		(object)->one = (object)->other; \
		(object)->other = kept; \
	} while (0)

/* The SIZE bytes (1, 2, 4 or 8) at MEMBER as a number, in host byte order. */
uint64_t member_load(const void *member, size_t size);

/* Store NUMBER in the SIZE bytes (1, 2, 4 or 8) at MEMBER, in host byte order. */
void member_store(void *member, size_t size, uint64_t number);

/* BITS with those that say that two members are set, ONE and OTHER, exchanged. */
uint32_t member_swap_bits(uint32_t bits, uint32_t one, uint32_t other);

#endif
