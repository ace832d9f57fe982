// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * netns.c - enter a network namespace, as `ip -n` does
 *
 * /sys stays as it is, unlike with `ip netns exec`: debugfs is looked for there.
 */
#include "ip/netns.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/cleanup.h"
#include "lib/base/escape.h"

#define NETNS_FOLDER "/run/netns"

int netns_enter(const char *name, struct error *err)
{
	CLEANUP(fd_closep) int folder = -1;
	CLEANUP(fd_closep) int fd = -1;
	char quoted[TEXT_SIZE];

	escape_text(name, quoted, sizeof(quoted));
	if (!*name || strchr(name, '/') || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return error_usage(err, "option -netns: \"%s\" is not a name of ip netns", quoted);
	folder = open(NETNS_FOLDER, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (folder >= 0)
		fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return error_set(err, -ENOENT,
				 "option -netns: there is no network namespace %s; ip "
				 "netns lists them",
				 quoted);
	if (fd < 0 || setns(fd, CLONE_NEWNET) < 0)
		return error_set(err, -errno, "option -netns: %s: %s", quoted, strerror(errno));
	return 0;
}
