/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sysctl.h - numbers that only /proc/sys/net reports, of the network namespace of the process
 */
#ifndef LIB_NETLINK_SYSCTL_H
#define LIB_NETLINK_SYSCTL_H

#include <stdint.h>

/*
 * Returns the number in the file of /proc/sys/net at PATH, in which %s stands for the interface NAME, or OTHERWISE if it
 * cannot be read (Documentation/networking/ip-sysctl.rst). NAME may be NULL without %s.
 */
int64_t sysctl_number(const char *path, const char *name, int64_t otherwise);

#endif
