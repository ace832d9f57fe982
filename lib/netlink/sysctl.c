// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * sysctl.c - numbers that only /proc/sys/net reports
 */
#include "lib/netlink/sysctl.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/cleanup.h"

/* The longest path has a name of IF_NAMESIZE bytes. */
#define PATH_SIZE 128

int64_t sysctl_number(const char *path, const char *name, int64_t otherwise)
{
	const char *place = name ? strstr(path, "%s") : NULL;
	int before = place ? (int)(place - path) : (int)strlen(path);
	CLEANUP(file_closep) FILE *file = NULL;
	char whole[PATH_SIZE];
	int64_t number;

	if (snprintf(whole, sizeof(whole), "/proc/sys/net/%.*s%s%s", before, path,
		     place ? name : "", place ? place + 2 : "") < PATH_SIZE)
		file = fopen(whole, "re");
	return file && fscanf(file, "%" SCNd64, &number) == 1 ? number : otherwise;
}
