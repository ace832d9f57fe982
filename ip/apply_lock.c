// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * apply_lock.c - run one apply at a time in a network namespace
 *
 * The lock is flock(2) of /run/l2tp/apply-INODE.lock, INODE being that of the namespace: only its owner, root, can open
 * it, so no other user can hold it. The holder removes the file, empty as it is, and so holds the lock only if the path
 * is still that of the file that it has locked.
 *
 * Whoever cannot make that file (a user namespace, a read-only /run) locks the namespace itself, /proc/self/ns/net,
 * which any process in it can do. The holder of the file locks that too if it is free, so that such an apply waits for
 * it; it does not wait for such an apply, since any user could then delay it.
 */
#include "ip/apply_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/cleanup.h"
#include "lib/base/wait.h"

#define LOCK_FOLDER "/run/l2tp"

/* How long to wait for the lock. */
#define LOCK_SECONDS 60

struct apply_lock {
	const struct signals *signals;
	int net;       /* the namespace */
	int folder;    /* LOCK_FOLDER; -1: the namespace itself is the lock */
	int file;      /* the lock file while it is open; else -1 */
	bool held;     /* the lock file is locked */
	char name[48]; /* of the lock file */
};

/* Open the folder if only this user can change it. Returns -1 if there is none. */
static int lock_open_folder(void)
{
	struct stat status;
	int folder;

	mkdir(LOCK_FOLDER, 0755); /* l2tp.service or another apply may have made it */
	folder = open(LOCK_FOLDER, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder >= 0 && fstat(folder, &status) == 0 && status.st_uid == geteuid() &&
	    !(status.st_mode & (S_IWGRP | S_IWOTH)))
		return folder;
	fd_closep(&folder);
	return -1;
}

/* Whether this user may not write to /run, rather than something being wrong with the file. */
static bool lock_is_not_for_us(int code)
{
	return code == EROFS || code == EACCES || code == EPERM || code == ENOENT;
}

/*
 * Open the lock file, made if need be. Returns 1, 0 if the namespace itself must be the lock, or a negative errno and
 * err set.
 */
static int lock_open_file(struct apply_lock *lock, struct error *err)
{
	struct stat status;
	int code;

	/* a read-only descriptor suffices for flock(2), and nothing can be written by mistake */
	lock->file = openat(lock->folder, lock->name,
			    O_RDONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
	code = errno;
	if (lock->file < 0 && lock_is_not_for_us(code))
		return 0;
	if (lock->file < 0 || fstat(lock->file, &status) < 0)
		return error_set(err, -code, "lock: " LOCK_FOLDER "/%s: %s", lock->name,
				 strerror(code));
	if (!S_ISREG(status.st_mode) || status.st_uid != geteuid())
		return error_set(err, -EPERM,
				 "lock: " LOCK_FOLDER "/%s: not a regular file of this user",
				 lock->name);
	return 1;
}

/* Whether the lock file still has its name; its last holder may have removed it. */
static bool lock_has_its_name(const struct apply_lock *lock)
{
	struct stat status, named;

	return fstat(lock->file, &status) == 0 &&
	       fstatat(lock->folder, lock->name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
	       status.st_ino == named.st_ino && status.st_dev == named.st_dev;
}

/* flock(2) of FD without waiting. Returns 1, 0 if another process holds it, or a negative errno and err set. */
static int lock_try(int fd, struct error *err)
{
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return 1;
	return errno == EWOULDBLOCK ? 0 : error_set(err, -errno, "lock: %s", strerror(errno));
}

/* Condition for wait_until(): this process holds the lock. */
static int lock_is_taken(void *data, struct error *err)
{
	struct apply_lock *lock = data;
	int status;

	if (lock->folder >= 0 && lock->file < 0) {
		status = lock_open_file(lock, err);
		if (status < 0)
			return status;
		if (status == 0)
			fd_closep(&lock->folder);
		lock->folder = status == 0 ? -1 : lock->folder;
	}
	status = lock_try(lock->folder < 0 ? lock->net : lock->file, err);
	if (status <= 0 || lock->folder < 0)
		return status;
	lock->held = lock_has_its_name(lock);
	if (lock->held)
		return 1;
	fd_closep(&lock->file);
	lock->file = -1;
	return 0;
}

static bool lock_is_interrupted(void *data)
{
	return signals_came(((const struct apply_lock *)data)->signals);
}

/* Open what LOCK needs. */
static int lock_open(struct apply_lock *lock, struct error *err)
{
	struct stat status;

	lock->folder = lock->file = -1;
	lock->net = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	if (lock->net < 0 || fstat(lock->net, &status) < 0)
		return error_set(err, -errno, "lock: /proc/self/ns/net: %s", strerror(errno));
	snprintf(lock->name, sizeof(lock->name), "apply-%ju.lock", (uintmax_t)status.st_ino);
	lock->folder = lock_open_folder();
	return 0;
}

int apply_lock_take(struct apply_lock **lock, const struct signals *signals, struct error *err)
{
	int status;

	*lock = calloc(1, sizeof(**lock));
	if (!*lock)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	(*lock)->signals = signals;
	if (lock_open(*lock, err) < 0)
		return err->code;
	status = wait_until(lock_is_taken, *lock, LOCK_SECONDS * INT64_C(1000), lock_is_interrupted,
			    err);
	if (status == -EINTR)
		return error_set(err, -EINTR, "interrupted; nothing was changed");
	if (status == 0)
		return error_set(err, -EBUSY,
				 "another l2tp apply has held the lock of this network namespace "
				 "for %d seconds; lslocks lists it",
				 LOCK_SECONDS);
	if (status > 0 && (*lock)->held)
		flock((*lock)->net, LOCK_EX | LOCK_NB);
	return status < 0 ? status : 0;
}

void apply_lock_release(struct apply_lock *lock)
{
	if (!lock)
		return;
	if (lock->held)
		unlinkat(lock->folder, lock->name, 0);
	fd_closep(&lock->file);
	fd_closep(&lock->folder);
	fd_closep(&lock->net);
	free(lock);
}
