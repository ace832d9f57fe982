// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * attached_sysctl.c - the sysctls of an interface that differ from those of a new one
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/netlink/attached_internal.h"

/* /proc/sys/net shows the network namespace of the process that reads it. */
#define SYSCTL_ROOT "/proc/sys/net"

/* Each has a folder of each interface, and "default", which a new interface copies. */
static const char *const groups[] = { "ipv4/conf", "ipv6/conf", "ipv4/neigh", "ipv6/neigh" };

/* Read the file PATH of FOLDER without its newline. Returns whether it could be read. */
static bool read_value(int folder, const char *path, char *value, size_t size)
{
	CLEANUP(fd_closep) int fd = openat(folder, path, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : read(fd, value, size - 1);

	if (length < 0)
		return false;
	value[length] = '\0';
	value[strcspn(value, "\n")] = '\0';
	return true;
}

/* Add the sysctl AT its group, interface and file. */
static void add_sysctl(struct attached_reading *reading, unsigned int index,
		       const char *const at[3], const char *value)
{
	const char *group = at[0], *file = at[2];
	struct attached *thing;
	char name[TEXT_SIZE];

	escape_text(at[1], name, sizeof(name));
	thing = attached_add(reading, index, NULL, "sysctl net/%s/%s/%s", group, name, file);
	if (!thing)
		return;
	thing->when = ATTACHED_FIRST;
	if (asprintf(&thing->path, "%s/%%s/%s", group, file) < 0)
		thing->path = NULL;
	thing->value = strdup(value);
	reading->no_memory = reading->no_memory || !thing->path || !thing->value;
}

/* Open the folder of the interface NAME in GROUP. Returns a descriptor or -1. */
static int open_group(const char *group, const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), SYSCTL_ROOT "/%s/%s", group, name);
	return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* Add those of GROUP; the IPv6 MTU follows that of the interface. */
static void read_group(struct attached_reading *reading, unsigned int index, const char *group,
		       const char *name)
{
	char value[64], standard[64];
	CLEANUP(fd_closep) int defaults = -1;
	CLEANUP(fd_closep) int own = -1;
	const struct dirent *entry;
	DIR *folder;

	defaults = open_group(group, "default");
	/* only the first network namespace has defaults of neighbours; the loopback interface has copied them */
	if (defaults < 0)
		defaults = open_group(group, "lo");
	own = open_group(group, name);
	folder = own >= 0 && defaults >= 0 ? fdopendir(dup(own)) : NULL;
	while (folder && (entry = readdir(folder))) {
		if (entry->d_name[0] == '.' || strcmp(entry->d_name, "mtu") == 0 ||
		    !read_value(own, entry->d_name, value, sizeof(value)) ||
		    !read_value(defaults, entry->d_name, standard, sizeof(standard)) ||
		    strcmp(value, standard) == 0)
			continue;
		add_sysctl(reading, index, (const char *[]){ group, name, entry->d_name }, value);
	}
	if (folder)
		closedir(folder);
}

void attached_read_sysctls(struct attached_reading *reading, unsigned int index, const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		read_group(reading, index, groups[i], name);
}

int attached_write_sysctl(const struct attached *thing, const char *name)
{
	const char *mark = strstr(thing->path, "%s");
	size_t length = strlen(thing->value);
	CLEANUP(fd_closep) int fd = -1;
	char path[160], now[64];

	snprintf(path, sizeof(path), SYSCTL_ROOT "/%.*s%s%s", (int)(mark - thing->path),
		 thing->path, name, mark + 2);
	if (read_value(AT_FDCWD, path, now, sizeof(now)) && strcmp(now, thing->value) == 0)
		return 0;
	fd = open(path, O_WRONLY | O_CLOEXEC);
	return fd >= 0 && write(fd, thing->value, length) == (ssize_t)length ? 0 : -errno;
}
