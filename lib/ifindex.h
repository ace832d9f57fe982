/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ifindex.h - network interfaces: is there one of this name, of this index
 *
 * A plain socket answers both with one system call, without a library to load.
 */
#ifndef LIB_IFINDEX_H
#define LIB_IFINDEX_H

#include <net/if.h>
#include <stdbool.h>

/* A socket to ask with, in the caller's network namespace. Returns -1 on failure, errno set. */
int ifindex_open(void);

/* The index of the interface NAME, 0 where there is none. */
unsigned int ifindex_find(int fd, const char *name);

/* Whether there is an interface of that INDEX. */
bool ifindex_exists(int fd, unsigned int index);

#endif
