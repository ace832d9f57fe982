/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * session.h - what can be wrong with a session and its interface
 */
#ifndef LIB_CHECK_SESSION_H
#define LIB_CHECK_SESSION_H

#include "lib/check/facts.h"
#include "lib/check/findings.h"

/* Add to FINDINGS what each rule finds wrong with SUBJECT. */
void check_rules_session(const struct check_session *subject, struct findings *findings);

#endif
