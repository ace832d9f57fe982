// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * files.c - replace the file system by a single file, the input
 */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "testsuite/fuzz/files.h"
#include "testsuite/fuzz/fuzz.h"

static struct {
	bool on; /* off between inputs: libFuzzer opens files itself */
	const uint8_t *data;
	size_t size;
} input;

FILE *__real_fopen(const char *path, const char *mode);
FILE *__wrap_fopen(const char *path, const char *mode);
int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_openat(int folder, const char *path, int flags, ...);
DIR *__real_opendir(const char *path);
DIR *__wrap_opendir(const char *path);
int __wrap_execv(const char *path, char *const *argv);
pid_t __real_fork(void);
pid_t __wrap_fork(void);
int __wrap_setns(int fd, int type);
int __wrap_fsopen(const char *type, unsigned int flags);
int __wrap_nanosleep(const struct timespec *time, struct timespec *left);
struct if_nameindex *__wrap_if_nameindex(void);

void files_begin(const uint8_t *data, size_t size)
{
	input.on = true;
	input.data = data;
	input.size = size;
}

void files_end(void)
{
	input.on = false;
}

static int refuse(int code)
{
	errno = code;
	return -1;
}

FILE *__wrap_fopen(const char *path, const char *mode)
{
	if (!input.on || strcmp(path, "/dev/null") == 0)
		return __real_fopen(path, mode);
	if (strcmp(path, FILES_INPUT) == 0)
		return fuzz_file(input.data, input.size);
	refuse(ENOENT);
	return NULL;
}

int __wrap_open(const char *path, int flags, ...)
{
	return input.on ? refuse(ENOENT) : __real_open(path, flags, 0666);
}

int __wrap_openat(int folder, const char *path, int flags, ...)
{
	(void)folder;
	(void)path;
	(void)flags;
	return refuse(ENOENT);
}

DIR *__wrap_opendir(const char *path)
{
	if (!input.on)
		return __real_opendir(path);
	refuse(ENOENT);
	return NULL;
}

int __wrap_execv(const char *path, char *const *argv)
{
	(void)path;
	(void)argv;
	return refuse(EACCES);
}

pid_t __wrap_fork(void)
{
	return input.on ? refuse(EAGAIN) : __real_fork();
}

int __wrap_setns(int fd, int type)
{
	(void)fd;
	(void)type;
	return refuse(EPERM);
}

int __wrap_fsopen(const char *type, unsigned int flags)
{
	(void)type;
	(void)flags;
	return refuse(EPERM);
}

int __wrap_nanosleep(const struct timespec *time, struct timespec *left)
{
	(void)time;
	(void)left;
	return 0;
}

struct if_nameindex *__wrap_if_nameindex(void)
{
	refuse(ENOBUFS);
	return NULL;
}
