/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tunnel.h - what can be wrong with a tunnel and its way
 */
#ifndef LIB_CHECK_TUNNEL_H
#define LIB_CHECK_TUNNEL_H

#include "lib/check/facts.h"
#include "lib/check/findings.h"

/* Add to FINDINGS what each rule finds wrong with SUBJECT. */
void check_rules_tunnel(const struct check_tunnel *subject, struct findings *findings);

#endif
