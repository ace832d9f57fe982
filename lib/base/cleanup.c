// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * cleanup.c - free or close a local when it goes out of scope
 */
#include "lib/base/cleanup.h"

#include <stdlib.h>
#include <unistd.h>

void memory_freep(void *address)
{
	free(*(void **)address);
}

void file_closep(FILE **file)
{
	if (*file && *file != stdin)
		fclose(*file);
}

void fd_closep(const int *fd)
{
	if (*fd >= 0)
		close(*fd);
}
