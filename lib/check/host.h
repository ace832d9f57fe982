/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * host.h - what can be wrong with the host as a whole
 */
#ifndef LIB_CHECK_HOST_H
#define LIB_CHECK_HOST_H

#include "lib/check/facts.h"

/* Hold what CHECK knows against each rule, which may add findings to those of CHECK. */
void check_rules_host(struct check *check);

#endif
