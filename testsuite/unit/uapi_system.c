// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * uapi_system.c - the values of uapi_names.h in the system's headers
 */
#include <netinet/in.h> /* must precede the kernel's headers */

#include <linux/if_pppol2tp.h>
#include <linux/if_pppox.h>
#include <linux/l2tp.h>
#include <linux/ppp-ioctl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "testsuite/unit/uapi_names.h"

#define NAME(ours, system) { #ours, (unsigned long)(system) },
#define TYPE(ours, system) \
	{ "sizeof(" #ours ")", sizeof(system) }, { "_Alignof(" #ours ")", _Alignof(system) },
#define MEMBER(ours, member, system, other) \
	{ #ours "." #member, offsetof(system, other) }, \
		{ "sizeof " #ours "." #member, sizeof(((system *)NULL)->other) },

const struct uapi_number uapi_system[] = {
	UAPI_NAMES /* includes the commas */
	{ NULL, 0 },
};
