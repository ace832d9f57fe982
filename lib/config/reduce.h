/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * reduce.h - a configuration without the words that need not be said
 */
#ifndef LIB_CONFIG_REDUCE_H
#define LIB_CONFIG_REDUCE_H

#include <stdint.h>

#include "lib/config/config.h"

/*
 * Drop the fields that have their defaults, and what is state and not configuration; what is told of that goes into
 * comments. Returns 0, or -ENOMEM and err set.
 */
int config_reduce(struct config *config, struct error *err);

/* Drop the fields of TUNNEL that have their defaults. */
void config_reduce_tunnel(struct l2tp_tunnel *tunnel);

/* Drop the fields of SESSION, in a tunnel of that VERSION, that have their defaults. */
void config_reduce_session(struct l2tp_session *session, uint8_t version);

#endif
