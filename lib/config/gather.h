/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gather.h - what the kernel has, as the words that make it
 */
#ifndef LIB_CONFIG_GATHER_H
#define LIB_CONFIG_GATHER_H

#include "lib/config/config.h"
#include "lib/kernel/kernel.h"

/*
 * What KERNEL has of those that pass both filters, into *CONFIG, which the caller frees with config_free(), also on failure.
 * Of the interfaces `link.fields` are what the words of add would have to say, the members what they are. A tunnel is
 * gathered for its sessions, too. Returns 0, or a negative errno and err set.
 */
int config_gather(struct kernel *kernel, const struct l2tp_tunnel *tunnels,
		  const struct l2tp_session *sessions, struct config *config, struct error *err);

#endif
