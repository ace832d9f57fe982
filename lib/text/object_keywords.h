/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * object_keywords.h - the keywords of tunnels and sessions
 */
#ifndef LIB_TEXT_OBJECT_KEYWORDS_H
#define LIB_TEXT_OBJECT_KEYWORDS_H

#include "lib/text/keyword.h"

/* For struct l2tp_tunnel. */
extern const struct keyword_table tunnel_keywords;

/* For struct l2tp_setup, or struct l2tp_session if the verb takes no interface settings. */
extern const struct keyword_table session_keywords;

#endif
