// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * sysfs.c - what only /sys reports
 */
#include "lib/kernel/sysfs.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "lib/base/cleanup.h"

/* include/linux/netdevice.h: the address was set by dev_set_mac_address() */
#define NET_ADDR_SET 3

int sysfs_open(void)
{
	CLEANUP(fd_closep) int type = fsopen("sysfs", FSOPEN_CLOEXEC);
	CLEANUP(fd_closep) int root = -1;
	int folder;

	if (type >= 0 && fsconfig(type, FSCONFIG_CMD_CREATE, NULL, NULL, 0) == 0)
		root = fsmount(type, FSMOUNT_CLOEXEC, 0);
	if (root < 0)
		return -errno;
	folder = openat(root, "class/net", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return folder < 0 ? -errno : folder;
}

int sysfs_lladdr_is_set(int folder, const char *name)
{
	char path[IF_NAMESIZE + 32], text[16] = "";
	CLEANUP(fd_closep) int fd = -1;

	snprintf(path, sizeof(path), "%s/addr_assign_type", name);
	fd = openat(folder, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || read(fd, text, sizeof(text) - 1) <= 0)
		return -errno;
	return text[0] == '0' + NET_ADDR_SET;
}

int sysfs_is_of_type(int folder, const char *name, const char *type)
{
	char path[IF_NAMESIZE + 16], text[512] = "", line[64];
	CLEANUP(fd_closep) int fd = -1;

	snprintf(path, sizeof(path), "%s/uevent", name);
	snprintf(line, sizeof(line), "DEVTYPE=%s\n", type);
	fd = openat(folder, path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || read(fd, text, sizeof(text) - 1) < 0)
		return -errno;
	return strstr(text, line) != NULL;
}
