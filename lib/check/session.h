/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * session.h - what can be wrong with a session and its interface
 */
#ifndef LIB_CHECK_SESSION_H
#define LIB_CHECK_SESSION_H

#include "lib/check/facts.h"

/* Hold SUBJECT against each rule, which may add findings to those of CHECK. */
void check_rules_session(struct check *check, const struct check_session *subject);

#endif
