/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sysfs.h - what the kernel tells of interfaces in /sys and nowhere else
 */
#ifndef LIB_KERNEL_SYSFS_H
#define LIB_KERNEL_SYSFS_H

#include <stdbool.h>

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

/* Whether the interface NAME is of the device type TYPE: "bridge", "l2tpeth" (DEVTYPE in its uevent). */
bool sysfs_is_of_type(int folder, const char *name, const char *type);

#endif
