// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * strict_file.c - open a file that only root can have written
 */
#include "lib/base/strict_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/cleanup.h"
#include "lib/base/escape.h"

#define OTHERS_WRITE (S_IWGRP | S_IWOTH)

/* Check owner and mode of STATUS; WHAT is the name of a folder, or NULL for the file itself. */
static int strict_check(const struct stat *status, const char *what, struct error *err)
{
	if (status->st_uid != 0 && status->st_uid != geteuid())
		error_set(err, -EPERM, "belongs to user %u, not to root", status->st_uid);
	else if (status->st_mode & OTHERS_WRITE)
		error_set(err, -EPERM, "others than its owner can write to it");
	return what && err->code ? error_context(err, "folder %s", what) : err->code;
}

/* Check the folder that the last component of PATH is in; a sticky one is fine if MAY_STICK. */
static int strict_check_folder(const char *path, bool may_stick, struct error *err)
{
	char folder[PATH_MAX], quoted[2 * TEXT_SIZE], *slash;
	struct stat status;

	snprintf(folder, sizeof(folder), "%s", path); /* open(2) has accepted it */
	slash = strrchr(folder, '/');
	if (slash)
		slash[slash == folder] = '\0';
	if (stat(slash ? folder : ".", &status) < 0)
		return error_set(err, -errno, "its folder: %s", strerror(errno));
	/* in a sticky folder only its owner and the file's can exchange the file (unlink(2), EPERM) */
	if (may_stick && status.st_mode & S_ISVTX)
		status.st_mode &= ~(mode_t)OTHERS_WRITE;
	escape_text(slash ? folder : ".", quoted, sizeof(quoted));
	return strict_check(&status, quoted, err);
}

/* Check the file FD, opened with O_PATH as PATH, whose name in /proc is LINK. */
static int strict_check_file(int fd, const char *path, const char *link, struct error *err)
{
	char target[PATH_MAX] = "";
	struct stat status, named;

	if (fstat(fd, &status) < 0 || lstat(path, &named) < 0)
		return error_set(err, -errno, "%s", strerror(errno));
	if (!S_ISREG(status.st_mode))
		return error_usage(err, "not a regular file");
	if (strict_check_folder(path, false, err) < 0 || strict_check(&status, NULL, err) < 0)
		return err->code;
	if (!S_ISLNK(named.st_mode))
		return 0;
	if (readlink(link, target, sizeof(target) - 1) < 0)
		return error_set(err, -errno, "%s: %s", link, strerror(errno));
	return strict_check_folder(target, true, err);
}

FILE *strict_open(const char *path, struct error *err)
{
	CLEANUP(fd_closep) int fd = -1;
	char link[32]; /* opens that very file again, for reading (proc(5)) */
	FILE *file;

	if (strchr(path, '\n')) {
		error_usage(err, "a newline in a file name is not valid");
		return NULL;
	}
	fd = open(path, O_PATH | O_CLOEXEC); /* opens no FIFO and no device (open(2)) */
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	if (fd < 0)
		error_set(err, -errno, "%s", strerror(errno));
	if (err->code || strict_check_file(fd, path, link, err) < 0)
		return NULL;
	file = fopen(link, "re");
	if (!file)
		error_set(err, -errno, "%s", strerror(errno));
	return file;
}
