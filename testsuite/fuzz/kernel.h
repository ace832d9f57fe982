/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kernel.h - the other end of every socket: what is received is the input
 *
 * The input is datagrams. Before each are two bytes, the lower one first: 14 bits of its length, KERNEL_TRUNCATED,
 * KERNEL_STRANGER. A sequence number or port of 0 in a netlink message of it stands for that of the last request,
 * so that an answer can be one. An empty datagram says to who does not wait that there is none for now. What is
 * sent goes nowhere, and nothing waits.
 */
#ifndef FUZZ_KERNEL_H
#define FUZZ_KERNEL_H

#include <stddef.h>
#include <stdint.h>

#define KERNEL_LENGTH 0x3fff
#define KERNEL_TRUNCATED 0x4000 /* it was longer than the room for it */
#define KERNEL_STRANGER 0x8000	/* it is another process's */

/* From now on sockets can be opened, and these bytes come out of them; to the end of it. */
void kernel_begin(const uint8_t *data, size_t size);
void kernel_end(void);

#endif
