// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * uapi_ours.c - the values of uapi_names.h in include/uapi/
 */
#include "include/uapi/linux/if_pppol2tp.h"
#include "include/uapi/linux/l2tp.h"
#include "testsuite/unit/uapi_names.h"

#define NAME(ours, system) { #ours, (unsigned long)(ours) },
#define TYPE(ours, system) \
	{ "sizeof(" #ours ")", sizeof(ours) }, { "_Alignof(" #ours ")", _Alignof(ours) },
#define MEMBER(ours, member, system, other) \
	{ #ours "." #member, offsetof(ours, member) }, \
		{ "sizeof " #ours "." #member, sizeof(((ours *)NULL)->member) },

const struct uapi_number uapi_ours[] = {
	UAPI_NAMES /* includes the commas */
	{ NULL, 0 },
};
