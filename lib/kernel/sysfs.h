/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sysfs.h - interface attributes that only /sys reports
 */
#ifndef LIB_KERNEL_SYSFS_H
#define LIB_KERNEL_SYSFS_H

#include <stdbool.h>

/*
 * Open class/net of the process's network namespace in a private sysfs mount, since /sys may show another namespace.
 * Returns a descriptor that the caller closes, or a negative errno.
 */
int sysfs_open(void);

/*
 * Whether the Ethernet address of the interface NAME was set explicitly. Returns 1, 0 if the driver chose it, or a
 * negative errno (Documentation/ABI/testing/sysfs-class-net, addr_assign_type).
 */
int sysfs_lladdr_is_set(int folder, const char *name);

/* Whether the interface NAME has the device type TYPE: "bridge", "l2tpeth" (DEVTYPE in its uevent). */
bool sysfs_is_of_type(int folder, const char *name, const char *type);

#endif
