/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gather.h - read the configuration from the kernel
 */
#ifndef LIB_CONFIG_GATHER_H
#define LIB_CONFIG_GATHER_H

#include "lib/config/config.h"
#include "lib/kernel/kernel.h"

/*
 * Read the objects that match both filters into *CONFIG, which the caller frees with config_free(), also on failure. A
 * session's `link` has the state of its interface, and `link.fields` the settings that `session add` requires to
 * restore it. A matching session includes its tunnel. Returns 0, or a negative errno and err set.
 */
int config_gather(struct kernel *kernel, const struct l2tp_tunnel *tunnels,
		  const struct l2tp_session *sessions, struct config *config, struct error *err);

/*
 * Add the settings of the interface with STATE to ITEM, a session of TUNNEL: those that were configured, as
 * config_gather() does. The caller frees `link`, `automatic` and `comment` of ITEM. Returns 0, or a negative errno and err
 * set.
 */
int config_gather_link(struct kernel *kernel, const struct l2tp_tunnel *tunnel,
		       const struct link_state *state, struct config_session *item,
		       struct error *err);

/*
 * Complete WANT and HAVE for a plan: replace alternative names of masters in WANT by current names, as in HAVE, and
 * read into HAVE whether IPv6 wildcard sockets leave their port to IPv4. Returns 0, or a negative errno and err set.
 */
int config_complete(struct kernel *kernel, struct config *want, struct config *have,
		    struct error *err);

#endif
