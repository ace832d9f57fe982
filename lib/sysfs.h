/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sysfs.h - what the kernel tells of interfaces in /sys and nowhere else
 */
#ifndef LIB_SYSFS_H
#define LIB_SYSFS_H

/*
 * The folder class/net of the network namespace that the process is in, which /sys need not show: a mount of
 * our own, which nobody else sees. Returns a descriptor, the caller's, or negative errno.
 */
int sysfs_open(void);

/*
 * Whether the Ethernet address of the interface NAME was set by somebody: 1, 0 where the driver drew it, or
 * negative errno (Documentation/ABI/testing/sysfs-class-net, addr_assign_type).
 */
int sysfs_lladdr_is_set(int folder, const char *name);

#endif
