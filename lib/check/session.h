/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * session.h - what can be wrong with a session and its interface
 */
#ifndef LIB_CHECK_SESSION_H
#define LIB_CHECK_SESSION_H

#include "lib/check/tunnel.h"

/* One session, in the tunnel ON. */
struct check_session {
	const struct check_tunnel *on;
	const struct l2tp_session *session;
	const struct link_state *link; /* its interface; NULL for none */
};

/* Add to FINDINGS what each rule finds wrong with SUBJECT. */
void check_rules_session(const struct check_session *subject, struct findings *findings);

#endif
