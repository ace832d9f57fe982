/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sysfs.h - what only /sys reports
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

/* The device type of a session's interface (net/l2tp/l2tp_eth.c, l2tpeth_type). */
#define SYSFS_L2TPETH "l2tpeth"

/*
 * Whether the interface NAME has the device type TYPE ("bridge", SYSFS_L2TPETH), DEVTYPE in its uevent. Returns 1, 0, or
 * a negative errno: -ENOENT if it does not exist.
 */
int sysfs_is_of_type(int folder, const char *name, const char *type);

#endif
