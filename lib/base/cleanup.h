/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cleanup.h - free or close a local when it goes out of scope
 */
#ifndef LIB_BASE_CLEANUP_H
#define LIB_BASE_CLEANUP_H

#include <stdio.h>

/* Call FN with the local's address when the local goes out of scope. */
#define CLEANUP(fn) __attribute__((cleanup(fn)))

/* Free what the pointer at ADDRESS points to; ADDRESS is a `T **`. */
void memory_freep(void *address);

/* Close *FILE unless it is NULL or standard input. */
void file_closep(FILE **file);

/* Close *FD unless it is negative. */
void fd_closep(const int *fd);

#endif
