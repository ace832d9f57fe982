// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * member.c - load, store and swap struct members
 */
#include "lib/base/member.h"

#include <string.h>

uint64_t member_load(const void *member, size_t size)
{
	uint8_t u8;
	uint16_t u16;
	uint32_t u32;
	uint64_t u64;

	switch (size) {
	case sizeof(u8):
		return memcpy(&u8, member, size), u8;
	case sizeof(u16):
		return memcpy(&u16, member, size), u16;
	case sizeof(u32):
		return memcpy(&u32, member, size), u32;
	default:
		return memcpy(&u64, member, sizeof(u64)), u64;
	}
}

void member_store(void *member, size_t size, uint64_t number)
{
	uint8_t u8 = (uint8_t)number;
	uint16_t u16 = (uint16_t)number;
	uint32_t u32 = (uint32_t)number;

	switch (size) {
	case sizeof(u8):
		memcpy(member, &u8, size);
		break;
	case sizeof(u16):
		memcpy(member, &u16, size);
		break;
	case sizeof(u32):
		memcpy(member, &u32, size);
		break;
	default:
		memcpy(member, &number, sizeof(number));
	}
}

uint32_t member_swap_bits(uint32_t bits, uint32_t one, uint32_t other)
{
	return !(bits & one) == !(bits & other) ? bits : bits ^ (one | other);
}
