/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kernel.h - sockets that receive the input
 *
 * The input is a sequence of datagrams. Two bytes, low byte first, precede each: a length of 14 bits, KERNEL_TRUNCATED,
 * KERNEL_STRANGER. A sequence number or port of 0 in a netlink message is replaced by that of the last request, so that
 * answers match. An empty datagram means that none is available to a non-blocking read. Sent data is discarded; no call
 * waits.
 */
#ifndef FUZZ_KERNEL_H
#define FUZZ_KERNEL_H

#include <stddef.h>
#include <stdint.h>

#define KERNEL_LENGTH 0x3fff
#define KERNEL_TRUNCATED 0x4000 /* it was longer than the buffer */
#define KERNEL_STRANGER 0x8000	/* another process sent it */

/* From kernel_begin() to kernel_end(), sockets can be opened and receive DATA. */
void kernel_begin(const uint8_t *data, size_t size);
void kernel_end(void);

#endif
