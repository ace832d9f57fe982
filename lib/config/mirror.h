/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * mirror.h - a configuration as its peer has it
 */
#ifndef LIB_CONFIG_MIRROR_H
#define LIB_CONFIG_MIRROR_H

#include "lib/config/config.h"

/*
 * Make CONFIG the peer's. What cannot be told is left out, with a comment. Returns 0, -EEXIST where two peers have a tunnel
 * of one id, or -ENOMEM, and err set.
 */
int config_mirror(struct config *config, struct error *err);

#endif
