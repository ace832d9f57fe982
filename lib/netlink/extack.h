/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * extack.h - the kernel's own words about an error
 */
#ifndef LIB_NETLINK_EXTACK_H
#define LIB_NETLINK_EXTACK_H

#include <linux/netlink.h>
#include <stddef.h>

/*
 * The kernel's own words of the error message MESSAGE, of which SIZE bytes are there (NETLINK_EXT_ACK,
 * Documentation/userspace-api/netlink/intro.rst); "" where there are none. The text is MESSAGE's, and not escaped.
 */
const char *extack_text(const struct nlmsghdr *message, size_t size);

#endif
