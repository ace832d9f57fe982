/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sample.h - a tunnel and a session with all fields set, and a message buffer
 */
#ifndef UNIT_SAMPLE_H
#define UNIT_SAMPLE_H

#include <linux/netlink.h>

#include "lib/model/counters.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"

#define SAMPLE_SIZE 1024

/* Over IPv4 or IPv6, with the checksum fields of that family. */
struct l2tp_tunnel sample_tunnel(bool ipv6);
struct l2tp_session sample_session(void);

/* An empty message in BUFFER, SAMPLE_SIZE aligned bytes. */
struct nlmsghdr *sample_message(void *buffer);

/* Append every counter of l2tp_counters, each with a different value, to MESSAGE. */
void sample_put_stats(struct nlmsghdr *message);
bool sample_has_stats(const struct l2tp_stats *stats);

#endif
