// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * namespace.c - sessions' interfaces in the named network namespaces
 */
#include "lib/kernel/namespace.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <net/if.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/array.h"
#include "lib/base/cleanup.h"
#include "lib/kernel/sysfs.h"

#define NAMED_NAMESPACES "/run/netns"
#define OWN_NAMESPACE "/proc/self/ns/net"

struct moved_interface {
	char name[IF_NAMESIZE];
	char namespace[NAME_MAX + 1];
};

static bool same_file(int a, int b)
{
	struct stat left, right;

	return fstat(a, &left) == 0 && fstat(b, &right) == 0 && left.st_dev == right.st_dev &&
	       left.st_ino == right.st_ino;
}

/* Enter the namespace FD, unless it is OWN, the process's, and open its class/net. Returns a descriptor or -1. */
static int sysfs_of(int fd, int own)
{
	int sysfs;

	if (fd < 0 || same_file(fd, own) || setns(fd, CLONE_NEWNET) < 0)
		return -1;
	sysfs = sysfs_open();
	return sysfs < 0 ? -1 : sysfs;
}

static void add_interface(struct namespaces *namespaces, const char *name, const char *namespace)
{
	struct moved_interface *list =
		array_grow(namespaces->list, namespaces->count, &namespaces->room, sizeof(*list));

	if (!list)
		return;
	namespaces->list = list;
	list += namespaces->count++;
	snprintf(list->name, sizeof(list->name), "%.*s", IF_NAMESIZE - 1, name);
	snprintf(list->namespace, sizeof(list->namespace), "%s", namespace);
}

/* Add the interfaces of sessions that SYSFS, of NAMESPACE, lists. Closes SYSFS. */
static void add_interfaces(struct namespaces *namespaces, int sysfs, const char *namespace)
{
	DIR *folder = fdopendir(dup(sysfs));
	const struct dirent *entry;

	while (folder && (entry = readdir(folder)))
		if (entry->d_name[0] != '.' &&
		    sysfs_is_of_type(sysfs, entry->d_name, SYSFS_L2TPETH) > 0)
			add_interface(namespaces, entry->d_name, namespace);
	if (folder)
		closedir(folder);
	close(sysfs);
}

static int compare_moved(const void *a, const void *b)
{
	const struct moved_interface *left = a, *right = b;

	return strcmp(left->name, right->name);
}

/* A thread function: a thread has a network namespace of its own to change. */
static void *read_namespaces(void *data)
{
	struct namespaces *namespaces = data;
	CLEANUP(fd_closep) int own = open(OWN_NAMESPACE, O_RDONLY | O_CLOEXEC);
	DIR *folder = own >= 0 ? opendir(NAMED_NAMESPACES) : NULL;
	const struct dirent *entry;

	while (folder && (entry = readdir(folder))) {
		CLEANUP(fd_closep)
		int fd = openat(dirfd(folder), entry->d_name, O_RDONLY | O_CLOEXEC);
		int sysfs = entry->d_name[0] == '.' ? -1 : sysfs_of(fd, own);

		if (sysfs >= 0)
			add_interfaces(namespaces, sysfs, entry->d_name);
	}
	if (folder)
		closedir(folder);
	return NULL;
}

const char *namespaces_find(struct namespaces *namespaces, const char *name)
{
	struct moved_interface key;
	pthread_t thread;
	size_t at;

	if (!namespaces->read && pthread_create(&thread, NULL, read_namespaces, namespaces) == 0) {
		pthread_join(thread, NULL);
		array_sort(namespaces->list, namespaces->count, sizeof(*namespaces->list),
			   compare_moved);
	}
	namespaces->read = true;
	snprintf(key.name, sizeof(key.name), "%s", name);
	at = array_place(namespaces->list, namespaces->count, sizeof(key), &key, compare_moved);
	if (at == namespaces->count || strcmp(namespaces->list[at].name, name) != 0 ||
	    (at + 1 < namespaces->count && strcmp(namespaces->list[at + 1].name, name) == 0))
		return NULL;
	return namespaces->list[at].namespace;
}

void namespaces_free(struct namespaces *namespaces)
{
	free(namespaces->list);
	*namespaces = (struct namespaces){ 0 };
}
