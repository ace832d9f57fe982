// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ifindex.c - network interfaces: is there one of this name, of this index
 */
#include "lib/ifindex.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

int ifindex_open(void)
{
	return socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
}

unsigned int ifindex_find(int fd, const char *name)
{
	struct ifreq request = { 0 };

	snprintf(request.ifr_name, sizeof(request.ifr_name), "%s", name);
	return ioctl(fd, SIOCGIFINDEX, &request) < 0 ? 0 : (unsigned int)request.ifr_ifindex;
}

bool ifindex_exists(int fd, unsigned int index)
{
	struct ifreq request = { .ifr_ifindex = (int)index };

	return ioctl(fd, SIOCGIFNAME, &request) == 0;
}
