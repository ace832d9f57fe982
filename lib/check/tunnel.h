/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tunnel.h - what can be wrong with a tunnel and its way
 */
#ifndef LIB_CHECK_TUNNEL_H
#define LIB_CHECK_TUNNEL_H

#include "lib/check/facts.h"

/* Hold SUBJECT against each rule, which may add findings to those of CHECK. */
void check_rules_tunnel(struct check *check, const struct check_tunnel *subject);

#endif
