/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * netns.h - network namespaces by their names
 */
#ifndef IP_NETNS_H
#define IP_NETNS_H

#include "lib/base/error.h"

/* Enter the network namespace that `ip netns` calls NAME. Returns 0, or a negative errno and err set. */
int netns_enter(const char *name, struct error *err);

#endif
