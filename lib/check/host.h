/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * host.h - what can be wrong with the host as a whole
 */
#ifndef LIB_CHECK_HOST_H
#define LIB_CHECK_HOST_H

#include "lib/check/facts.h"
#include "lib/check/findings.h"

/* Add to FINDINGS what each rule finds wrong with the host of CHECK. */
void check_rules_host(const struct check *check, struct findings *findings);

#endif
